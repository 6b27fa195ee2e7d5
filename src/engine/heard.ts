import type { Failure } from '../core/failure.ts';
import type { Clock, Endpoint, Provider } from './ports.ts';

/** What a call to the provider tells about the way there and the key, beside what it tells about its job. */
export interface Heard {
  readonly call: 'create' | 'status' | 'download';
  readonly endpoint: Endpoint;
  readonly askedAt: number;
  /** Of a create request. */
  readonly modelId?: string;
  /** Absent: a good answer came. */
  readonly failure?: Failure;
}

/** The same provider, with a listener on every call that ended. */
export function listenTo(provider: Provider, clock: Clock, hear: (heard: Heard) => void): Provider {
  async function told<Outcome extends object>(
    call: Heard['call'],
    endpoint: Endpoint,
    answer: () => Promise<Outcome>,
    failureOf: (outcome: Outcome) => Failure | undefined,
    modelId?: string,
  ): Promise<Outcome> {
    const askedAt = clock.now();
    const outcome = await answer();
    const failure = failureOf(outcome);
    hear({
      call,
      endpoint,
      askedAt,
      ...(modelId === undefined ? {} : { modelId }),
      ...(failure === undefined ? {} : { failure }),
    });
    return outcome;
  }
  return {
    ...provider,
    create: (call, signal) =>
      told(
        'create',
        call.endpoint,
        () => provider.create(call, signal),
        (outcome) => (outcome.kind === 'accepted' ? undefined : outcome.failure),
        call.model.id,
      ),
    // A render that failed is a good answer: the provider knows the key and the task.
    status: (call, signal) =>
      told(
        'status',
        call.endpoint,
        () => provider.status(call, signal),
        (outcome) => (outcome.kind === 'missed' ? outcome.failure : undefined),
      ),
    download: (call, signal) =>
      told(
        'download',
        call.endpoint,
        () => provider.download(call, signal),
        (outcome) => (outcome.kind === 'bytes' ? undefined : outcome.failure),
      ),
  };
}

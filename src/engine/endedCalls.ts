import type { Failure } from '../core/failure.ts';
import type { Clock, Endpoint, Provider } from './ports.ts';

/** What a call to the provider tells about the way there and the key, beside what it tells about its job. */
export interface EndedCall {
  readonly call: 'create' | 'status' | 'download';
  readonly endpoint: Endpoint;
  /** The task that was asked for; of a create request the one that came. */
  readonly taskId?: string;
  readonly outcome: string;
  readonly askedAt: number;
  readonly tookMs: number;
  /** Of a create request. */
  readonly modelId?: string;
  /** Absent: a good answer came. */
  readonly failure?: Failure;
}

/** A line for the log: no link, no key and no words of a person or the provider. */
export function callLine({ call, modelId, taskId, outcome, failure, tookMs }: EndedCall): string {
  const why =
    failure === undefined
      ? []
      : [
          `${failure.class} / ${failure.message}`,
          ...(failure.httpStatus === undefined ? [] : [`status ${String(failure.httpStatus)}`]),
          ...(failure.requestId === undefined ? [] : [`request id ${failure.requestId}`]),
        ];
  const about = [modelId, taskId].filter((id) => id !== undefined);
  return [[call, ...about].join(' '), outcome, ...why, `${String(tookMs)} ms`].join(' · ');
}

/** The same provider, with a listener on every call that ended. */
export function listenTo(provider: Provider, clock: Clock, hear: (heard: EndedCall) => void): Provider {
  async function told<Outcome extends { readonly kind: string }>(
    call: EndedCall['call'],
    endpoint: Endpoint,
    answer: () => Promise<Outcome>,
    failureOf: (outcome: Outcome) => Failure | undefined,
    about: (outcome: Outcome) => Pick<EndedCall, 'modelId' | 'taskId'>,
  ): Promise<Outcome> {
    const askedAt = clock.now();
    const outcome = await answer();
    const failure = failureOf(outcome);
    hear({
      call,
      endpoint,
      askedAt,
      outcome: outcome.kind,
      tookMs: clock.now() - askedAt,
      ...about(outcome),
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
        (outcome) => ({
          modelId: call.model.id,
          ...(outcome.kind === 'accepted' ? { taskId: outcome.taskId } : {}),
        }),
      ),
    // A render that failed is a good answer: the provider knows the key and the task.
    status: (call, signal) =>
      told(
        'status',
        call.endpoint,
        () => provider.status(call, signal),
        (outcome) => (outcome.kind === 'missed' ? outcome.failure : undefined),
        () => ({ taskId: call.taskId }),
      ),
    download: (call, signal) =>
      told(
        'download',
        call.endpoint,
        () => provider.download(call, signal),
        (outcome) => (outcome.kind === 'bytes' ? undefined : outcome.failure),
        () => ({ taskId: call.taskId }),
      ),
  };
}

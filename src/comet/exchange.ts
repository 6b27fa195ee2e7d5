import type { Readable } from 'node:stream';
import { isAbort } from '../core/errors.ts';
import { abortable, abortError, throwIfAborted } from './abort.ts';
import { TransportError } from './transportError.ts';
import type { Dispatcher } from './undici.ts';

/** An answer whose headers are here. Its body must be read or destroyed; aborting the signal destroys it. */
export interface OpenAnswer {
  readonly httpStatus: number;
  /** By lower-case name; a header that came several times is joined with commas. */
  readonly header: (name: string) => string | undefined;
  readonly body: Readable;
}

/**
 * Sends one request through a dispatcher and waits for the headers.
 * Throws a {@link TransportError}, or the abort; both at once, even while the dispatcher is still connecting.
 */
export async function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.RequestOptions,
  waitMs: number,
  signal: AbortSignal,
): Promise<OpenAnswer> {
  throwIfAborted(signal);
  const stop = new AbortController();
  const onAbort = () => stop.abort(abortError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => stop.abort(new TransportError('timeout')), waitMs);
  const request = dispatcher.request({ ...options, signal: stop.signal });
  // An answer that comes after all has nobody who would read it.
  request.then(
    (late) => {
      if (stop.signal.aborted) late.body.on('error', () => undefined).destroy();
    },
    () => undefined,
  );
  try {
    const { statusCode, headers, body } = await stoppable(request, stop.signal);
    body.once('close', () => signal.removeEventListener('abort', onAbort));
    return { httpStatus: statusCode, header: (name) => joined(headers[name]), body };
  } catch (error) {
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) throw abortError(signal);
    throw error instanceof TransportError ? error : new TransportError('broken');
  } finally {
    clearTimeout(timer);
  }
}

/** undici looks at its signal only once the connection stands; this one answers at once. */
async function stoppable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await abortable(work, signal);
  } catch (error) {
    const reason: unknown = signal.reason;
    throw isAbort(error) && reason instanceof Error ? reason : error;
  }
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

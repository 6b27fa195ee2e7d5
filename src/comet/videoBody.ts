import type { Readable } from 'node:stream';
import { BrokenBody } from '../engine/ports.ts';
import { abortError } from './abort.ts';
import { TransportError } from './transportError.ts';

/**
 * The bytes of a download as they come. Ends the connection after a silence; the time the consumer takes with a chunk
 * does not count. Throws {@link BrokenBody}, or the abort. Leaving the loop early closes the connection.
 */
export async function* videoBody(
  body: Readable,
  silenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const wait = { isOurs: true, wasSilent: false };
  const timer = setTimeout(() => {
    if (!wait.isOurs) {
      timer.refresh();
      return;
    }
    wait.wasSilent = true;
    body.destroy();
  }, silenceMs);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      wait.isOurs = false;
      yield chunk;
      wait.isOurs = true;
      timer.refresh();
    }
  } catch {
    if (signal.aborted) throw abortError(signal);
    throw new BrokenBody(new TransportError(wait.wasSilent ? 'silent' : 'broken'));
  } finally {
    clearTimeout(timer);
  }
}

/** Drops an answer that nobody reads. */
export function dropBody(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}

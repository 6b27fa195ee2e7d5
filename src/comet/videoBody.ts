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
  const silence = { isOver: false };
  const listen = () =>
    setTimeout(() => {
      silence.isOver = true;
      body.destroy();
    }, silenceMs);
  let timer = listen();
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      yield chunk;
      timer = listen();
    }
  } catch {
    if (signal.aborted) throw abortError(signal);
    throw new BrokenBody(new TransportError(silence.isOver ? 'silent' : 'broken'));
  } finally {
    clearTimeout(timer);
  }
}

/** Drops an answer that nobody reads. */
export function dropBody(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}

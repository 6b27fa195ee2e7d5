import { Readable } from 'node:stream';
import { isAbort } from '../core/errors.ts';
import { abortError } from './abort.ts';
import { decoded } from './contentCoding.ts';
import type { OpenAnswer } from './exchange.ts';
import type { NetworkLimits } from './limits.ts';
import { readReply } from './reply.ts';
import type { Submission, SubmitCall } from './submission.ts';
import { TransportError } from './transportError.ts';

/** The platform's `fetch`; an editor's own knows proxies that only a script or the system can tell. */
export type EditorFetch = (url: string, init: EditorRequest) => Promise<Response>;
type EditorRequest = RequestInit & { readonly duplex?: 'half' };

/** One exchange through the editor's fetch; no redirect is followed. Throws a {@link TransportError}, or the abort. */
export async function fetchAnswer(
  editorFetch: EditorFetch,
  url: URL,
  init: Pick<EditorRequest, 'method' | 'headers' | 'body' | 'duplex'>,
  waitMs: number,
  signal: AbortSignal,
): Promise<OpenAnswer> {
  const stop = new AbortController();
  const onAbort = () => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => stop.abort(), waitMs);
  try {
    if (signal.aborted) throw abortError(signal);
    const response = await editorFetch(url.href, { ...init, redirect: 'manual', signal: stop.signal });
    const body =
      response.body === null
        ? Readable.from([])
        : Readable.from(response.body as AsyncIterable<Uint8Array>, { objectMode: false });
    body.once('close', () => signal.removeEventListener('abort', onAbort));
    return { httpStatus: response.status, header: (name) => response.headers.get(name) ?? undefined, body };
  } catch (error) {
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) throw abortError(signal);
    throw new TransportError(isAbort(error) ? 'timeout' : 'broken');
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A POST through the editor's fetch, once. It does not say when the connection stands, so the permission is asked right
 * before the call, and whatever goes wrong afterwards leaves open whether the request arrived. Throws only the abort.
 */
export async function submitByFetch(
  editorFetch: EditorFetch,
  { url, headers, body, mayStillSend }: SubmitCall,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<Submission> {
  if (signal.aborted) return { kind: 'unsent', reason: 'aborted' };
  try {
    if (!mayStillSend()) return { kind: 'unsent', reason: 'tooLate' };
  } catch {
    return { kind: 'unsent', reason: 'tooLate' };
  }
  try {
    const waitMs = limits.connectMs + limits.createHeadersMs;
    // A stream can be read once: nothing below can send the same request again by itself, as `fetch` does after a 421.
    const init = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.byteLength) },
      body: new Blob([Uint8Array.from(body)]).stream(),
      duplex: 'half',
    } as const;
    const answer = await fetchAnswer(editorFetch, url, init, waitMs, signal);
    return {
      kind: 'answered',
      reply: await readReply(decoded(answer, { way: 'editor', isFile: false }), limits),
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { kind: 'lost', reason: error instanceof TransportError ? error.reason : 'broken' };
  }
}

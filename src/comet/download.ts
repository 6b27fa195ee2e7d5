import { isAbort } from '../core/errors.ts';
import type { FailureClass } from '../core/failure.ts';
import type { DownloadCall, DownloadOutcome } from '../engine/ports.ts';
import { throwIfAborted } from './abort.ts';
import { begin } from './bodyStart.ts';
import { dialects } from './dialects/registry.ts';
import { taskPath } from './endpoints.ts';
import { readErrorBody } from './errorBody.ts';
import type { OpenAnswer } from './exchange.ts';
import { fileBody } from './fileBody.ts';
import type { FailureCode } from '../core/failureCodes.ts';
import { failure, transportFailure, type Asked } from './failures.ts';
import { keyedRequest } from './keyed.ts';
import { continuation, rangeHeaders, type Span, spanOf, strongEtag } from './range.ts';
import { parseJson, readReply, type Reply } from './reply.ts';
import { isRedirect, openLink, redirectTarget, safeLink } from './resultRequest.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transportError.ts';
import { dropBody } from './videoBody.ts';
import { saysNoBalance } from './words.ts';

type Ended = Exclude<DownloadOutcome, { kind: 'bytes' }>;

/** One download under way: what was asked and how to ask again. */
interface Course {
  readonly transport: Transport;
  readonly call: DownloadCall;
  readonly signal: AbortSignal;
  readonly asked: () => Asked;
  /** The bytes come from a link, which the key has no part in; also behind a redirect of the content endpoint. */
  isLink: boolean;
}

/** Opens the bytes of a finished clip: the link without the key, or the content endpoint with it. */
export async function download(
  transport: Transport,
  now: () => number,
  call: DownloadCall,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  const course: Course = {
    transport,
    call,
    signal,
    isLink: call.link !== undefined,
    // The render is done: that is what is charged, whatever becomes of this download.
    asked: () => ({ call: 'download', key: call.endpoint.key, nowMs: now(), charged: 'yes' }),
  };
  try {
    const { have } = call;
    const asked = rangeHeaders(have);
    const first = await open(course, asked);
    if ('kind' in first) return first;
    const rest = have === undefined || !isBytes(first) ? undefined : continuation(first, have);
    if (rest !== undefined) return bytesOf(course, first, rest);
    // Part of something, and nobody knows which: as after a range of packed bytes.
    const isNameless =
      asked.range !== undefined && first.httpStatus === 206 && first.header('content-range') === undefined;
    const isFromStart = isBytes(first) ? !isNameless && spanOf(first)?.start === 0 : first.httpStatus !== 416;
    if (isFromStart) return await judge(course, first);
    // The server has other bytes than the ones that are here, or begins somewhere: start over.
    dropBody(first.body);
    const again = await open(course, have === undefined ? { range: 'bytes=0-' } : {});
    return 'kind' in again ? again : await judge(course, again);
  } catch (error) {
    if (isAbort(error)) throw error;
    const reason = error instanceof TransportError ? error.reason : 'broken';
    return { kind: 'missed', failure: transportFailure(course.asked(), reason) };
  }
}

async function open(course: Course, range: Readonly<Record<string, string>>): Promise<OpenAnswer | Ended> {
  const { transport, call, signal } = course;
  const { endpoint, link } = call;
  if (link !== undefined) {
    const url = safeLink(link, endpoint.isLocal);
    if (url === undefined) return ended(course, 'dead', 'provider-fault', 'download.unsafeLink');
    return await openUrl(course, url, range);
  }
  const dialect = dialects[call.dialect];
  if (dialect.contentPath === undefined) return ended(course, 'missed', 'provider-fault', 'download.noLink');
  const path = taskPath(dialect.contentPath, call.taskId);
  if (path === undefined) return ended(course, 'missed', 'unknown', 'download.taskUnknown');
  const keyed = keyedRequest(endpoint, path, dialect.headers);
  if (keyed === 'origin') return ended(course, 'missed', 'request-invalid', 'download.origin');
  if (keyed === 'key') return ended(course, 'missed', 'key', 'download.key');
  const answer = await transport.open(keyed.url, { ...keyed.headers, ...range }, signal);
  if (!isRedirect(answer)) return answer;
  // The key stays at its origin (P6): what the endpoint leads to is a link like any other.
  dropBody(answer.body);
  const target = redirectTarget(answer, keyed.url, endpoint.isLocal);
  if (typeof target === 'string') return ended(course, 'missed', 'provider-fault', `download.${target}`);
  course.isLink = true;
  return await openUrl(course, target, range);
}

async function openUrl(
  course: Course,
  url: URL,
  range: Readonly<Record<string, string>>,
): Promise<OpenAnswer | Ended> {
  const { transport, call, signal } = course;
  const answer = await openLink(transport, url, range, call.endpoint, signal);
  return typeof answer === 'string' ? ended(course, 'dead', 'provider-fault', `download.${answer}`) : answer;
}

/** An answer that is not the continuation of what is here. */
async function judge(course: Course, given: OpenAnswer): Promise<DownloadOutcome> {
  const { httpStatus } = given;
  const { isLink, transport } = course;
  const { silenceMs } = transport.limits;
  const span = isBytes(given) ? spanOf(given) : undefined;
  const begun = span?.start === 0 ? await begin(given, silenceMs, course.signal) : undefined;
  if (begun?.isMessage === false && span !== undefined) return bytesOf(course, begun.answer, span);
  const reply = await readReply(begun?.answer ?? given, transport.limits);
  if (reply.end !== 'whole') throwIfAborted(course.signal);
  const end = (kind: Ended['kind'], failureClass: FailureClass, code: FailureCode) =>
    ended(course, kind, failureClass, code, reply, begun !== undefined);

  if (begun !== undefined) {
    if (isLink) return end('dead', 'provider-fault', 'download.notVideo');
    return end(
      'missed',
      'provider-fault',
      parseJson(reply.text) === undefined ? 'download.notVideo' : 'download.notReady',
    );
  }
  if (httpStatus === 429) return end('missed', 'too-many-requests', 'download.tooMany');
  if (httpStatus === 403 || httpStatus === 404 || httpStatus === 410) {
    return end('dead', 'provider-fault', 'download.expired');
  }
  if (httpStatus >= 300 && httpStatus < 400) return end('missed', 'provider-fault', 'download.redirected');
  if (httpStatus === 408 || httpStatus === 425 || httpStatus >= 500) {
    return end('missed', 'provider-fault', 'download.providerFault');
  }
  if (httpStatus === 402 && !isLink) return end('missed', 'no-balance', 'download.noBalance');
  if (httpStatus === 401 && !isLink) {
    const words = readErrorBody(parseJson(reply.text));
    const isUsedUp = words !== undefined && saysNoBalance([words.message, ...words.codes].join(' '));
    return isUsedUp
      ? end('missed', 'no-balance', 'download.noBalance')
      : end('missed', 'key', 'download.key');
  }
  // Stores answer 400 or 401 to a link whose time is over.
  if (isLink && httpStatus >= 400) return end('dead', 'provider-fault', 'download.expired');
  // The content endpoint says 400 for a task that is not ready.
  return end('missed', 'provider-fault', httpStatus >= 400 ? 'download.notReady' : 'download.unexpected');
}

/** All is said to be well: what comes may be the clip. */
function isBytes({ httpStatus }: OpenAnswer): boolean {
  return httpStatus === 200 || httpStatus === 206;
}

function bytesOf(course: Course, answer: OpenAnswer, span: Span): DownloadOutcome {
  const { transport, signal } = course;
  const etag = strongEtag(answer.header('etag'));
  return {
    kind: 'bytes',
    from: span.start,
    ...(span.totalBytes === undefined ? {} : { totalBytes: span.totalBytes }),
    ...(etag === undefined ? {} : { etag }),
    body: fileBody({
      answer,
      span,
      next: (headers) => nextPart(course, headers),
      silenceMs: transport.limits.silenceMs,
      signal,
    }),
  };
}

async function nextPart(course: Course, headers: Readonly<Record<string, string>>) {
  try {
    const answer = await open(course, headers);
    if ('kind' in answer) return undefined;
    const span = isBytes(answer) ? spanOf(answer) : undefined;
    if (span !== undefined) return { answer, span };
    dropBody(answer.body);
    return undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}

function ended(
  course: Course,
  kind: Ended['kind'],
  failureClass: FailureClass,
  code: FailureCode,
  reply?: Reply,
  isMessage = false,
): Ended {
  const asked = course.asked();
  const words = reply === undefined ? undefined : readErrorBody(parseJson(reply.text));
  const said = failure(asked, failureClass, code, { ...(reply === undefined ? {} : { reply }), words });
  const waitMs = retryAfterMs(reply?.retryAfter, asked.nowMs);
  return {
    kind,
    failure: said,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    ...(isMessage ? { isMessage } : {}),
  };
}

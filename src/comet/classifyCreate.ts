import type { FailureClass } from '../core/failure.ts';
import type { CreateOutcome } from '../engine/ports.ts';
import type { Dialect } from './dialects/dialect.ts';
import { salvageTaskId, withoutErrorId } from './dialects/taskId.ts';
import { readErrorBody, type ErrorWords } from './errorBody.ts';
import type { FailureCode } from '../core/failureCodes.ts';
import { cutFailure, failure, transportFailure, type Asked } from './failures.ts';
import { parseJson, type Reply } from './reply.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { Submission } from './submission.ts';
import { classOfWords, saysNoBalance, saysNoChannel } from './words.ts';

/** What followed a create request (P1). */
export function classifyCreate(submission: Submission, dialect: Dialect, asked: Asked): CreateOutcome {
  switch (submission.kind) {
    case 'unsent':
      return { kind: 'unsent', failure: unsentFailure(submission.reason, asked) };
    case 'lost':
      return { kind: 'uncertain', failure: transportFailure(asked, submission.reason) };
    case 'answered':
      return classifyAnswer(submission.reply, dialect, asked);
  }
}

function unsentFailure(reason: Extract<Submission, { kind: 'unsent' }>['reason'], asked: Asked) {
  const nothing = { charged: 'no' } as const;
  switch (reason) {
    case 'unreachable':
    case 'tls':
    case 'connectTimeout':
    case 'proxy':
    case 'proxyAuth':
    case 'proxyUnsupported':
    case 'tooLate':
    case 'aborted':
      return transportFailure(asked, reason, nothing);
    case 'timeout':
    case 'silent':
      return transportFailure(asked, 'connectTimeout', nothing);
    case 'broken':
      return transportFailure(asked, 'unreachable', nothing);
  }
}

function classifyAnswer(reply: Reply, dialect: Dialect, asked: Asked): CreateOutcome {
  const { httpStatus, end } = reply;
  const answer = parseJson(reply.text);
  const taskId =
    answer === undefined
      ? salvageTaskId(reply.text, isRefusing(httpStatus))
      : dialect.readTaskId(isRefusing(httpStatus) ? withoutErrorId(answer, httpStatus) : answer);
  if (taskId !== undefined) return { kind: 'accepted', taskId };

  const words = answer === undefined ? plainWords(reply.text) : readErrorBody(answer);
  if (end !== 'whole') return { kind: 'uncertain', failure: cutFailure(asked, { ...reply, end }) };
  if (words !== undefined && httpStatus === 429) {
    const waitMs = retryAfterMs(reply.retryAfter, asked.nowMs);
    const spoken = classOfWords(allWords(words), ['no-balance']) ?? 'too-many-requests';
    return {
      kind: 'tooMany',
      failure: failure(asked, spoken, 'create.tooMany', { reply, words, charged: 'no' }),
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    };
  }
  if (words !== undefined && isRefusal(httpStatus, words)) {
    const failureClass = refusalClass(httpStatus, words);
    const code = httpStatus === 413 ? 'create.tooLarge' : refusalCodes[failureClass];
    return { kind: 'refused', failure: failure(asked, failureClass, code, { reply, words, charged: 'no' }) };
  }
  return {
    kind: 'uncertain',
    failure: failure(asked, 'unknown', doubtCode(httpStatus, answer, words), { reply, words }),
  };
}

/** These may stand for a request that went on all the same. */
const openStatuses: readonly number[] = [408, 425, 429];

function isRefusing(httpStatus: number): boolean {
  return httpStatus >= 400 && httpStatus < 500;
}

/** Whether the provider surely made nothing of the request. */
function isRefusal(httpStatus: number, words: ErrorWords): boolean {
  if (isRefusing(httpStatus)) return !openStatuses.includes(httpStatus);
  if (httpStatus === 500) return words.codes.some((code) => /^invalid_request(?:_error)?$/.test(code));
  return httpStatus === 503 && saysNoChannel(allWords(words));
}

const plainClasses = ['no-balance', 'prompt-refused', 'model-unavailable', 'key'] as const;

/** An answer that is a short text instead of JSON counts where its words are clearly the provider's. */
function plainWords(text: string): ErrorWords | undefined {
  const message = text.trim();
  const isPlain = message !== '' && message.length <= 500 && !/[<{[]/.test(message);
  return isPlain && classOfWords(message, plainClasses) !== undefined ? { message, codes: [] } : undefined;
}

type RefusalClass = Extract<
  FailureClass,
  | 'prompt-refused'
  | 'image-refused'
  | 'no-balance'
  | 'key'
  | 'model-unavailable'
  | 'too-many-requests'
  | 'request-invalid'
>;

const refusalCodes: Readonly<Record<RefusalClass, FailureCode>> = {
  'prompt-refused': 'create.promptRefused',
  'image-refused': 'create.imageRefused',
  'no-balance': 'create.noBalance',
  key: 'create.key',
  'model-unavailable': 'create.modelUnavailable',
  'too-many-requests': 'create.tooMany',
  'request-invalid': 'create.refused',
};

function refusalClass(httpStatus: number, words: ErrorWords): RefusalClass {
  const all = allWords(words);
  const spoken = (...among: RefusalClass[]) => {
    const found = classOfWords(all, among);
    return among.find((one) => one === found);
  };
  switch (httpStatus) {
    case 401:
      return spoken('no-balance') ?? 'key';
    case 402:
      return 'no-balance';
    case 403:
      return (
        (saysNoBalance(all) ? 'no-balance' : undefined) ??
        spoken('prompt-refused', 'model-unavailable') ??
        (/permission|model|模型/i.test(all) ? 'model-unavailable' : undefined) ??
        spoken('image-refused', 'too-many-requests') ??
        'key'
      );
    case 413:
      return 'image-refused';
    case 503:
      return 'model-unavailable';
    default:
      return (
        spoken(
          'no-balance',
          'prompt-refused',
          'model-unavailable',
          'image-refused',
          'key',
          'too-many-requests',
        ) ?? 'request-invalid'
      );
  }
}

function doubtCode(httpStatus: number, answer: unknown, words: ErrorWords | undefined): FailureCode {
  if (httpStatus >= 300 && httpStatus < 400) return 'create.redirected';
  if (httpStatus < 300) return answer === undefined ? 'create.unreadable' : 'create.noTaskId';
  return words === undefined ? 'create.unreadable' : 'create.providerFault';
}

function allWords(words: ErrorWords): string {
  return [words.message, ...words.codes].join(' ');
}

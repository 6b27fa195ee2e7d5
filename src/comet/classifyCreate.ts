import type { FailureClass } from '../core/failure.ts';
import type { CreateOutcome } from '../engine/ports.ts';
import type { Dialect } from './dialects/dialect.ts';
import { salvageTaskId } from './dialects/taskId.ts';
import { readErrorBody, type ErrorWords } from './errorBody.ts';
import type { FailureCode } from './failureCodes.ts';
import { cutFailure, failure, transportFailure, type Asked } from './failures.ts';
import { parseJson, type Reply } from './reply.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { Submission } from './submission.ts';
import { classOfWords } from './words.ts';

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
  const answer = parseJson(reply.text);
  const taskId = answer === undefined ? salvageTaskId(reply.text) : dialect.readTaskId(answer);
  if (taskId !== undefined) return { kind: 'accepted', taskId };

  const words = readErrorBody(answer);
  const { httpStatus, end } = reply;
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

const refusingStatuses = [400, 401, 403, 404, 413, 422];

/** Whether the provider surely made nothing of the request. */
function isRefusal(httpStatus: number, words: ErrorWords): boolean {
  if (refusingStatuses.includes(httpStatus)) return true;
  if (httpStatus === 500) return words.codes.some((code) => /^invalid_request(?:_error)?$/.test(code));
  return httpStatus === 503 && /model_not_found|no available channel/i.test(allWords(words));
}

type RefusalClass = Extract<
  FailureClass,
  'prompt-refused' | 'image-refused' | 'no-balance' | 'key' | 'model-unavailable' | 'request-invalid'
>;

const refusalCodes: Readonly<Record<RefusalClass, FailureCode>> = {
  'prompt-refused': 'create.promptRefused',
  'image-refused': 'create.imageRefused',
  'no-balance': 'create.noBalance',
  key: 'create.key',
  'model-unavailable': 'create.modelUnavailable',
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
      return 'key';
    case 403:
      if (/quota|balance/i.test(all)) return 'no-balance';
      return (
        spoken('prompt-refused', 'model-unavailable') ??
        (/permission|model/i.test(all) ? 'model-unavailable' : 'key')
      );
    case 413:
      return 'image-refused';
    case 503:
      return 'model-unavailable';
    default:
      return (
        spoken('no-balance', 'prompt-refused', 'model-unavailable', 'image-refused') ?? 'request-invalid'
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

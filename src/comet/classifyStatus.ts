import type { FailureClass } from '../core/failure.ts';
import type { StatusOutcome } from '../engine/ports.ts';
import type { Dialect, StatusReading } from './dialects/dialect.ts';
import { readErrorBody, requestIdIn, type ErrorWords } from './errorBody.ts';
import { providerWords } from '../core/redact.ts';
import { cutFailure, failure, type Asked } from './failures.ts';
import { parseJson, type Reply } from './reply.ts';
import { retryAfterMs } from './retryAfter.ts';
import { classOfWords, saysNoBalance, saysTaskUnknown } from './words.ts';

type Missed = Extract<StatusOutcome, { kind: 'missed' }>;

/** What a status answer means. Only a terminal word in a good answer ends a job (P3). */
export function classifyStatus(reply: Reply, dialect: Dialect, asked: Asked): StatusOutcome {
  const { httpStatus, end } = reply;
  if (end !== 'whole') return { kind: 'missed', failure: cutFailure(asked, { ...reply, end }) };
  const answer = parseJson(reply.text);
  const words = readErrorBody(answer);
  if (httpStatus >= 200 && httpStatus < 300) {
    const reading = dialect.readStatus(answer);
    switch (reading.kind) {
      case 'running': {
        const { word, ...rest } = reading;
        const said = providerWords(word, asked.key);
        return said === undefined ? rest : { ...rest, word: said };
      }
      case 'done':
        return reading;
      case 'failed':
        return saysTaskUnknown(reading.reason ?? '')
          ? { kind: 'missed', failure: failure(asked, 'unknown', 'status.taskUnknown', { reply, words }) }
          : { kind: 'failed', failure: endFailure(reading, reply, asked) };
      case 'none':
        return missedWith(reply, words, asked);
    }
  }
  return missedWith(reply, words, asked);
}

/** The provider ended the job; whether it is paid for all the same is not documented. */
function endFailure(reading: Extract<StatusReading, { kind: 'failed' }>, reply: Reply, asked: Asked) {
  const { reason, codes } = reading;
  const said = [reason, ...codes].join(' ');
  const spoken = classOfWords(said, ['no-balance', 'output-filtered', 'prompt-refused', 'image-refused']);
  const requestId = requestIdIn(reason);
  const words: ErrorWords = {
    ...(reason === undefined ? {} : { message: reason }),
    codes,
    ...(requestId === undefined ? {} : { requestId }),
  };
  const hasReason = said.trim() !== '';
  return failure(
    asked,
    spoken ?? (hasReason ? 'provider-fault' : 'unknown'),
    hasReason ? 'task.failed' : 'task.failedWithoutReason',
    { reply, words, charged: 'unknown' },
  );
}

function missedWith(reply: Reply, words: ErrorWords | undefined, asked: Asked): Missed {
  const { httpStatus } = reply;
  const said = [words?.message, ...(words?.codes ?? [])].join(' ');
  const waitMs =
    httpStatus === 429 || httpStatus >= 500 ? retryAfterMs(reply.retryAfter, asked.nowMs) : undefined;
  const missed = (failureClass: FailureClass, code: Parameters<typeof failure>[2]): Missed => ({
    kind: 'missed',
    failure: failure(asked, failureClass, code, { reply, words }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
  if (httpStatus >= 300 && httpStatus < 400) return missed('provider-fault', 'status.redirected');
  if (httpStatus === 429) return missed('too-many-requests', 'status.tooMany');
  if (httpStatus === 402) return missed('no-balance', 'status.noBalance');
  if (httpStatus === 401) {
    return classOfWords(said, ['no-balance']) === undefined
      ? missed('key', 'status.key')
      : missed('no-balance', 'status.noBalance');
  }
  if (saysTaskUnknown(said)) return missed('unknown', 'status.taskUnknown');
  if (httpStatus >= 500 || httpStatus === 408) return missed('provider-fault', 'status.providerFault');
  if (words === undefined) return missed('provider-fault', 'status.unreadable');
  if (httpStatus === 403)
    return saysNoBalance(said) ? missed('no-balance', 'status.noBalance') : missed('key', 'status.key');
  if (httpStatus === 404) return missed('unknown', 'status.taskUnknown');
  return missed('request-invalid', 'status.refused');
}

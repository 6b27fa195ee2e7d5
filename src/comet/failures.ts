import type { Failure, FailureClass, Spent } from '../core/failure.ts';
import { isRequestId, type ErrorWords } from './errorBody.ts';
import { failureCodes, type FailureCode } from '../core/failureCodes.ts';
import { providerWords } from '../core/redact.ts';
import type { Reply, ReplyEnd } from './reply.ts';
import type { TransportReason } from './transportError.ts';

/** Which call failed: the first part of every code. */
type CallName = 'create' | 'status' | 'download' | 'key' | 'balance';

/** What the classifiers know beside the answer. */
export interface Asked {
  readonly call: CallName;
  /** To keep it out of what is shown. */
  readonly key: string;
  readonly nowMs: number;
  /** Whether money was spent, should this call bring nothing. */
  readonly charged: Spent;
}

interface Facts {
  readonly reply?: Pick<Reply, 'httpStatus' | 'requestId'>;
  readonly words?: ErrorWords | undefined;
  readonly charged?: Spent;
}

/** A failure with the provider's own words, free of secrets. */
export function failure(
  asked: Asked,
  failureClass: FailureClass,
  code: FailureCode,
  facts: Facts = {},
): Failure {
  const { reply, words } = facts;
  const said = providerWords(words?.message ?? words?.codes[0], asked.key);
  const requestId = words?.requestId ?? reply?.requestId;
  return {
    class: failureClass,
    message: code,
    ...(said === undefined ? {} : { providerMessage: said }),
    ...(isRequestId(requestId) && !requestId.includes(asked.key) ? { requestId } : {}),
    ...(reply === undefined ? {} : { httpStatus: reply.httpStatus }),
    charged: facts.charged ?? asked.charged,
  };
}

/** The code of a reason that exists for this call, else of the nearest one that does. */
function codeFor(call: CallName, reason: TransportReason | 'answerTooLarge' | 'undecodable'): FailureCode {
  const code = `${call}.${reason}`;
  return isFailureCode(code) ? code : `${call}.broken`;
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failureCodes, code);
}

/** No complete answer came. */
export function transportFailure(asked: Asked, reason: TransportReason, facts: Facts = {}): Failure {
  return failure(asked, 'network', codeFor(asked.call, reason), facts);
}

/** The answer did not arrive whole. */
export function cutFailure(
  asked: Asked,
  reply: Reply & { readonly end: Exclude<ReplyEnd, 'whole'> },
): Failure {
  switch (reply.end) {
    case 'tooLarge':
      return failure(asked, 'provider-fault', codeFor(asked.call, 'answerTooLarge'), { reply });
    case 'undecodable':
      return failure(asked, 'provider-fault', codeFor(asked.call, 'undecodable'), { reply });
    default:
      return transportFailure(asked, reply.end, { reply });
  }
}

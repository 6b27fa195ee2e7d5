import type { Failure } from '../core/failure.ts';
import { isAbort } from '../core/errors.ts';
import { accountPaths } from './endpoints.ts';
import { readErrorBody } from './errorBody.ts';
import type { FailureCode } from '../core/failureCodes.ts';
import { cutFailure, failure, transportFailure, type Asked } from './failures.ts';
import { keyedRequest } from './keyed.ts';
import { parseJson, type Reply } from './reply.ts';
import { createTransport, type TransportOptions } from './transport.ts';
import { TransportError } from './transportError.ts';
import { isRecord } from './walk.ts';
import { saysNoBalance } from './words.ts';

export type KeyVerdict = 'accepted' | 'wrong' | { readonly unreachable: Failure };

/** Tries a key with the free list of models. Throws only the abort. */
export async function checkKey(
  { baseUrl, key }: { readonly baseUrl: string; readonly key: string },
  signal: AbortSignal,
  options: TransportOptions = {},
): Promise<KeyVerdict> {
  const asked: Asked = { call: 'key', key, nowMs: Date.now(), charged: 'no' };
  const keyed = keyedRequest({ baseUrl, key }, accountPaths.models);
  if (keyed === 'key') return 'wrong';
  if (keyed === 'origin') return { unreachable: failure(asked, 'request-invalid', 'key.origin') };
  const transport = createTransport(options);
  try {
    const headers = { ...keyed.headers, accept: 'application/json' };
    return verdict(await transport.ask(keyed.url, headers, signal), asked);
  } catch (error) {
    if (isAbort(error)) throw error;
    return {
      unreachable: transportFailure(asked, error instanceof TransportError ? error.reason : 'broken'),
    };
  } finally {
    await transport.close();
  }
}

function verdict(reply: Reply, asked: Asked): KeyVerdict {
  const { httpStatus, end } = reply;
  // Cut words cannot take the number back: without them it is the key.
  if (httpStatus === 401 && end !== 'whole') return 'wrong';
  if (end !== 'whole') return { unreachable: cutFailure(asked, { ...reply, end }) };
  const answer = parseJson(reply.text);
  const words = readErrorBody(answer);
  // What is used up belongs to a key that is right.
  const isUsedUp = words !== undefined && saysNoBalance([words.message, ...words.codes].join(' '));
  if (httpStatus === 401) return isUsedUp ? 'accepted' : 'wrong';
  if (httpStatus === 402 && words !== undefined) return 'accepted';
  const unreachable = (failureClass: Failure['class'], code: FailureCode) => ({
    unreachable: failure(asked, failureClass, code, { reply, words }),
  });
  if (httpStatus === 200 && isRecord(answer) && Array.isArray(answer.data)) return 'accepted';
  if (httpStatus >= 300 && httpStatus < 400) return unreachable('provider-fault', 'key.redirected');
  if (httpStatus === 429) return unreachable('too-many-requests', 'key.tooMany');
  // Without readable words it is something before the API that forbids.
  if (httpStatus === 403 && words !== undefined) return isUsedUp ? 'accepted' : 'wrong';
  if (httpStatus >= 500) return unreachable('provider-fault', 'key.providerFault');
  return unreachable('provider-fault', 'key.unreadable');
}

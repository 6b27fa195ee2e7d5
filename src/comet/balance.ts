import * as z from 'zod';
import { parseApiOrigin } from '../core/apiOrigin.ts';
import type { Balance, BalanceKeyQuota, DailyUse } from '../core/balance.ts';
import { isAbort } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';
import type { MicroUsd } from '../core/money.ts';
import { accountPaths } from './endpoints.ts';
import { readErrorBody } from './errorBody.ts';
import { type Asked, cutFailure, failure, transportFailure } from './failures.ts';
import { providerWords } from '../core/redact.ts';
import { parseJson, type Reply } from './reply.ts';
import { createTransport, type TransportOptions } from './transport.ts';
import { TransportError } from './transportError.ts';
import { isRecord } from './walk.ts';
import { saysNoBalance } from './words.ts';

export interface BalanceCall {
  /** An origin of `core/balance.ts`: https, or this machine. */
  readonly origin: string;
  /** A key of its own: it stands in the URL, where servers and proxies may write it down. */
  readonly key: string;
  /** First and last day whose use is asked for, `YYYY-MM-DD`. */
  readonly startDay: string;
  readonly endDay: string;
}

export type BalanceOutcome =
  | { readonly kind: 'read'; readonly balance: Balance }
  | { readonly kind: 'missed'; readonly failure: Failure };

/** Asks for balance, quotas and daily use. The URL holds the key: it is in no outcome. Throws only the abort. */
export async function readBalance(
  { origin, key, startDay, endDay }: BalanceCall,
  signal: AbortSignal,
  options: TransportOptions = {},
): Promise<BalanceOutcome> {
  const asked: Asked = { call: 'balance', key, nowMs: Date.now(), charged: 'no' };
  const parsed = parseApiOrigin(origin);
  if ('error' in parsed) return missed(failure(asked, 'request-invalid', 'balance.origin'));
  const url = new URL(accountPaths.balance, parsed.origin);
  url.search = new URLSearchParams({ key, start_date: startDay, end_date: endDay }).toString();
  const transport = createTransport(options);
  try {
    return outcome(await transport.ask(url, { accept: 'application/json' }, signal), asked);
  } catch (error) {
    if (isAbort(error)) throw error;
    return missed(transportFailure(asked, error instanceof TransportError ? error.reason : 'broken'));
  } finally {
    await transport.close();
  }
}

const missed = (why: Failure): BalanceOutcome => ({ kind: 'missed', failure: why });

function outcome(reply: Reply, asked: Asked): BalanceOutcome {
  const { httpStatus, end } = reply;
  if (end !== 'whole') return missed(cutFailure(asked, { ...reply, end }));
  const answer = parseJson(reply.text);
  const facts = { reply, words: readErrorBody(answer) };
  const { words } = facts;
  const said = [words?.message, ...(words?.codes ?? [])].join(' ');
  if (httpStatus === 402 || (httpStatus === 401 && saysNoBalance(said)))
    return missed(failure(asked, 'no-balance', 'balance.noBalance', facts));
  if (httpStatus === 401 || httpStatus === 403) return missed(failure(asked, 'key', 'balance.key', facts));
  if (httpStatus === 429) return missed(failure(asked, 'too-many-requests', 'balance.tooMany', facts));
  if (httpStatus >= 500) return missed(failure(asked, 'provider-fault', 'balance.providerFault', facts));
  if (httpStatus >= 300 && httpStatus < 400) {
    return missed(failure(asked, 'provider-fault', 'balance.redirected', facts));
  }
  const balance = httpStatus === 200 ? parseBalance(answer, asked.key) : undefined;
  return balance === undefined
    ? missed(failure(asked, 'provider-fault', 'balance.unreadable', facts))
    : { kind: 'read', balance };
}

/** A number, also where it comes as text; nothing else. */
const number = z
  .union([z.number(), z.string().regex(/^\s*[+-]?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i)])
  .transform(Number)
  .refine(Number.isFinite)
  .optional()
  .catch(undefined);
const text = z.string().max(200).optional().catch(undefined);
const list = z.array(z.unknown()).optional().catch(undefined);

const quotaSchema = z.looseObject({
  total_quota: number,
  total_used_quota: number,
  request_count: number,
  keys: list,
  daily_quota: z.unknown().optional(),
});
const keySchema = z.looseObject({ name: text, remain_quota: number, used_quota: number });
const daySchema = z.looseObject({
  date: text,
  day: text,
  used_quota: number,
  quota: number,
  amount: number,
  total_quota: number,
  value: number,
});

const maxEntries = 400;

/** Reads the answer, also inside `data`; undefined where it holds nothing of what is asked. */
function parseBalance(answer: unknown, key: string): Balance | undefined {
  const body = isRecord(answer) && isRecord(answer.data) ? answer.data : answer;
  const parsed = isRecord(body) ? quotaSchema.safeParse(body) : undefined;
  if (parsed?.success !== true) return undefined;
  const { total_quota, total_used_quota, request_count, keys, daily_quota } = parsed.data;
  const daily = parseDaily(daily_quota);
  const balance: Balance = {
    ...optional('leftMicroUsd', microUsd(total_quota)),
    ...optional('usedMicroUsd', microUsd(total_used_quota)),
    ...optional('requestCount', request_count),
    keys: (keys ?? []).slice(0, maxEntries).flatMap((entry) => parseKey(entry, key) ?? []),
    ...optional('daily', daily),
  };
  const saysNothing = Object.keys(balance).length === 1 && balance.keys.length === 0;
  return saysNothing ? undefined : balance;
}

function parseKey(entry: unknown, key: string): BalanceKeyQuota | undefined {
  const parsed = keySchema.safeParse(entry);
  if (!parsed.success) return undefined;
  const { name = '', remain_quota, used_quota } = parsed.data;
  return {
    // A key may have been named by its own text.
    name: providerWords(name, key) ?? '',
    ...optional('left', remain_quota === -1 ? ('unlimited' as const) : microUsd(remain_quota)),
    ...optional('usedMicroUsd', microUsd(used_quota)),
  };
}

/** `[{date, used_quota}]`, `{"2026-11-23": 0.32}` or `{"2026-11-23": {used_quota}}`; the documentation shows none. */
function parseDaily(value: unknown): readonly DailyUse[] | undefined {
  const entries: readonly (readonly [string | undefined, unknown])[] = Array.isArray(value)
    ? value.slice(0, maxEntries).map((entry) => [undefined, entry] as const)
    : isRecord(value)
      ? Object.entries(value).slice(0, maxEntries)
      : [];
  const days = entries.flatMap(([name, entry]) => parseDay(name, entry) ?? []);
  const isEmptyAnswer = Array.isArray(value) && value.length === 0;
  return days.length > 0 || isEmptyAnswer ? days : undefined;
}

function parseDay(name: string | undefined, entry: unknown): DailyUse | undefined {
  const parsed = daySchema.safeParse(isRecord(entry) ? entry : { value: entry });
  if (!parsed.success) return undefined;
  const { date, day, used_quota, quota, amount, total_quota, value } = parsed.data;
  const found = /^\d{4}-\d{2}-\d{2}/.exec(date ?? day ?? name ?? '')?.[0];
  const used = microUsd(used_quota ?? quota ?? amount ?? total_quota ?? value);
  return found === undefined || used === undefined ? undefined : { day: found, usedMicroUsd: used };
}

/** Unlike a price, a balance may be below zero. */
function microUsd(usd: number | undefined): MicroUsd | undefined {
  const amount = usd === undefined ? Number.NaN : Math.round(usd * 1_000_000);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** An object with the one field, or without it where there is no value. */
function optional<Name extends string, T>(
  name: Name,
  value: T | undefined,
): Readonly<Partial<Record<Name, T>>> {
  const fields: Partial<Record<Name, T>> = {};
  if (value !== undefined) fields[name] = value;
  return fields;
}

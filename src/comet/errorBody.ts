import * as z from 'zod';
import { isRecord } from './walk.ts';

/** What an error answer says, whatever its form. */
export interface ErrorWords {
  /** For people, as it came. */
  readonly message?: string;
  /** Codes and types, lower case. */
  readonly codes: readonly string[];
  readonly requestId?: string;
}

/** Members that hold an error: text, an object, a list or a map of either. */
const errorNames = ['error', 'errors', 'last_error', 'lastError'] as const;
/** Members that hold the reason of an end. */
const reasonNames = [
  'fail_reason',
  'failReason',
  'failed_reason',
  'failure_reason',
  'failureReason',
  'failure_message',
  'failure',
  'task_status_msg',
  'error_message',
  'errorMessage',
  'error_msg',
  'errorMsg',
  'err_msg',
  'errmsg',
  'error_description',
] as const;
/** Members whose words speak of the call as often as of an error. */
const messageNames = [
  'message',
  'msg',
  'status_message',
  'status_msg',
  'statusMessage',
  'description',
  'reason',
  'detail',
  'details',
  'title',
] as const;
const codeNames = [
  'code',
  'type',
  'error_code',
  'errorCode',
  'err_code',
  'failureCode',
  'failure_code',
] as const;

const code = z.union([z.string(), z.number()]).catch('');
/** What a call that worked says of itself; it says nothing of an error. */
const saysNothing = /^(?:success|successful|succeeded|succeed|ok|0|200|none|null)?$/i;

/**
 * Reads an error answer: `{error:{message,type,code}}`, `{error:"…"}`, `{code,message}`, `{description,type,code}`,
 * `{detail:"…"}`, `{detail:[{msg}]}`, `{errors:["…"]}`, `{errors:{field:["…"]}}`, `{name,errors}`, `{status_message}`,
 * `{last_error:{message}}`, a list of such, a text. Undefined where it says nothing that can be read.
 */
export function readErrorBody(answer: unknown): ErrorWords | undefined {
  if (typeof answer === 'string') return answer.trim() === '' ? undefined : { message: answer, codes: [] };
  const outer: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (!isRecord(outer)) return undefined;
  const message =
    reasonAt(outer, errorNames) ??
    reasonAt(outer, reasonNames) ??
    reasonAt(outer, messageNames) ??
    messageNames.map((name) => own(outer, name)).find(isText);
  const holders = [
    outer,
    ...[...errorNames, 'detail', 'failure'].flatMap((name) => recordsIn(own(outer, name))),
  ];
  const told = [...holders.slice(1).flatMap(codesOf), ...codesOf(outer)];
  const telling = told.filter((one) => !saysNothing.test(one));
  const codes = [...(telling.length > 0 ? telling : told), ...errorName(outer)];
  if (message === undefined && codes.length === 0) return undefined;
  const named = [...holders].reverse().map((holder) => own(holder, 'request_id'));
  const requestId =
    requestIdIn(message) ?? named.find((id): id is string => typeof id === 'string' && isRequestId(id));
  return {
    ...(message === undefined ? {} : { message }),
    codes: [...new Set(codes)],
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The error that a task's answer names, and none of what it may say besides: links, notes on how far it is. */
export function readTaskError(layer: unknown): string | undefined {
  if (!isRecord(layer)) return undefined;
  const said = reasonAt(layer, errorNames) ?? reasonAt(layer, reasonNames);
  return said === undefined || /^https?:\/\//i.test(said.trim()) ? undefined : said;
}

/**
 * Whether an answer of refusal names an error and no task, so that a bare `id` in it is the error's own (P1). An HTTP
 * status among the members is no state of a task.
 */
export function namesOnlyAnError(answer: unknown, httpStatus: number): boolean {
  if (!isRecord(answer)) return false;
  const has = (name: string) => !isEmpty(own(answer, name));
  const status = own(answer, 'status');
  const isTaskStatus = has('status') && status !== httpStatus && status !== String(httpStatus);
  if (has('task_id') || has('taskId') || has('data') || isTaskStatus) return false;
  return has('error') || has('errors') || has('name');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

function own(record: unknown, name: string): unknown {
  return isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

function reasonAt(record: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const said = reasonIn(own(record, name));
    if (said !== undefined) return said;
  }
  return undefined;
}

const maxReasons = 5;
const maxDepth = 4;

/** The words of a reason in any form: text, an object with a message, a list, a map from fields to their errors. */
function reasonIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return saysNothing.test(value.trim()) ? undefined : value;
  if (depth >= maxDepth) return undefined;
  if (Array.isArray(value)) {
    return joined(value.slice(0, maxReasons).map((one: unknown) => reasonIn(one, depth + 1)));
  }
  if (!isRecord(value)) return undefined;
  const named = [...messageNames, ...errorNames, ...reasonNames];
  for (const name of named) {
    const said = reasonIn(own(value, name), depth + 1);
    if (said !== undefined) return said;
  }
  const isNamed = named.some((name) => Object.hasOwn(value, name));
  if (isNamed || depth > 1) return undefined;
  const fields = Object.entries(value).filter(([name]) => !notFields.has(name));
  return joined(
    fields.slice(0, maxReasons).map(([name, one]) => {
      const said = Array.isArray(one) || isRecord(one) || depth === 0 ? reasonIn(one, depth + 1) : undefined;
      return said === undefined ? undefined : `${name}: ${said}`;
    }),
  );
}

/** Members of an error that are no fields of the request. */
const notFields: ReadonlySet<string> = new Set([
  ...codeNames,
  'id',
  'request_id',
  'param',
  'status',
  'name',
  'loc',
]);

function joined(reasons: readonly (string | undefined)[]): string | undefined {
  const said = [...new Set(reasons.filter((one) => one !== undefined))];
  return said.length === 0 ? undefined : said.join('; ');
}

function recordsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, maxReasons) : [value];
  return all.filter(isRecord);
}

function codesOf(record: Readonly<Record<string, unknown>>): readonly string[] {
  return codeNames.flatMap((name) => {
    const found = String(code.parse(own(record, name))).trim();
    return found === '' ? [] : [found.toLowerCase()];
  });
}

/** `name` is a code where it names an error; elsewhere it may be anybody's. */
function errorName(record: Readonly<Record<string, unknown>>): readonly string[] {
  const name = own(record, 'name');
  if (typeof name !== 'string' || !/^[\w .-]{1,64}$/.test(name)) return [];
  const isError =
    errorNames.some((one) => !isEmpty(own(record, one))) ||
    /error|bad|invalid|denied|forbidden|unauthori|not[_ ]?found|too[_ ]|limit|exceed|insufficient|refus|reject|payment|moderat/i.test(
      name,
    );
  return isError ? [name.toLowerCase()] : [];
}

/** The id that stands inside a message as `(request id: …)`. */
export function requestIdIn(message: string | undefined): string | undefined {
  const found = /\brequest[ _-]?id\s*[:=：]\s*["']?([A-Za-z0-9_.-]{1,200})/i.exec(
    message?.slice(-4_000) ?? '',
  );
  return found?.[1];
}

export function isRequestId(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_.-]{1,200}$/.test(value);
}

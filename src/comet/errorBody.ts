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

const text = z.string().optional().catch(undefined);
const member = z.unknown().optional();
const errorFields = {
  message: text,
  msg: text,
  description: text,
  detail: member,
  reason: text,
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: text,
  request_id: text,
};
const errorSchema = z.looseObject({ ...errorFields, error: member, errors: member, data: member });
const innerSchema = z.looseObject(errorFields);

/**
 * Reads an error answer: `{error:{message,type,code}}`, `{error:"…"}`, `{code,message}`, `{description,type,code}`,
 * `{detail:"…"}`, `{detail:[{msg}]}`, `{errors:[{message}]}`. Undefined where it says nothing that can be read.
 */
export function readErrorBody(answer: unknown): ErrorWords | undefined {
  if (!isRecord(answer)) return undefined;
  const parsed = errorSchema.safeParse(answer);
  if (!parsed.success) return undefined;
  const outer = parsed.data;
  const layers = [...inner(outer.error), ...inner(outer.errors), ...inner(outer.detail), outer];
  const messages = layers.flatMap((layer) => [layer.message, layer.msg, layer.description, layer.reason]);
  const message = [asText(outer.error), ...messages, asText(outer.detail)].find((words) => words?.trim());
  const codes = layers
    .flatMap((layer) => [layer.code, layer.type])
    .flatMap((code) => (code === undefined || code === '' ? [] : [String(code).toLowerCase()]));
  if (message === undefined && codes.length === 0) return undefined;
  const requestId = requestIdIn(message) ?? layers.map((layer) => layer.request_id).find(isRequestId);
  return {
    ...(message === undefined ? {} : { message }),
    codes,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function inner(value: unknown): z.infer<typeof innerSchema>[] {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const parsed = isRecord(first) ? innerSchema.safeParse(first) : undefined;
  return parsed?.success === true ? [parsed.data] : [];
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The id that stands inside a message as `(request id: …)`. */
export function requestIdIn(message: string | undefined): string | undefined {
  const found = /\brequest[ _-]?id\s*[:=]\s*["']?([A-Za-z0-9_.-]{1,200})/i.exec(message?.slice(-4_000) ?? '');
  return found?.[1];
}

export function isRequestId(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_.-]{1,200}$/.test(value);
}

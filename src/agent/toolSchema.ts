import * as z from 'zod/mini';
import { inputSchemas } from './inputs.ts';
import type { ToolName } from './toolNames.ts';

/** What a tool takes, as JSON Schema; without what bounds whole numbers to those that a computer can count with. */
export function toolSchema(name: ToolName): { readonly type: 'object' } & Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(inputSchemas[name], { target: 'draft-7' });
  const text = JSON.stringify(schema, (key, value: unknown) =>
    Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER && /^(min|max)imum$/.test(key) ? undefined : value,
  );
  return { ...z.record(z.string(), z.unknown()).parse(JSON.parse(text)), type: 'object' };
}

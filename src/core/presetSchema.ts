import * as z from 'zod/mini';
import type { Preset, PresetOptions, PresetPlace } from './preset.ts';
import { maxPromptCharacters, maxVariants } from './request.ts';
import { commonSeeds } from './wishes.ts';

const maxPresets = 100;
export const maxNameCharacters = 60;

/** Each option by itself: one that cannot be read takes no other with it. */
const options = {
  model: z.string().check(z.regex(/^[\w.:/-]{1,100}$/)),
  seconds: z.int().check(z.minimum(0), z.maximum(600)),
  aspectRatio: z.string().check(z.regex(/^(?:auto|\d{1,3}:\d{1,3})$/)),
  resolution: z.string().check(z.regex(/^\w{1,20}$/)),
  variants: z.int().check(z.minimum(1), z.maximum(maxVariants)),
  mode: z.string().check(z.regex(/^[\w-]{1,40}$/)),
  negativePrompt: z.string().check(z.maxLength(maxPromptCharacters)),
  seed: z.int().check(z.minimum(0), z.maximum(commonSeeds.max)),
  audio: z.boolean(),
} satisfies { readonly [Name in keyof Required<PresetOptions>]: z.ZodMiniType<PresetOptions[Name]> };

const shape = z.record(z.string(), z.unknown());

/**
 * The presets of one place, which may be a repository of strangers: nothing but the options comes through, and what else
 * stands there is named as ignored.
 */
export function parsePresets(value: unknown, place: PresetPlace): readonly Preset[] {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return [];
  return Object.entries(parsed.data)
    .slice(0, maxPresets)
    .flatMap(([name, entry]) => {
      const fields = shape.safeParse(entry);
      return presetName(name) !== name || !fields.success ? [] : [parsePreset(name, place, fields.data)];
    });
}

function parsePreset(name: string, place: PresetPlace, fields: Readonly<Record<string, unknown>>): Preset {
  const read: PresetOptions = Object.fromEntries(
    Object.entries(options).flatMap(([option, schema]) => {
      const parsed = Object.hasOwn(fields, option) ? schema.safeParse(fields[option]) : undefined;
      return parsed?.success === true ? [[option, parsed.data]] : [];
    }),
  );
  return {
    name,
    place,
    options: read,
    ignored: Object.keys(fields).filter((field) => !Object.hasOwn(read, field)),
  };
}

/** A name as it may be kept: one line that looks like what it is. Undefined: it is none. */
export function presetName(text: string): string | undefined {
  const name = text.trim();
  const isPlain = !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u.test(name);
  return name !== '' && isPlain && Array.from(name).length <= maxNameCharacters ? name : undefined;
}

import * as z from 'zod/mini';
import { imageChanges, recipeFields, type RecipeChange } from '../core/recipe.ts';
import { type Fields, quoteSchema, requestFields, roleSchema, sha256Schema } from '../core/recordSchema.ts';
import { type ImageField, isImageField } from '../protocol/imageField.ts';
import { isPlanPath } from './planPath.ts';
import { planTotal } from './planFiles.ts';
import type {
  PlannedImage,
  PlannedOptions,
  PlannedSource,
  PlannedTake,
  PlanReason,
  RenderPlan,
} from './renderPlan.ts';

export const maxPlanBytes = 16 * 1024 * 1024;

const version = 1;

/** Why a text is no plan that can be followed. */
export type PlanTextRefusal =
  | { readonly kind: 'tooLarge' | 'notJson' | 'notPlan' | 'newer' }
  /** `field`: the first that is wrong, as `clips[0].take`. */
  | { readonly kind: 'invalid'; readonly field: string };

const text = z.string();
const count = z.int().check(z.minimum(0));
const path = z.string().check(z.refine(isPlanPath));

const sourceSchema = z.strictObject({ shot: text, cell: text } satisfies Fields<PlannedSource>);

type ImageOf<Kind extends PlannedImage['kind']> = Fields<Extract<PlannedImage, { kind: Kind }>>;

const imageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    role: roleSchema,
    path: z.exactOptional(path),
    sha256: z.exactOptional(sha256Schema),
  } satisfies ImageOf<'file'>),
  z.strictObject({
    kind: z.literal('link'),
    role: roleSchema,
    linkSha256: sha256Schema,
  } satisfies ImageOf<'link'>),
  z.strictObject({
    kind: z.literal('clip'),
    role: roleSchema,
    path: z.exactOptional(path),
    clipSha256: sha256Schema,
    of: z.exactOptional(sourceSchema),
  } satisfies ImageOf<'clip'>),
  z.strictObject({
    kind: z.literal('awaited'),
    role: roleSchema,
    of: sourceSchema,
  } satisfies ImageOf<'awaited'>),
]);

const imageField = z.custom<ImageField>((value) => typeof value === 'string' && isImageField(value));

const changeSchema = z.union([
  z.strictObject({ field: z.enum(recipeFields) }),
  z.strictObject({
    field: imageField,
    change: z.enum(imageChanges),
    of: z.exactOptional(text),
  } satisfies Fields<Extract<RecipeChange, { change: unknown }>>),
]);

const reasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['missing', 'again']) }),
  z.strictObject({ kind: z.literal('stale'), changes: z.array(changeSchema) } satisfies Fields<
    Extract<PlanReason, { kind: 'stale' }>
  >),
]);

const { prompt: _prompt, variants: _variants, output: _output, ...optionFields } = requestFields;

const optionsSchema = z.strictObject({
  ...optionFields,
  remixOf: z.exactOptional(text),
} satisfies Fields<PlannedOptions>);

const clipSchema = z.strictObject({
  file: path,
  shot: text,
  cell: text,
  take: z.int().check(z.minimum(1)),
  title: text,
  why: reasonSchema,
  waitsFor: z.exactOptional(z.union([z.strictObject({ clip: count }), z.strictObject({ job: text })])),
  options: optionsSchema,
  promptSha256: sha256Schema,
  images: z.array(imageSchema),
  digest: z.exactOptional(sha256Schema),
  quote: z.strictObject(quoteSchema.shape),
} satisfies Fields<PlannedTake>);

const totalSchema = z.strictObject({
  microUsd: count,
  kind: z.enum(['listed', 'at-least']),
  unknownClips: count,
} satisfies Fields<RenderPlan['total']>);

const planSchema = z.strictObject({
  videoPromptPlan: z.literal(version),
  clips: z.array(clipSchema),
  total: totalSchema,
} satisfies Fields<RenderPlan> & { readonly videoPromptPlan: unknown });

/** A plan's text. Its keys keep their order, so that two of them can be compared line by line. */
export function writePlan({ clips, total }: RenderPlan): string {
  return `${JSON.stringify({ videoPromptPlan: version, total, clips }, undefined, 2)}\n`;
}

/**
 * Reads a plan. Anybody may have written it: it is taken as a whole or not at all, and none of its paths leads out of its
 * root.
 */
export function readPlan(
  source: string,
): { readonly plan: RenderPlan } | { readonly refusal: PlanTextRefusal } {
  if (source.length > maxPlanBytes || new TextEncoder().encode(source).length > maxPlanBytes)
    return refused('tooLarge');
  const data = jsonOf(source);
  if (data === undefined) return refused('notJson');
  const marker = versionOf(data);
  if (marker === undefined) return refused('notPlan');
  if (marker > version) return refused('newer');
  const parsed = planSchema.safeParse(data);
  if (!parsed.success) return invalid(parsed.error.issues[0]?.path ?? []);
  const { clips, total } = parsed.data;
  const wrong = contradiction({ clips, total });
  return wrong === undefined ? { plan: { clips, total } } : invalid(wrong);
}

/** Where parts that are right by themselves do not go together. */
function contradiction({ clips, total }: RenderPlan): readonly PropertyKey[] | undefined {
  const names = new Set<string>();
  for (const [at, { file, shot, cell, take, quote, waitsFor, images, digest }] of clips.entries()) {
    const name = JSON.stringify([file, shot, cell, take]);
    if (names.has(name)) return ['clips', at];
    names.add(name);
    if ((quote.microUsd === undefined) !== (quote.kind === 'unknown')) return ['clips', at, 'quote'];
    const before = waitsFor !== undefined && 'clip' in waitsFor ? waitsFor.clip : undefined;
    if (before !== undefined && (before >= at || clips[before]?.file !== file))
      return ['clips', at, 'waitsFor', 'clip'];
    const awaited = images.filter(({ kind }) => kind === 'awaited').length;
    if (awaited !== (waitsFor === undefined ? 0 : 1)) return ['clips', at, 'images'];
    if (awaited > 0 && digest !== undefined) return ['clips', at, 'digest'];
  }
  const sum = planTotal(clips);
  const isRight =
    Number.isSafeInteger(sum.microUsd) &&
    sum.microUsd === total.microUsd &&
    sum.kind === total.kind &&
    sum.unknownClips === total.unknownClips;
  return isRight ? undefined : ['total'];
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function versionOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'videoPromptPlan')) return undefined;
  const { videoPromptPlan } = data as { readonly videoPromptPlan: unknown };
  return typeof videoPromptPlan === 'number' ? videoPromptPlan : undefined;
}

function refused(kind: Exclude<PlanTextRefusal['kind'], 'invalid'>): { readonly refusal: PlanTextRefusal } {
  return { refusal: { kind } };
}

function invalid(steps: readonly PropertyKey[]): { readonly refusal: PlanTextRefusal } {
  const field = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return { refusal: { kind: 'invalid', field: field.replace(/^\./, '') } };
}

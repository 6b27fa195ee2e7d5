import * as z from 'zod/mini';
import type { ToolName } from './toolNames.ts';

/*
 * What the tools take: flat, bounded, and described in few words, because agents read this each time. The manifest's schemas are
 * made of it.
 */

const path = (doc: string) => z.string().check(z.minLength(1), z.maxLength(1_000), z.describe(doc));
const word = (doc: string) => z.string().check(z.maxLength(200), z.describe(doc));
const seconds = (doc: string) => z.number().check(z.gte(0), z.lte(600), z.describe(doc));
const count = (max: number, doc: string) => z.int().check(z.gte(1), z.lte(max), z.describe(doc));

const aspectRatio = z.optional(word('Such as 16:9.'));
const resolution = z.optional(word('Such as 720p.'));

/** Either a prompt with options, or a prompt file; which, the tool checks. */
const asked = {
  file: z.optional(path('A prompt file (*.video.md) in the workspace. Then no prompt and no options.')),
  shots: z.optional(
    z
      .array(word('An id from check.'))
      .check(z.maxLength(100), z.describe('Only these clips of the file; default: missing and stale ones.')),
  ),
  prompt: z.optional(
    z.string().check(z.minLength(1), z.maxLength(20_000), z.describe('What the clip shows, without a file.')),
  ),
  model: z.optional(word('An id from models; default: the user’s.')),
  seconds: z.optional(seconds('Length; default: the model’s shortest.')),
  aspectRatio,
  resolution,
  firstFrame: z.optional(path('An image in the workspace, or an https address.')),
  lastFrame: z.optional(path('The same.')),
  references: z.optional(z.array(path('The same.')).check(z.maxLength(20))),
  negativePrompt: z.optional(z.string().check(z.maxLength(5_000))),
  seed: z.optional(z.int()),
  sound: z.optional(z.boolean()),
  variants: z.optional(count(4, 'How many clips of it; each is paid.')),
  output: z.optional(path('Where to save it in the workspace.')),
};

export const inputSchemas = {
  models: z.strictObject({
    firstFrame: z.optional(z.boolean()),
    lastFrame: z.optional(z.boolean()),
    references: z.optional(count(20, 'How many reference images.')),
    sound: z.optional(z.boolean()),
    seconds: z.optional(seconds('Length of the clip.')),
    aspectRatio,
    resolution,
    maxUsd: z.optional(z.number().check(z.gte(0), z.describe('The most that a clip may cost.'))),
  }),
  estimate: z.strictObject(asked),
  check: z.strictObject({ file: path('A prompt file (*.video.md) in the workspace.') }),
  render: z.strictObject(asked),
  status: z.strictObject({
    jobs: z.optional(z.array(word('A job id.')).check(z.maxLength(50))),
    file: z.optional(path('Instead: the jobs of a prompt file.')),
    waitSeconds: z.optional(
      z.number().check(z.gte(0), z.lte(45), z.describe('Wait so long for the clips; default 0.')),
    ),
  }),
} as const satisfies Readonly<Record<ToolName, z.ZodMiniType>>;

export type ToolInput<Name extends ToolName> = z.infer<(typeof inputSchemas)[Name]>;

/** A prompt with options, or shots of a prompt file. */
export type AskedClips = ToolInput<'render'>;

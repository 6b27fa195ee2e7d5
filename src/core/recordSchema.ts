import * as z from 'zod/mini';
import { imageTypes, priceKinds } from './catalogue/model.ts';
import { type Charge, chargeBases, type ImageSnapshot } from './job.ts';
import type { Quote } from './quote.ts';
import { imageRoles, type VideoRequest } from './request.ts';

/*
 * What the database and the sidecars both keep of a clip, read by one schema. Where the two differ (places are URIs in one
 * and paths in the other) each has its own.
 */

/** A field that the schema lacks would be lost: then this is an error of the compiler. */
export type Fields<T> = { readonly [Key in keyof Required<T>]: z.core.$ZodType };

const text = z.string();
const amount = z.int().check(z.minimum(0));

export const roleSchema = z.enum(imageRoles);
export const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is no sha256 in lower-case hex'));

/** Of a request all but the images and what it is a remix of. */
export const requestFields = {
  prompt: text,
  model: text,
  seconds: z.number(),
  aspectRatio: text,
  resolution: text,
  mode: z.exactOptional(text),
  negativePrompt: z.exactOptional(text),
  seed: z.exactOptional(z.number()),
  audio: z.exactOptional(z.boolean()),
  variants: z.exactOptional(z.int()),
  output: z.exactOptional(text),
} satisfies Fields<Omit<VideoRequest, 'images' | 'remixOf'>>;

export const snapshotSchema = z.object({
  name: text,
  role: roleSchema,
  type: z.enum(imageTypes),
  bytes: amount,
  sha256: sha256Schema,
} satisfies Fields<ImageSnapshot>);

export const quoteSchema = z.object({
  microUsd: z.exactOptional(amount),
  kind: z.enum(priceKinds),
  source: text,
  date: text,
} satisfies Fields<Quote>);

export const chargeSchema = z.object({
  microUsd: z.exactOptional(amount),
  basis: z.enum(chargeBases),
} satisfies Fields<Charge>);

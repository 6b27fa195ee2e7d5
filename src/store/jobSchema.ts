import { z } from 'zod';
import type { Job } from '../core/job.ts';

const text = z.string();
const whole = z.int();
const amount = z.int().nonnegative();

const requestSchema = z.object({
  prompt: text,
  model: text,
  seconds: z.number(),
  aspectRatio: text,
  resolution: text,
  images: z
    .array(z.object({ uri: text, role: z.enum(['first', 'last', 'reference']) }).readonly())
    .readonly(),
  negativePrompt: text.exactOptional(),
  seed: z.number().exactOptional(),
  audio: z.boolean().exactOptional(),
  variants: whole.exactOptional(),
  output: text.exactOptional(),
});

const imageSchema = z.object({
  role: z.enum(['first', 'last', 'reference']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: whole,
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  name: text,
});

const outputSchema = z.object({
  workspaceFolderUri: text.exactOptional(),
  directoryUri: text,
  baseName: text,
  exact: z.boolean().exactOptional(),
});

const quoteSchema = z.object({
  microUsd: amount.exactOptional(),
  kind: z.enum(['listed', 'at-least', 'unknown']),
  source: text,
  date: text,
});

const chargeSchema = z.object({
  microUsd: amount.exactOptional(),
  basis: z.enum(['reported', 'estimated', 'unknown']),
});

const clipSchema = z.object({
  bytes: whole,
  sha256: text,
  extension: text,
  durationSeconds: z.number().exactOptional(),
  width: z.number().exactOptional(),
  height: z.number().exactOptional(),
  codecs: z.array(text).readonly().exactOptional(),
  uri: text.exactOptional(),
});

const failureSchema = z.object({
  class: z.enum([
    'prompt-refused',
    'image-refused',
    'output-filtered',
    'no-balance',
    'key',
    'model-unavailable',
    'too-many-requests',
    'request-invalid',
    'provider-fault',
    'network',
    'disk',
    'unknown',
  ]),
  message: text,
  providerMessage: text.exactOptional(),
  requestId: text.exactOptional(),
  httpStatus: whole.exactOptional(),
  charged: z.enum(['no', 'yes', 'unknown']),
});

/** A job as it comes from the disk. */
export const jobSchema = z.object({
  id: text,
  batchId: text,
  state: z.enum([
    'queued',
    'submitting',
    'running',
    'downloading',
    'stored',
    'saved',
    'failed',
    'uncertain',
    'stopped',
    'cancelled',
    'forgotten',
  ]),
  request: requestSchema,
  dialect: z.enum(['unified']),
  origin: text,
  images: z.array(imageSchema).readonly(),
  output: outputSchema,
  workspaceKey: text,
  quote: quoteSchema,
  reservedMicroUsd: amount,
  charge: chargeSchema.exactOptional(),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  createdAt: z.number(),
  updatedAt: z.number(),
  windowId: text,
  epoch: whole,
  hold: z.enum(['confirm', 'key']).exactOptional(),
  nextAt: z.number().exactOptional(),
  sentAt: z.number().exactOptional(),
  tooManyCount: whole,
  taskId: text.exactOptional(),
  keyFingerprint: text.exactOptional(),
  acceptedAt: z.number().exactOptional(),
  progress: z.number().exactOptional(),
  answeredAt: z.number().exactOptional(),
  missCount: whole,
  renderedAt: z.number().exactOptional(),
  endedAt: z.number().exactOptional(),
  clip: clipSchema.exactOptional(),
  failure: failureSchema.exactOptional(),
}) satisfies z.ZodType<Job>;

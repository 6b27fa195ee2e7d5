import * as z from 'zod';
import { dialectIds } from '../core/catalogue/model.ts';
import { type Failure, failureClasses, spents } from '../core/failure.ts';
import {
  askers,
  type AwaitedFrame,
  type Clip,
  holds,
  type Job,
  type JobSource,
  jobStates,
  type OutputPlace,
} from '../core/job.ts';
import {
  chargeSchema,
  type Fields,
  quoteSchema,
  requestFields,
  roleSchema,
  sha256Schema,
  snapshotSchema,
} from '../core/recordSchema.ts';
import type { FrameSource, RemixSource, RequestImage, VideoRequest } from '../core/request.ts';

const text = z.string();
const whole = z.int();
const amount = z.int().nonnegative();

const frameSourceSchema = z.object({ uri: text.exactOptional(), sha256: text } satisfies Fields<FrameSource>);

const requestImageSchema = z.object({
  uri: text,
  role: roleSchema,
  clip: frameSourceSchema.exactOptional(),
} satisfies Fields<RequestImage>);

const remixSchema = z.object({ taskId: text, origin: text } satisfies Fields<RemixSource>);

const requestSchema = z.object({
  ...requestFields,
  images: z.array(requestImageSchema.readonly()).readonly(),
  remixOf: remixSchema.exactOptional(),
} satisfies Fields<VideoRequest>);

const outputSchema = z.object({
  workspaceFolderUri: text.exactOptional(),
  directoryUri: text,
  baseName: text,
} satisfies Fields<OutputPlace>);

const sourceSchema = z.object({
  promptFileUri: text,
  shot: text,
  cell: text,
  take: whole,
  digest: z.exactOptional(sha256Schema),
} satisfies Fields<JobSource>);

const awaitsSchema = z.object({
  jobId: text,
  role: roleSchema,
  at: whole,
  isToConfirm: z.boolean().exactOptional(),
} satisfies Fields<AwaitedFrame>);

const clipSchema = z.object({
  bytes: whole,
  sha256: text,
  extension: text,
  durationSeconds: z.number().exactOptional(),
  width: z.number().exactOptional(),
  height: z.number().exactOptional(),
  codecs: z.array(text).readonly().exactOptional(),
  isUnchecked: z.boolean().exactOptional(),
  uri: text.exactOptional(),
} satisfies Fields<Clip>);

const failureSchema = z.object({
  class: z.enum(failureClasses),
  message: text,
  args: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  providerMessage: text.exactOptional(),
  requestId: text.exactOptional(),
  httpStatus: whole.exactOptional(),
  charged: z.enum(spents),
  jobId: text.exactOptional(),
} satisfies Fields<Failure>);

/** A job as it comes from the disk. */
export const jobSchema = z.object({
  id: text,
  batchId: text,
  state: z.enum(jobStates),
  request: requestSchema,
  dialect: z.enum(dialectIds),
  origin: text,
  images: z.array(snapshotSchema).readonly(),
  output: outputSchema,
  source: sourceSchema.exactOptional(),
  supersedes: text.exactOptional(),
  supersededBy: text.exactOptional(),
  by: z.enum(askers).exactOptional(),
  digest: z.exactOptional(sha256Schema),
  workspaceKey: text,
  quote: quoteSchema,
  reservedMicroUsd: amount,
  charge: z.exactOptional(chargeSchema),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  createdAt: z.number(),
  updatedAt: z.number(),
  windowId: text,
  epoch: whole,
  hold: z.enum(holds).exactOptional(),
  awaits: awaitsSchema.exactOptional(),
  framedAt: z.number().exactOptional(),
  nextAt: z.number().exactOptional(),
  sentAt: z.number().exactOptional(),
  tooManyCount: whole,
  taskId: text.exactOptional(),
  sharedTaskId: text.exactOptional(),
  keyFingerprint: text.exactOptional(),
  acceptedAt: z.number().exactOptional(),
  progress: z.number().exactOptional(),
  word: text.exactOptional(),
  stillMs: z.number().exactOptional(),
  watchedFrom: z.number().exactOptional(),
  answeredAt: z.number().exactOptional(),
  missCount: whole,
  fetchedInVain: whole.exactOptional(),
  renderedAt: z.number().exactOptional(),
  endedAt: z.number().exactOptional(),
  clip: clipSchema.exactOptional(),
  failure: failureSchema.exactOptional(),
} satisfies Fields<Job>) satisfies z.ZodType<Job>;

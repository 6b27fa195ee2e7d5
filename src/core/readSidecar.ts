import * as z from 'zod/mini';
import { say } from './errorText.ts';
import { VideoPromptError } from './errors.ts';
import type { Clip } from './job.ts';
import {
  chargeSchema,
  type Fields,
  quoteSchema,
  requestFields,
  roleSchema,
  sha256Schema,
  snapshotSchema,
} from './recordSchema.ts';
import type { RemixSource } from './request.ts';
import type { Sidecar, SidecarImage } from './sidecar.ts';
import { maxSidecarBytes } from './workspacePath.ts';

const text = z.string();
const size = z.int().check(z.minimum(0));
/** A sidecar comes from a repository, perhaps a stranger's: no path in it leads anywhere but from itself. */
const path = z.string().check(z.regex(/^(?![/\\~]|[a-z][a-z0-9+.-]*:)/i, 'is no relative path'));

const imageSchema = z.object({
  path,
  role: roleSchema,
  clip: z.exactOptional(path),
  clipSha256: z.exactOptional(sha256Schema),
} satisfies Fields<SidecarImage>);

const requestSchema = z.object({
  ...requestFields,
  images: z.array(imageSchema),
  remixOf: z.exactOptional(z.object({ taskId: text } satisfies Fields<Pick<RemixSource, 'taskId'>>)),
} satisfies Fields<Sidecar['request']>);

const clipSchema = z.object({
  bytes: size,
  sha256: sha256Schema,
  durationSeconds: z.exactOptional(z.number()),
  width: z.exactOptional(z.number()),
  height: z.exactOptional(z.number()),
  codecs: z.exactOptional(z.array(text)),
  isUnchecked: z.exactOptional(z.boolean()),
} satisfies Fields<Omit<Clip, 'uri' | 'extension'>>);

const time = z.exactOptional(z.iso.datetime({ offset: true }));

const sidecarSchema = z.object({
  version: z.literal(1),
  sample: z.exactOptional(z.literal(true)),
  request: requestSchema,
  model: text,
  source: z.exactOptional(
    z.object({
      file: path,
      shot: text,
      cell: text,
      take: z.int().check(z.minimum(1)),
    } satisfies Fields<NonNullable<Sidecar['source']>>),
  ),
  digest: z.exactOptional(sha256Schema),
  kept: z.exactOptional(z.boolean()),
  taskId: z.exactOptional(text),
  quote: quoteSchema,
  charge: z.exactOptional(chargeSchema),
  times: z.object({
    created: time,
    sent: time,
    accepted: time,
    rendered: time,
    saved: time,
  } satisfies Fields<Sidecar['times']>),
  clip: z.exactOptional(clipSchema),
  images: z.array(snapshotSchema),
} satisfies Fields<Sidecar>);

/**
 * Reads a clip's sidecar, of this or an earlier version of the extension; what it does not know is passed over. Throws
 * VideoPromptError `sidecar.invalid` with the field that is wrong (`request.images[0].role`).
 */
export function readSidecar(source: string): Sidecar {
  const isLong = source.length > maxSidecarBytes || new TextEncoder().encode(source).length > maxSidecarBytes;
  if (isLong) throw new VideoPromptError('sidecar.invalid', say('sidecar.tooLarge'));
  const parsed = sidecarSchema.safeParse(jsonOf(source));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = fieldOf(issue?.path ?? []);
    const said =
      field === undefined
        ? say('sidecar.noObject')
        : say('sidecar.invalid', { field, reason: issue?.message ?? '' });
    throw new VideoPromptError('sidecar.invalid', said, field === undefined ? {} : { field });
  }
  const { kept, ...sidecar } = parsed.data;
  return kept === true ? { ...sidecar, kept } : sidecar;
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new VideoPromptError('sidecar.invalid', say('sidecar.noJson'), { cause: error });
  }
}

/** `request.images[0].role` */
function fieldOf(steps: readonly PropertyKey[]): string | undefined {
  if (steps.length === 0) return undefined;
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1);
}

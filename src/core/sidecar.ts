import { defined } from './defined.ts';
import {
  type Charge,
  type Clip,
  type ImageSnapshot,
  type Job,
  type JobSource,
  type OutputPlace,
  sampleOrigin,
} from './job.ts';
import type { Only } from './only.ts';
import type { Quote } from './quote.ts';
import type { RemixSource, RequestImage, VideoRequest } from './request.ts';
import { optionalOptions, pickOptions, requiredOptions } from './requestOptions.ts';
import { fileNameOfUri, isUri, pathBelow, relativeUriPath } from './uriPath.ts';

/**
 * What lies beside a clip as `<clip>.json`: how it came to be, so that it can be reviewed, attributed and rendered
 * again. It is committed and shared, so it holds no key, no link and no path outside the workspace folder.
 */
export interface Sidecar {
  readonly version: 1;
  /** Present on a clip of the simulator, which is not the model's work. */
  readonly sample?: true;
  /** Image paths are relative to the sidecar, or bare file names where the image lies outside the workspace folder. */
  readonly request: Omit<VideoRequest, 'images' | 'remixOf'> & {
    readonly images: readonly SidecarImage[];
    /** Without its origin, which may be a private one. */
    readonly remixOf?: Pick<RemixSource, 'taskId'>;
  };
  readonly model: string;
  /** Where the words are written: a prompt file in the same workspace folder, relative to the sidecar. */
  readonly source?: Pick<JobSource, 'shot' | 'cell' | 'take'> & { readonly file: string };
  /** Of the recipe (see `recipe.ts`), sha256 in lower-case hex. */
  readonly digest?: string;
  /** The take of its shot that a person chose; one of a shot. */
  readonly kept?: true;
  readonly taskId?: string;
  readonly quote: Quote;
  readonly charge?: Charge;
  /** ISO 8601, UTC. */
  readonly times: Readonly<Partial<Record<'created' | 'sent' | 'accepted' | 'rendered' | 'saved', string>>>;
  readonly clip?: Omit<Clip, 'uri' | 'extension'>;
  /** The images as they were sent. */
  readonly images: readonly ImageSnapshot[];
}

export interface SidecarImage {
  readonly path: string;
  readonly role: RequestImage['role'];
  /** The clip whose last frame it is, relative to the sidecar; absent where it lies outside the workspace folder. */
  readonly clip?: string;
  /** Present on every last frame of a clip. */
  readonly clipSha256?: string;
}

/**
 * The sidecar's text for a clip that lies at `job.clip.uri`; `savedAt` in epoch milliseconds. Its keys keep their order, so that two of them can be compared line by line.
 */
export function writeSidecar(job: Job, { savedAt }: { readonly savedAt: number }): string {
  return `${JSON.stringify(sidecarOf(job, savedAt), undefined, 2)}\n`;
}

function sidecarOf(job: Job, savedAt: number): Sidecar {
  const { request, quote, charge, clip } = job;
  const { output: asked, remixOf, ...options } = pickOptions(request, optionalOptions);
  const folderUri = job.output.workspaceFolderUri;
  const beside = (uri: string | undefined) => pathBeside(clip?.uri, uri, job.output);
  const output = asked === undefined ? undefined : portableOutput(asked, folderUri);
  return only({
    version: 1,
    ...(job.origin === sampleOrigin ? { sample: true } : {}),
    request: {
      prompt: request.prompt,
      ...pickOptions(request, requiredOptions),
      images: request.images.map(({ uri, role, clip: from }) => ({
        path: beside(uri) ?? fileNameOfUri(uri),
        role,
        ...(from === undefined ? {} : { ...defined({ clip: beside(from.uri) }), clipSha256: from.sha256 }),
      })),
      ...options,
      ...defined({ output }),
      ...(remixOf === undefined ? {} : { remixOf: { taskId: remixOf.taskId } }),
    },
    model: request.model,
    ...defined({ source: sourceOf(job), digest: job.source?.digest }),
    ...defined({ taskId: job.taskId }),
    quote: {
      ...defined({ microUsd: quote.microUsd }),
      kind: quote.kind,
      source: quote.source,
      date: quote.date,
    },
    ...(charge === undefined
      ? {}
      : { charge: { ...defined({ microUsd: charge.microUsd }), basis: charge.basis } }),
    times: defined({
      created: isoTime(job.createdAt),
      sent: isoTime(job.sentAt),
      accepted: isoTime(job.acceptedAt),
      rendered: isoTime(job.renderedAt),
      saved: isoTime(savedAt),
    }),
    ...(clip === undefined ? {} : { clip: clipFacts(clip) }),
    images: job.images.map(({ name, role, type, bytes, sha256 }) => ({ name, role, type, bytes, sha256 })),
  });
}

/** A field that is written and that no reader knows is an error of the compiler, also where it comes by a spread. */
function only<const Given extends Sidecar>(given: Given & Only<Given, Sidecar>): Sidecar {
  return given;
}

function clipFacts({ bytes, sha256, durationSeconds, width, height, codecs }: Clip) {
  return { bytes, sha256, ...defined({ durationSeconds, width, height, codecs }) };
}

function sourceOf({ source, clip, output }: Job) {
  if (source === undefined) return undefined;
  const { shot, cell, take } = source;
  const file = pathBeside(clip?.uri, source.promptFileUri, output);
  return file === undefined ? undefined : { file, shot, cell, take };
}

/** How a file is named from beside the clip; undefined where they do not share the workspace folder. */
function pathBeside(
  clipUri: string | undefined,
  uri: string | undefined,
  { workspaceFolderUri }: OutputPlace,
): string | undefined {
  if (workspaceFolderUri === undefined || clipUri === undefined || uri === undefined) return undefined;
  const isShared = [uri, clipUri].every((one) => pathBelow(workspaceFolderUri, one) !== undefined);
  return isShared ? relativeUriPath(clipUri, uri) : undefined;
}

/** An output inside the workspace folder, relative to it; any other would say where this person keeps files. */
function portableOutput(output: string, folderUri: string | undefined): string | undefined {
  if (isUri(output)) return folderUri === undefined ? undefined : pathBelow(folderUri, output);
  return /^[/\\~]|^[a-z]:/i.test(output) ? undefined : output;
}

function isoTime(epochMs: number | undefined): string | undefined {
  if (epochMs === undefined) return undefined;
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

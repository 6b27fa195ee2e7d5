import { sidecarEnding } from '../core/clipExtension.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { clipFileName } from '../core/fileName.ts';
import type { Job, OutputPlace } from '../core/job.ts';
import { writeSidecar } from '../core/sidecar.ts';
import { unwritable } from '../core/writeTrouble.ts';
import { isOwnPlace, type PathKind, type PathRefusal } from '../core/workspacePath.ts';
import type { Clock, Workspace } from '../engine/ports.ts';

/** The files of a workspace, as far as finished clips are put there. Places are URIs. */
export interface PlaceFiles {
  /** Whether anything may be written into this workspace. */
  isTrusted(): boolean;
  /** The workspace folders that are open here. */
  folders(): readonly string[];
  /** The folder that what a file says must not leave. */
  folderOf(fileUri: string): string;
  /** The place that a path below a folder names; `..` is the folder above. */
  join(folderUri: string, path: string): string;
  /** The place whose name goes on with this ending. */
  withEnding(uri: string, ending: string): string;
  /** As people are shown a place. */
  shown(uri: string): string;
  /** Why a path inside of a folder is not followed. Never rejects. */
  refusal(folderUri: string, uri: string, kind: PathKind): Promise<PathRefusal | undefined>;
  /** Rejects where nobody can tell. */
  isThere(uri: string): Promise<boolean>;
  /** In bytes; undefined where something else than an ordinary file lies. Rejects where nothing does. */
  sizeOf(uri: string): Promise<number | undefined>;
  /** sha256 in lower-case hex. */
  digest(uri: string): Promise<string>;
  /** Also where it is there already. */
  makeFolder(uri: string): Promise<void>;
  /** Puts a copy of a file on this disk at the target, whole, through `part`; false where something lies there. */
  put(path: string, target: string, part: string): Promise<boolean>;
  /** Writes a small file, whole or not at all. */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** The system's code of what went wrong, or the file system's own. */
  codeOf(error: unknown): string;
}

const maxCounter = 10_000;

/** Puts finished clips into the workspace, with their sidecars. Nothing that lies there is overwritten. */
export function createPlaces(files: PlaceFiles, clock: Clock, clipPath: (job: Job) => string): Workspace {
  return {
    canPlace: (output) => canPlace(files, output),
    async choosePlace(job) {
      const { directoryUri, baseName } = job.output;
      const extension = job.clip?.extension ?? '.mp4';
      for (let counter = 1; counter <= maxCounter; counter++) {
        const uri = files.join(directoryUri, clipFileName(baseName, counter, extension));
        if (!(await isThere(files, uri))) return uri;
      }
      throw new VideoPromptError(
        'output.unavailable',
        say('place.noName', { path: files.shown(directoryUri) }),
      );
    },
    async place(job, target) {
      try {
        await checkInside(files, target, job);
        await files.makeFolder(files.join(target, '..'));
        const isPlaced = await files.put(clipPath(job), target, partOf(files, job, target));
        // Looked at also when it was just placed: the kept copy is given up only for the very same bytes.
        if (!(await isSameClip(files, job, target))) {
          if (isPlaced)
            throw new VideoPromptError(
              'output.unavailable',
              say('place.otherBytes', { path: files.shown(target) }),
            );
          return 'taken';
        }
        await writeSidecarBeside(files, job, target, clock);
        return 'placed';
      } catch (error) {
        throw placeError(files, target, error);
      }
    },
  };
}

/** A place in no workspace folder was chosen by hand, so any window may use it. */
function canPlace(files: PlaceFiles, { workspaceFolderUri }: OutputPlace): boolean {
  if (!files.isTrusted()) return false;
  return workspaceFolderUri === undefined || files.folders().includes(workspaceFolderUri);
}

async function isThere(files: PlaceFiles, uri: string): Promise<boolean> {
  try {
    return await files.isThere(uri);
  } catch (error) {
    throw placeError(files, uri, error);
  }
}

function placeError(files: PlaceFiles, uri: string, error: unknown): VideoPromptError {
  if (error instanceof VideoPromptError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const why = unwritable({ path: files.shown(uri), code: files.codeOf(error), message });
  return new VideoPromptError('output.unavailable', why, { cause: error });
}

/** A link inside the workspace must not lead the clip out of it. */
async function checkInside(files: PlaceFiles, target: string, { output, source }: Job): Promise<void> {
  const folder = folderOfOutput(files, output, source?.promptFileUri);
  if (folder === undefined) return;
  const refusal = await files.refusal(folder, files.join(target, '..'), 'output');
  if (isOwnPlace(refusal)) return;
  throw new VideoPromptError('output.unavailable', say('place.link', { path: files.shown(target) }));
}

/** What the clip must not leave; undefined: a person chose the place. */
export function folderOfOutput(
  files: Pick<PlaceFiles, 'folderOf'>,
  { workspaceFolderUri }: OutputPlace,
  promptFileUri: string | undefined,
): string | undefined {
  if (workspaceFolderUri !== undefined) return workspaceFolderUri;
  return promptFileUri === undefined ? undefined : files.folderOf(promptFileUri);
}

/**
 * A name that belongs to this job and driver alone: variants are placed at the same time under the same base name,
 * and a file of the user may end in `.part` too.
 */
function partOf(files: PlaceFiles, job: Job, target: string): string {
  return files.withEnding(target, `.${job.id}-${String(job.epoch)}.part`);
}

/** Whether the file there is this job's clip, placed before a crash. */
async function isSameClip(files: PlaceFiles, job: Job, uri: string): Promise<boolean> {
  const size = await files.sizeOf(uri);
  if (size === undefined || size !== job.clip?.bytes) return false;
  return (await files.digest(uri)) === job.clip.sha256;
}

async function writeSidecarBeside(files: PlaceFiles, job: Job, clip: string, clock: Clock): Promise<void> {
  const uri = files.withEnding(clip, sidecarEnding);
  // A link that leads nowhere yet would let the record be written where it leads.
  if ((await files.refusal(files.folderOf(clip), uri, 'sidecar')) === 'link') return;
  // One that a full disk left empty says nothing, and nobody else mends it.
  if ((await isThere(files, uri)) && (await files.sizeOf(uri)) !== 0) return;
  const placed: Job = job.clip === undefined ? job : { ...job, clip: { ...job.clip, uri: clip } };
  const text = writeSidecar(placed, { savedAt: clock.now() });
  await files.write(uri, new TextEncoder().encode(text));
}

import { resolveOutput } from '../core/fileName.ts';
import { readPromptFile } from '../core/promptFile/readPromptFile.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import { resolvePromptFile } from '../core/promptFile/resolvePromptFile.ts';
import { unreadPromptFile } from '../core/promptFile/unreadPromptFile.ts';
import type { LoadedText, Surroundings } from '../core/promptFile/surroundings.ts';
import { isUri, uriOfPath } from '../core/uriPath.ts';
import { type PathKind, type PathRefusal, placeRefusal, type PlaceRefusal } from '../core/workspacePath.ts';
import type { FileRead } from '../shots/sidecarLook.ts';
import { pathReasonWords } from '../words/pathWords.ts';

/** The folder that nothing which a prompt file says may leave, and its files. Places are URIs. */
export interface OwnFolder {
  readonly uri: string;
  /** Why a path is not followed; undefined where it leads to what it should. */
  readonly refusal: (uri: string, kind: PathKind) => Promise<PathRefusal | undefined>;
  readonly read: (uri: string, kind: PathKind) => Promise<FileRead>;
  /** The text of a file that an editor holds, saved or not; absent: there is no editor. */
  readonly openText?: (uri: string) => string | undefined;
}

/** What a prompt file in this folder, and all that it extends, can get at. */
export function surroundingsIn(folder: OwnFolder): Surroundings {
  return {
    load: (uri) => loadText(folder, uri, 'base'),
    async refusal(place, kind) {
      if (kind === 'output') return await outputRefusal(folder, place);
      const refusal = placeRefusal(await folder.refusal(place, kind));
      // A document that is not saved has no place at all.
      return kind === 'promptFile' && refusal === 'outside' ? undefined : refusal;
    },
  };
}

/** A prompt file as it stands now, with all that it takes from others. One that is gone asks for nothing. */
export async function openPromptFileIn(folder: OwnFolder, uri: string): Promise<ResolvedPromptFile> {
  const open = folder.openText?.(uri);
  const loaded = open === undefined ? await loadText(folder, uri, 'promptFile') : { text: open };
  if ('reason' in loaded && loaded.isMissing !== true) return unreadPromptFile(uri, loaded.reason);
  if ('refusal' in loaded && loaded.refusal === 'outside')
    return unreadPromptFile(uri, pathReasonWords(loaded.refusal));
  const text = 'text' in loaded ? loaded.text : '';
  return await resolvePromptFile(readPromptFile(text), uri, surroundingsIn(folder));
}

/** A file as it stands in its editor, else on the disk. */
async function loadText(folder: OwnFolder, uri: string, kind: PathKind): Promise<LoadedText> {
  const refusal = placeRefusal(await folder.refusal(uri, kind));
  if (refusal !== undefined) return { refusal };
  const text = folder.openText?.(uri);
  if (text !== undefined) return { text };
  const read = await folder.read(uri, kind);
  if (read.kind === 'read') return { text: new TextDecoder().decode(read.bytes) };
  const again = placeRefusal(read.refusal);
  if (again !== undefined) return { refusal: again };
  const reason = pathReasonWords(read.refusal);
  return read.refusal === 'missing' ? { reason, isMissing: true } : { reason };
}

/** An output that cannot be read as a path is told by preflight. */
async function outputRefusal(folder: OwnFolder, output: string): Promise<PlaceRefusal | undefined> {
  const directory = isUri(output) ? directoryOf(output) : directoryIn(folder, output);
  return directory === undefined ? undefined : placeRefusal(await folder.refusal(directory, 'output'));
}

function directoryOf(output: string): string {
  return output.endsWith('/') ? output : (uriOfPath(output, '.') ?? output);
}

function directoryIn(folder: OwnFolder, output: string): string | undefined {
  const directory = resolveOutput(output)?.directory;
  return directory === undefined ? undefined : uriOfPath(`${folder.uri}/-`, directory);
}

import type { PromptFile } from '../core/promptFile/promptFile.ts';
import type { PromptFileState } from './promptFileStates.ts';

/**
 * Whether a file is there for others to extend, and asks for no clip: one does, or it has options alone; it has no shots with
 * names, and nothing was ever made of it. `extended`: URIs of the files that others extend.
 */
export function isOnlyBase(
  { uri, resolved, cells }: Pick<PromptFileState, 'uri' | 'resolved' | 'cells'>,
  extended: ReadonlySet<string>,
): boolean {
  return (
    (extended.has(uri) || hasOnlyOptions(resolved.file)) &&
    // What cannot be read may ask for anything.
    resolved.problems.every(({ code }) => code !== 'file.unreadable') &&
    resolved.shots.every(({ shot }) => shot.heading === undefined) &&
    cells.every(({ takes, jobs, unreadable }) => takes.length + jobs.length + unreadable.length === 0)
  );
}

/** It says nothing of what should be seen. */
export function hasOnlyOptions({ shots, shared }: PromptFile): boolean {
  return shared.text === '' && shots.every(({ heading }) => heading === undefined);
}

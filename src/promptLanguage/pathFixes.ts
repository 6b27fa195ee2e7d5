import { movePaths } from '../core/promptFile/movePaths.ts';
import { fileNameOfUri, plainUri } from '../core/uriPath.ts';
import { writeWords } from '../words/fixWords.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import { nearestPaths } from './nearestPaths.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import type { Fix } from './fix.ts';

/** So many are offered. */
export const maxPaths = 3;

/** Every use of a file that is not there goes to one that is. */
export async function pathFixes(
  missing: string,
  kind: 'image' | 'base',
  { file, uri: fileUri }: CheckedFile['resolved'],
  { filesNear }: Pick<OpenPromptFile, 'filesNear'>,
): Promise<readonly Fix[]> {
  const found = await filesNear(kind);
  const wanted = plainUri(missing);
  const near = nearestPaths(
    fileNameOfUri(missing),
    found.map(({ path }) => path),
  );
  return near.slice(0, maxPaths).map((path) => {
    const target = found.find((one) => one.path === path)?.uri;
    const moved = (uri: string) => (plainUri(uri) === wanted ? target : undefined);
    return { title: writeWords(path), edits: movePaths(file, { fileUri, moved }) };
  });
}

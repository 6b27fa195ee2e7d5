import { linksOf, type PromptLink } from './links.ts';
import { isAddress } from './pathTarget.ts';
import type { PromptFile } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { readPromptFile } from './readPromptFile.ts';
import { snapshotOf } from './snapshot.ts';
import { applyEdits, type TextEdit } from './textEdit.ts';
import { writtenPath } from './writtenPath.ts';
import { flowText, quotedText, singleQuotedText } from './yamlText.ts';

export interface Move {
  /** Where the prompt file is. */
  readonly fileUri: string;
  /** Where it goes, if it does. */
  readonly newFileUri?: string;
  /** Where a file or clip goes that the prompt file names at this place; undefined: it stays. */
  readonly moved: (uri: string, range: TextRange) => string | undefined;
}

/** Edits that keep the paths of a file true when files move; each stays quoted, relative and with `./` as it was. */
export function movePaths(file: PromptFile, move: Move): readonly TextEdit[] {
  const { fileUri, newFileUri = fileUri, moved } = move;
  const paths = new Map<number, string>();
  const links = linksOf(file, fileUri).map((link) => {
    const path = link.kind === 'shot' ? link.path : (newPath(link, newFileUri, moved) ?? link.path);
    if (path !== link.path) paths.set(link.range.start, path);
    return { ...link, path };
  });
  const edits = (write: (old: string, path: string) => string) =>
    // What aliases share is written once.
    [...new Map(links.map(({ range }) => [range.start, range])).values()].flatMap(({ start, end }) => {
      const path = paths.get(start);
      return path === undefined ? [] : [{ start, end, text: write(file.text.slice(start, end), path) }];
    });
  return (
    [edits(textLike), edits((_, path) => quotedText(path))].find((one) =>
      isFaithful(
        file,
        one,
        newFileUri,
        links.map(({ path }) => path),
      ),
    ) ?? []
  );
}

/** Whether the file would say these paths, and all else as before. */
function isFaithful(
  file: PromptFile,
  edits: readonly TextEdit[],
  newFileUri: string,
  paths: readonly string[],
): boolean {
  const after = readPromptFile(applyEdits(file.text, edits));
  const found = linksOf(after, newFileUri).map(({ path }) => path);
  const [one, other] = [snapshotOf(file), snapshotOf(after)];
  return (
    found.length === paths.length &&
    found.every((path, index) => path === paths[index]) &&
    one.words === other.words &&
    one.blocks.length === other.blocks.length &&
    one.blocks.every((block, index) => block.size === other.blocks[index]?.size)
  );
}

function newPath(
  { kind, path, uri, range }: Exclude<PromptLink, { kind: 'shot' }>,
  newFileUri: string,
  moved: Move['moved'],
): string | undefined {
  const target = moved(uri, range);
  if (isAddress(path)) return target;
  const written = writtenPath(newFileUri, target ?? uri);
  if (isAddress(written)) return kind === 'extends' ? undefined : written;
  return path.startsWith('./') && !written.startsWith('../') ? `./${written}` : written;
}

function textLike(old: string, path: string): string {
  if (old.startsWith('"')) return quotedText(path);
  return (old.startsWith("'") ? singleQuotedText(path) : undefined) ?? flowText(path);
}

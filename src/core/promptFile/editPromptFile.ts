import { changeBlock, createBlock, removeBlock } from './blockEdits.ts';
import { type FieldName, fieldNames } from './fields.ts';
import type { PromptFile } from './promptFile.ts';
import { readPromptFile } from './readPromptFile.ts';
import { areSameBlocks, type BlockSnapshot, snapshotOf } from './snapshot.ts';
import { applyEdits, type TextEdit } from './textEdit.ts';
import { entryLines, type YamlData } from './yamlText.ts';

/** The front matter, or the shot of an index. */
export type EditPlace = 'file' | number;

/** New values by key; undefined takes the key out. */
export type OptionChanges = Readonly<Partial<Record<FieldName, YamlData | undefined>>>;

/**
 * Edits that set and remove keys and leave everything else as it is. Undefined where no edit can be sure of that, as in
 * YAML that cannot be read or shares a value by an alias: then a person has to do it.
 */
export function editPromptFile(
  file: PromptFile,
  place: EditPlace,
  changes: OptionChanges,
): readonly TextEdit[] | undefined {
  const shot = place === 'file' ? undefined : file.shots[place];
  if (place !== 'file' && shot === undefined) return undefined;
  // The only shot of a file without headings has its options in the front matter.
  const isFile = shot === undefined || (shot.heading === undefined && shot.block === undefined);
  const block = isFile ? file.frontMatter : shot.block;
  if (block?.style === 'broken') return undefined;
  const ordered = fieldNames.flatMap((key) =>
    Object.hasOwn(changes, key) ? [[key, changes[key]] as const] : [],
  );
  const attempts =
    block === undefined
      ? [() => createBlock(file, isFile ? undefined : shot, ordered)]
      : [() => removeBlock(file, block, ordered), () => changeBlock(file, block, !isFile, ordered)];
  const index = isFile ? 0 : shot.index + 1;
  for (const attempt of attempts) {
    const edits = attempt();
    if (edits !== undefined && isFaithful(file, index, changes, edits)) return edits;
  }
  return undefined;
}

/** Reads the file as it would be: nothing but the block of this index may differ, and only by the changes. */
function isFaithful(
  file: PromptFile,
  index: number,
  changes: OptionChanges,
  edits: readonly TextEdit[],
): boolean {
  const before = snapshotOf(file);
  const after = snapshotOf(readPromptFile(applyEdits(file.text, edits)));
  return (
    before.words === after.words &&
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, at) =>
      areSameBlocks(at === index ? changed(block, changes) : block, after.blocks[at] ?? new Map()),
    )
  );
}

function changed(block: BlockSnapshot, changes: OptionChanges): BlockSnapshot {
  const entries = new Map(block);
  for (const key of fieldNames) {
    if (!Object.hasOwn(changes, key)) continue;
    const data = changes[key];
    if (data === undefined) entries.delete(key);
    else for (const [name, value] of read(key, data)) entries.set(name, value);
  }
  return entries;
}

function read(key: FieldName, data: YamlData): BlockSnapshot {
  const file = readPromptFile(['---', ...entryLines(key, data), '---', ''].join('\n'));
  return snapshotOf(file).blocks[0] ?? new Map<string, string>();
}

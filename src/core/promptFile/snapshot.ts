import type { OptionBlock, PromptFile, PromptValues } from './promptFile.ts';

/** What a block says, by key, to be compared: a known one by its value, any other as it is written. */
export type BlockSnapshot = ReadonlyMap<string, string>;

export interface FileSnapshot {
  readonly blocks: readonly BlockSnapshot[];
  /** Titles and texts. */
  readonly words: string;
}

/** The front matter and the blocks of the shots, in this order; absent ones are empty. */
export function snapshotOf(file: PromptFile): FileSnapshot {
  const { text, frontMatter, shared, shots } = file;
  const words = [shared.text, ...shots.flatMap(({ heading, body }) => [heading?.title ?? null, body.text])];
  return {
    blocks: [frontMatter, ...shots.map(({ block }) => block)].map((block) => snapshotOfBlock(block, text)),
    words: JSON.stringify(words),
  };
}

function snapshotOfBlock(block: OptionBlock | undefined, text: string): BlockSnapshot {
  const entries = new Map<string, string>();
  if (block?.style === 'broken') return entries.set('', text.slice(block.range.start, block.range.end));
  for (const { key, valueRange } of block?.entries ?? []) {
    const value = valueIn(block?.values, key);
    const written = valueRange === undefined ? '' : text.slice(valueRange.start, valueRange.end);
    // A key that is written twice stays so.
    const before = entries.get(key) ?? '';
    entries.set(key, `${before}${value === undefined ? written : plainJson(value)} `);
  }
  return entries;
}

function valueIn(values: PromptValues | undefined, key: string): unknown {
  return values !== undefined && Object.hasOwn(values, key) ? values[key as keyof PromptValues] : undefined;
}

function plainJson(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) =>
    name === 'range' || name === 'keyRange' ? undefined : part,
  );
}

export function areSameBlocks(one: BlockSnapshot, other: BlockSnapshot): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

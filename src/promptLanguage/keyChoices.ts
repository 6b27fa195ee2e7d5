import { isFieldName } from '../core/promptFile/fields.ts';
import { holds } from '../core/promptFile/lines.ts';
import { optionKeyWords } from '../words/optionKeyWords.ts';
import type { Choice } from './choice.ts';
import { keysAt } from './optionChoices.ts';
import type { OptionCursor } from './optionCursor.ts';
import type { FoundBlock } from './atOffset.ts';

/** The keys that are not written yet, with what they mean. */
export function keyChoices(
  { path, typed, end }: OptionCursor,
  { block, shot }: FoundBlock,
  text: string,
): readonly Choice[] {
  const isWritten = /^[ \t]*:/.test(text.slice(end, end + 50));
  const taken = new Set(
    block.entries
      .filter(({ keyRange }) => path.length === 0 && !holds(keyRange, typed.start))
      .map(({ key }) => key),
  );
  return keysAt(path, shot !== undefined)
    .filter((key) => !taken.has(key))
    .map((key) => ({
      kind: 'key',
      label: key,
      text: isWritten ? key : `${key}: `,
      ...(isFieldName(key) ? { documentation: [optionKeyWords(key)] } : {}),
    }));
}

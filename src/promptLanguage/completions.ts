import { holds } from '../core/promptFile/lines.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import type { Choice } from './choice.ts';
import { imageNameChoices } from './imageNameChoices.ts';
import { keyChoices } from './keyChoices.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import { optionCursor } from './optionCursor.ts';
import { blockAt, clipAt } from './atOffset.ts';
import { valueChoices } from './valueChoices.ts';

/** A choice with its place in the text. */
export interface Completion extends Choice {
  /** The whole text that is written. */
  readonly text: string;
  /** What is compared with what is typed. */
  readonly filter: string;
  /** From the start of the word to the cursor. */
  readonly inserting: TextRange;
  /** The whole word. */
  readonly replacing: TextRange;
  /** What may follow is offered at once. */
  readonly asksOn: boolean;
}

/** What may be written at a place, the best first. */
export async function completionsAt(open: OpenPromptFile, offset: number): Promise<readonly Completion[]> {
  const { file } = open;
  const found = blockAt(file, offset);
  if (found === undefined) return await imageNamesAt(open, offset);
  const cursor = optionCursor(file.text, found.block.content, offset);
  if (cursor === undefined) return [];
  const { slot, path, typed } = cursor;
  const choices: Choice[] = [];
  if (slot !== 'value') choices.push(...keyChoices(cursor, found, file.text));
  if (slot !== 'key') {
    const checked = await open.checked();
    const clip = clipAt(checked, found.shot?.range.start ?? 0);
    if (clip !== undefined) choices.push(...(await valueChoices(path, open, checked, clip)));
  }
  const first = file.text.charAt(typed.start);
  const quote = typed.start < offset && (first === '"' || first === "'") ? first : '';
  const space = slot === 'value' && file.text.charAt(typed.start - 1) === ':' ? ' ' : '';
  return choices.map((choice) =>
    placed(choice, {
      inserting: { start: typed.start, end: offset },
      replacing: { start: typed.start, end: cursor.end },
      before: space,
      quote,
    }),
  );
}

interface Place {
  readonly inserting: TextRange;
  readonly replacing: TextRange;
  /** Is written before the choice. */
  readonly before: string;
  /** Stands before what is typed. */
  readonly quote: string;
}

function placed(choice: Choice, { inserting, replacing, before, quote }: Place): Completion {
  const { label, text = label } = choice;
  return {
    ...choice,
    text: `${before}${text}`,
    filter: `${quote}${label}`,
    inserting,
    replacing,
    asksOn: text.endsWith(': '),
  };
}

/** `@image1` in words for the prompt. */
async function imageNamesAt(open: OpenPromptFile, offset: number): Promise<readonly Completion[]> {
  const { file } = open;
  const [typed] = /(?<!\w)@\w{0,8}$/.exec(file.text.slice(Math.max(0, offset - 10), offset)) ?? [];
  if (typed === undefined) return [];
  const isProse = [file.shared, ...file.shots.map(({ body }) => body)].some(({ pieces }) =>
    pieces.some((piece) => holds(piece, offset)),
  );
  if (!isProse || file.comments.some((comment) => holds(comment, offset))) return [];
  const clip = clipAt(await open.checked(), offset);
  const range = { start: offset - typed.length, end: offset };
  return (clip === undefined ? [] : imageNameChoices(clip.request)).map((choice) =>
    placed(choice, { inserting: range, replacing: range, before: '', quote: '' }),
  );
}

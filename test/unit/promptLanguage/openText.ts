import type { ImageInput } from '../../../src/core/imageInput.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import type { Surroundings } from '../../../src/core/promptFile/surroundings.ts';
import type { NamedKind, OpenPromptFile, Standing } from '../../../src/promptLanguage/openPromptFile.ts';
import type { CheckedFile } from '../../../src/shots/checkedFile.ts';
import type { ShotState } from '../../../src/shots/shotState.ts';
import { checkText, fileUri } from './checkText.ts';

/** What there is around a text. */
export interface Around {
  readonly bases?: Record<string, string>;
  readonly missing?: readonly string[];
  /** Paths of files near it. */
  readonly near?: Partial<Record<NamedKind, readonly string[]>>;
  readonly states?: readonly ShotState[];
  /** What lies at each image. */
  readonly image?: ImageInput;
  readonly refusal?: Surroundings['refusal'];
}

/** A text as the language service sees it. */
export function openText(text: string, around: Around = {}): OpenPromptFile {
  const { near = {}, states = [], image, refusal = () => undefined } = around;
  return {
    uri: fileUri,
    file: readPromptFile(text),
    checked: () => checkText(text, around),
    standing: async () => standingOf(await checkText(text, around), states),
    filesNear: (kind) =>
      Promise.resolve((near[kind] ?? []).map((path) => ({ path, uri: new URL(path, fileUri).href }))),
    look: () => Promise.resolve(image),
    refusal,
  };
}

/** A text with a cursor in it: `|`. */
export function openMarked(marked: string, around?: Around): readonly [OpenPromptFile, number] {
  const offset = marked.indexOf('|');
  return [openText(marked.slice(0, offset) + marked.slice(offset + 1), around), offset];
}

/** The clips of a file that was checked, each with the state that is known of it. */
export function standingOf({ resolved, shots }: CheckedFile, states: readonly ShotState[]): Standing {
  const clips = shots.map((shot) => {
    const state = states.find((one) => one.shot === shot.shot.slug && one.cell === shot.cell.key);
    return { ...shot, ...(state === undefined ? {} : { state }) };
  });
  return { resolved, clips };
}

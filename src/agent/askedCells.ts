import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { CellState } from '../shots/cellStates.ts';
import { heldBack, isDue } from '../shots/planFiles.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { ChosenCell } from '../shots/renderItems.ts';
import { type LeftOut, sortCells } from '../shots/sortCells.ts';

/** What an agent asks for of a prompt file, by what would become of it. */
export interface AskedCells {
  /** Missing or stale, with nothing under way: these would be paid for. */
  readonly payable: readonly ChosenCell[];
  /** Their jobs have not ended, whatever they were made from. */
  readonly underWay: readonly ChosenCell[];
  readonly current: readonly ChosenCell[];
  /** A clip is there that may be this one; nobody can read how it was made. */
  readonly unreadable: readonly ChosenCell[];
  /** With errors. */
  readonly leftOut: readonly LeftOut[];
}

const maxNames = 30;

/** `storm`, `storm/veo3.1`; `.` where the file is one clip. */
export function clipId({ shot, cell = '' }: { readonly shot: string; readonly cell?: string }): string {
  if (cell === '') return shot === '' ? '.' : shot;
  return `${shot}/${cell}`;
}

/** `shots`: ids, or slugs of whole shots; absent: everything. Throws VideoPromptError where there is no such clip. */
export function askedCells(state: PromptFileState, shots?: readonly string[]): AskedCells {
  const { ready, leftOut } = sortCells([state], {});
  const names = [...ready.map(({ cell }) => cell), ...leftOut].flatMap((one) => [clipId(one), one.shot]);
  const unknown = shots?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw unknownClip(state, unknown, names);
  const isAsked = (one: { readonly shot: string; readonly cell?: string }) =>
    shots?.some((name) => name === clipId(one) || (name === one.shot && name !== '')) ?? true;
  const asked = ready.filter(({ cell }) => isAsked(cell));
  const held = (kind: 'underWay' | 'unreadable') =>
    asked.filter(({ cell }) => heldBack(state, cell)?.kind === kind);
  const free = asked.filter(({ cell }) => heldBack(state, cell) === undefined);
  return {
    payable: free.filter(({ cell }) => isDue(cell)),
    underWay: held('underWay'),
    current: free.filter(({ cell }) => !isDue(cell)),
    unreadable: held('unreadable'),
    leftOut: leftOut.filter(isAsked),
  };
}

function unknownClip(
  { uri }: Pick<PromptFileState, 'uri'>,
  id: string,
  names: readonly string[],
): VideoPromptError {
  const known = [...new Set(names)].filter((name) => name !== '');
  const shown = [...known.slice(0, maxNames), ...(known.length > maxNames ? ['…'] : [])].join(', ');
  return new VideoPromptError(
    'request.invalid',
    say('agent.noSuchClip', { id, file: fileNameOfUri(uri), known: shown }),
    { field: 'shots' },
  );
}

/** The job that makes just this, else the newest of its shot. */
export function jobOf({ making, jobs }: CellState) {
  return making.at(-1) ?? jobs.at(-1);
}

import { isInside, slugFromPrompt } from './fileName.ts';
import type { JobSource } from './job.ts';
import { promptFileEnding } from './promptFileName.ts';

/** `boat` of `boat.video.md`: the name of its folder of clips, safe on every system. */
export function promptFileStem(fileName: string): string {
  const stem = fileName.toLowerCase().endsWith(promptFileEnding)
    ? fileName.slice(0, -promptFileEnding.length)
    : fileName;
  return stem !== '' && isInside(stem) ? stem : slugFromPrompt(stem);
}

/** `opening-shot.veo3.1_4s-2`: the name of a take, without extension; a file of one shot gives its own name. */
export function takeName(
  stem: string,
  { shot, cell, take }: Pick<JobSource, 'shot' | 'cell' | 'take'>,
): string {
  const name = shot === '' ? stem : shot;
  return `${name}${cell === '' ? '' : `.${cell}`}-${take}`;
}

/** Whether a clip of this name, without extension, may be a take of the cell by how takes are named. */
export function isTakeName(name: string, stem: string, cell: Pick<JobSource, 'shot' | 'cell'>): boolean {
  const start = takeName(stem, { ...cell, take: 0 }).slice(0, -1);
  return name.startsWith(start) && /^\d{1,9}$/.test(name.slice(start.length));
}

/** A take of a clip that may be gone. */
interface Take {
  readonly isThere: boolean;
  readonly sidecar: { readonly kept?: true };
}

/** The kept take, else the newest; of those that are there. `takes`: oldest first. */
export function chosenTake<One extends Take>(takes: readonly One[]): One | undefined {
  const there = takes.filter(({ isThere }) => isThere);
  return there.findLast(({ sidecar }) => sidecar.kept === true) ?? there.at(-1);
}

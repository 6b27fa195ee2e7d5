import type { OptionBlock, PromptFile, PromptShot } from '../core/promptFile/promptFile.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import { holds } from '../core/promptFile/lines.ts';

/** A block of options, and whose it is; without a shot the front matter. */
export interface FoundBlock {
  readonly block: OptionBlock;
  readonly shot?: PromptShot;
}

/** The block of options around an offset. */
export function blockAt({ frontMatter, shots }: PromptFile, offset: number): FoundBlock | undefined {
  if (frontMatter !== undefined && holds(frontMatter.content, offset)) return { block: frontMatter };
  for (const shot of shots) {
    const { block } = shot;
    if (block !== undefined && holds(block.content, offset)) return { block, shot };
  }
  return undefined;
}

/** The clip that an offset is about: of its shot the first one, outside of all shots the file's first. */
export function clipAt({ shots }: Pick<CheckedFile, 'shots'>, offset: number): CheckedShot | undefined {
  return (
    shots.find(({ shot: { shot } }) => shot.range.start <= offset && offset < shot.range.end) ??
    shots.findLast(({ shot: { shot } }) => holds(shot.range, offset)) ??
    shots[0]
  );
}

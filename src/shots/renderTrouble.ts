import type { CellState } from './cellStates.ts';

/** Why a cell that was chosen cannot be rendered. */
export type RenderTroubleKind =
  /** It starts from two clips that are still to be made. */
  | 'twoClips'
  /** The clip that it starts from is not the one that was looked at. */
  | 'changedClip'
  /** The clip that it starts from is not there. */
  | 'lackingClip'
  /** Its output leads out of the workspace folder. */
  | 'outside';

/** A cell that cannot be rendered, and which image or option is to blame. */
export class RenderTrouble extends Error {
  readonly kind: RenderTroubleKind;
  readonly cell: CellState;
  /** The place of the image in the request; undefined: it is not about an image. */
  readonly at: number | undefined;

  constructor(kind: RenderTroubleKind, cell: CellState, at?: number) {
    super(kind);
    this.name = 'RenderTrouble';
    this.kind = kind;
    this.cell = cell;
    this.at = at;
  }
}

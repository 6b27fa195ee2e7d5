import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import type { CellState } from './cellStates.ts';
import { cellTitle } from './cellTitle.ts';

/** A clip that cannot begin, or end, with the frame that its shot names. */
export class FrameTrouble extends VideoPromptError {
  readonly cell: CellState;
  /** The place of the image in the request. */
  readonly at: number;

  constructor(cell: CellState, at: number, text: string) {
    super('frame.unavailable', text);
    this.cell = cell;
    this.at = at;
  }
}

export function twoFrames(cell: CellState, at: number): FrameTrouble {
  const text = vscode.l10n.t(
    '“{0}” starts from two clips that are still to be made. Render one of them first.',
    cellTitle(cell),
  );
  return new FrameTrouble(cell, at, text);
}

export function changedClip(cell: CellState, at: number): FrameTrouble {
  const text = vscode.l10n.t(
    'The clip that “{0}” starts from changed just now. Render it again.',
    cellTitle(cell),
  );
  return new FrameTrouble(cell, at, text);
}

export function lackingClip(cell: CellState, at: number): FrameTrouble {
  const text = vscode.l10n.t(
    'The clip that “{0}” starts from is not there. Render it first.',
    cellTitle(cell),
  );
  return new FrameTrouble(cell, at, text);
}

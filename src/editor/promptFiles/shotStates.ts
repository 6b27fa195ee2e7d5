import type * as vscode from 'vscode';
import type { ShotState } from './shotState.ts';

/** How the clips of prompt files stand. */
export interface ShotStates {
  /** Every cell of every shot, in order. */
  of(uri: vscode.Uri): Promise<readonly ShotState[]>;
  /** The file whose states may be others now; undefined: any. */
  readonly onDidChange: vscode.Event<vscode.Uri | undefined>;
}

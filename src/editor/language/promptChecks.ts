import type * as vscode from 'vscode';
import type { CheckedFile } from '../../shots/checkedFile.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';

/** The open prompt files as they are now, with their images, models and prices. */
export interface PromptChecks {
  of(document: vscode.TextDocument): Promise<CheckedFile>;
}

export function promptChecks(states: Pick<ShotStates, 'checked'>): PromptChecks {
  return { of: ({ uri }) => states.checked(uri) };
}

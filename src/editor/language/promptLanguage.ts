import type { OpenInPanel } from '../panel/panelHost.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import * as vscode from 'vscode';
import { type Answers, createAnswers } from './answers.ts';
import { openImage } from './openImage.ts';
import { promptChecks } from './promptChecks.ts';
import { createPromptDiagnostics } from './promptDiagnostics.ts';

/** The working half of the language support. */
export interface PromptLanguageParts {
  readonly states: () => Promise<ShotStates>;
  readonly openInPanel: OpenInPanel;
  readonly report: (error: unknown) => Promise<void>;
}

export interface PromptLanguage extends Answers, vscode.Disposable {
  openImage(args: readonly unknown[]): Promise<void>;
}

export async function createPromptLanguage(
  { states, openInPanel, report }: PromptLanguageParts,
  onDidChangeLenses: () => void,
): Promise<PromptLanguage> {
  const shotStates = await states();
  const { documents } = shotStates;
  const checks = promptChecks(shotStates);
  const diagnostics = createPromptDiagnostics(checks, (error) => void report(error));
  const isShown = (uris: readonly vscode.Uri[]) =>
    vscode.workspace.textDocuments.some(({ uri }) => uris.some((one) => one.toString() === uri.toString()));
  const all = vscode.Disposable.from(
    diagnostics,
    shotStates.onDidChange((uris) => {
      diagnostics.refresh(uris);
      if (uris === undefined || isShown(uris)) onDidChangeLenses();
    }),
  );
  diagnostics.refresh();
  return {
    ...createAnswers({ documents, checks, states: shotStates }),
    openImage: (args) => openImage(args, checks, openInPanel),
    dispose() {
      all.dispose();
    },
  };
}

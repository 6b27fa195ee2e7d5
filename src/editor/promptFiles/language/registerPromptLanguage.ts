import * as vscode from 'vscode';
import type { VideoRequest } from '../../../core/request.ts';
import type { ApiKeys } from '../../apiKeys.ts';
import { disposeAll } from '../../disposeAll.ts';
import type { LazySession } from '../../lazySession.ts';
import type { ShotStates } from '../shotStates.ts';
import type { PromptLanguage } from './promptLanguage.ts';
import { isPromptDocument, promptSelector } from './promptSelector.ts';

export interface PromptLanguageParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: () => Promise<ShotStates>;
  readonly openInPanel: (request: VideoRequest, field: string) => Promise<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/** What the editor knows about prompt files, loaded when the first one is shown. */
export function registerPromptLanguage(parts: PromptLanguageParts): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const subscriptions: vscode.Disposable[] = [lensesChanged];
  let loading: Promise<PromptLanguage> | undefined;
  let isDisposed = false;
  const load = async () => {
    const { createPromptLanguage } = await import('./promptLanguage.ts');
    const language = await createPromptLanguage(parts, () => lensesChanged.fire());
    if (isDisposed) language.dispose();
    else subscriptions.push(language);
    return language;
  };
  const language = () => (loading ??= load());
  const { languages, workspace } = vscode;
  const shown = (document: vscode.TextDocument) => {
    if (isPromptDocument(document)) language().catch(parts.report);
  };
  workspace.textDocuments.forEach(shown);
  subscriptions.push(
    workspace.onDidOpenTextDocument(shown),
    languages.registerCodeLensProvider(promptSelector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) => await (await language()).lenses(document),
    }),
  );
  return {
    dispose() {
      isDisposed = true;
      disposeAll(subscriptions).dispose();
    },
  };
}

import * as vscode from 'vscode';
import { type ErrorCode, isAbort, VideoPromptError } from '../../core/errors.ts';
import type { VideoRequest } from '../../core/request.ts';
import { RefusedRequest } from '../../engine/admission.ts';
import { commandIds } from '../base/commandIds.ts';
import { type Log } from '../base/show/log.ts';
import { notify } from '../base/show/messages.ts';
import { errorWords } from '../../words/errorWords.ts';

interface NextStep {
  readonly label: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

export interface ErrorShow {
  readonly log: Log;
  /** Puts a refused request into the panel, with the focus on what is wrong. */
  readonly openInPanel: (request: VideoRequest, field: string) => Promise<void>;
}

/** Shows an error with its one next step. What a person declined or aborted is no error to show. */
export async function showError(error: unknown, { log, openInPanel }: ErrorShow): Promise<void> {
  if (isAbort(error)) return;
  if (error instanceof VideoPromptError && error.code === 'confirmation.declined') return;
  log.error(error);
  if (error instanceof RefusedRequest) {
    await showRefusal(error, openInPanel);
    return;
  }
  const step = error instanceof VideoPromptError ? nextStep(error.code) : copyDiagnostics();
  const chosen = await notify.error(errorWords(error), ...(step === undefined ? [] : [step.label]));
  if (step !== undefined && chosen === step.label) {
    await vscode.commands.executeCommand(step.command, ...(step.args ?? []));
  }
}

/** The panel is opened only on a press: what is being composed there would be replaced. */
async function showRefusal(error: RefusedRequest, openInPanel: ErrorShow['openInPanel']): Promise<void> {
  const open = vscode.l10n.t('Open in Panel');
  const chosen = await notify.error(errorWords(error), open);
  if (chosen === open) await openInPanel(error.request, error.field ?? 'prompt');
}

function showLog(): NextStep {
  return { label: vscode.l10n.t('Show Log'), command: commandIds.showLog };
}

function copyDiagnostics(): NextStep {
  return { label: vscode.l10n.t('Copy Diagnostics'), command: commandIds.copyDiagnostics };
}

function settings(query: string): NextStep {
  return { label: vscode.l10n.t('Open Settings'), command: 'workbench.action.openSettings', args: [query] };
}

function nextStep(code: ErrorCode): NextStep | undefined {
  switch (code) {
    case 'key.missing':
    case 'key.invalid':
    case 'key.wrong':
      return { label: vscode.l10n.t('Set API Key…'), command: commandIds.setApiKey };
    case 'cap.reached':
      return settings('videoPrompt.budget');
    case 'origin.invalid':
      return settings('videoPrompt.api.baseUrl');
    case 'upload.unconfirmed':
      return { label: vscode.l10n.t('Open Panel'), command: commandIds.openPanel };
    case 'confirmation.unavailable':
      return settings('videoPrompt.automation');
    case 'workspace.untrusted':
      return { label: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
    case 'store.newer':
    case 'store.replaced':
      return { label: vscode.l10n.t('Reload Window'), command: 'workbench.action.reloadWindow' };
    case 'store.busy':
    case 'store.unavailable':
    case 'network.unreachable':
    case 'provider.error':
    case 'disk':
      return showLog();
    case 'store.damaged':
      return copyDiagnostics();
    case 'job.duplicate':
      return { label: vscode.l10n.t('Show Jobs'), command: commandIds.showJobs };
    // Of runs of the command line only.
    case 'budget.reached':
    case 'request.invalid':
    case 'confirmation.declined':
    case 'job.unknown':
    case 'job.failed':
    case 'job.state':
    case 'output.unavailable':
    case 'frame.unavailable':
    case 'sidecar.invalid':
      return undefined;
  }
}

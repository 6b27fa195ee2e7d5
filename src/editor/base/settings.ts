import * as vscode from 'vscode';
import { parseApiOrigin } from '../../core/apiOrigin.ts';
import type { Caps } from '../../core/budget.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { type FolderSettings, readFolderSettings } from '../../core/folderSettings.ts';
import { type MicroUsd, microUsdFromUsd } from '../../core/money.ts';
import type { EngineSettings } from '../../engine/settings.ts';

const section = 'videoPrompt';

/**
 * Settings that decide over money and the key. Only the user's own value counts: whatever a workspace or a folder
 * says is not read, even if VS Code should hand it over.
 */
function ownValue(name: string): unknown {
  const configuration = vscode.workspace.getConfiguration(section);
  const inspected = configuration.inspect<unknown>(name);
  const isForeign = inspected?.workspaceValue !== undefined || inspected?.workspaceFolderValue !== undefined;
  // In a remote window an empty value of the user is not part of `globalValue`, only of what `get` gives.
  return isForeign ? (inspected.globalValue ?? inspected.defaultValue) : configuration.get(name);
}

function usd(name: string): MicroUsd | undefined {
  const value = ownValue(name);
  if (value === null || value === undefined) return undefined;
  const amount = typeof value === 'number' ? microUsdFromUsd(value) : undefined;
  if (amount !== undefined) return amount;
  // A cap that cannot be read must not stop being a cap.
  throw new VideoPromptError(
    'request.invalid',
    vscode.l10n.t(
      'The setting {0} must be a number of US dollars that is not negative, or empty.',
      `${section}.${name}`,
    ),
    { field: `${section}.${name}` },
  );
}

/**
 * What the engine is allowed. Caps are read when a submission asks for them: one that cannot be read stops
 * submissions, never the watching of jobs that are paid for.
 */
export function engineSettings(): EngineSettings {
  return {
    get caps() {
      return readCaps();
    },
    get confirmAboveMicroUsd() {
      return usd('budget.confirmAboveUsd');
    },
    allowUnattended: ownValue('automation.allowUnattended') === true,
    get agentDayMicroUsd() {
      return usd('automation.agentUsdPerDay');
    },
    allowUploads: ownValue('automation.allowUploads') === true,
    maxConcurrent: maxConcurrent(ownValue('jobs.maxConcurrent')),
  };
}

/** The caps; none where a setting cannot be read, which is reported where it stops a submission. */
export function safeCaps(): Caps {
  try {
    return readCaps();
  } catch {
    return {};
  }
}

function readCaps(): Caps {
  const day = usd('budget.perDayUsd');
  const month = usd('budget.perMonthUsd');
  const workspaceMonth = usd('budget.perWorkspacePerMonthUsd');
  return {
    ...(day === undefined ? {} : { dayMicroUsd: day }),
    ...(month === undefined ? {} : { monthMicroUsd: month }),
    ...(workspaceMonth === undefined ? {} : { workspaceMonthMicroUsd: workspaceMonth }),
  };
}

function maxConcurrent(value: unknown): number {
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : 1;
}

/** The API origin the user set. Throws VideoPromptError `origin.invalid`. */
export function apiOrigin(): { readonly origin: string; readonly isLoopback: boolean } {
  const parsed = parseApiOrigin(String(ownValue('api.baseUrl')));
  if (!('error' in parsed)) return parsed;
  throw new VideoPromptError(
    'origin.invalid',
    vscode.l10n.t(
      'The setting {0} must be an origin such as https://api.cometapi.com (http:// for this machine only).',
      `${section}.api.baseUrl`,
    ),
    { field: `${section}.api.baseUrl` },
  );
}

/** The API origin; undefined where the setting cannot be read, which is reported where it stops a submission. */
export function readableOrigin(): string | undefined {
  try {
    return apiOrigin().origin;
  } catch {
    return undefined;
  }
}

/** Settings a folder may have for itself: where clips go and what is chosen at first. */
export function folderSettings(folder: vscode.Uri | undefined): FolderSettings {
  const configuration = vscode.workspace.getConfiguration(undefined, folder ?? null);
  return readFolderSettings((id) => configuration.get(id));
}

export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}

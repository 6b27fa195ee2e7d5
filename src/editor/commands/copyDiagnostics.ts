import { open } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { parseApiOrigin } from '../../core/apiOrigin.ts';
import { diagnosticsReport, type DiagnosticsFacts } from '../../core/diagnostics.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import type { LazySession } from '../session/lazySession.ts';
import { copyLines } from '../base/show/clipboard.ts';
import { notify } from '../base/show/messages.ts';

export interface DiagnosticsParts {
  readonly context: vscode.ExtensionContext;
  readonly session: LazySession;
  readonly keys: ApiKeys;
}

const maxJobs = 1_000;

const manifestSchema = z.object({
  version: z.string(),
  contributes: z.object({ configuration: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

/** *Copy Diagnostics*: a report for a bug, on the clipboard. Works also where the database does not. */
export async function copyDiagnostics(parts: DiagnosticsParts): Promise<void> {
  await copyLines(...diagnosticsReport(await gather(parts)).split('\n'));
  void notify.information(vscode.l10n.t('Diagnostics copied. They hold no key, prompt, path or link.'));
}

async function gather({ context, session, keys }: DiagnosticsParts): Promise<DiagnosticsFacts> {
  const manifest = manifestSchema.parse(context.extension.packageJSON);
  const origin = parseApiOrigin(String(vscode.workspace.getConfiguration().get('videoPrompt.api.baseUrl')));
  const key = 'origin' in origin ? await keys.get(origin.origin) : undefined;
  const fault = 'origin' in origin ? await keys.fault(origin.origin) : undefined;
  const none = fault === undefined ? 'none' : 'set, but not a key';
  const database = await databaseFacts(context);
  return {
    versions: versions(manifest.version),
    key: key === undefined ? none : key.from === 'secret' ? 'stored' : 'environment',
    ...(key === undefined ? {} : { secret: key.key }),
    hasProxy: hasProxy(),
    settings: changedSettings(Object.keys(manifest.contributes.configuration.properties)),
    ...(database === undefined ? {} : { database }),
    ...(await jobFacts(session)),
  };
}

function versions(extension: string): Readonly<Record<string, string>> {
  return {
    extension,
    editor: `${vscode.env.appName} ${vscode.version}`,
    window: vscode.env.uiKind === vscode.UIKind.Web ? 'browser' : 'desktop',
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    remote: vscode.env.remoteName ?? 'none',
  };
}

function hasProxy(): boolean {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const setting = vscode.workspace.getConfiguration('http').get<string>('proxy') ?? '';
  return setting !== '' || names.some((name) => (process.env[name] ?? '') !== '');
}

function changedSettings(names: readonly string[]): DiagnosticsFacts['settings'] {
  const configuration = vscode.workspace.getConfiguration();
  return names.flatMap((name) => {
    const value: unknown = configuration.get(name);
    const isDefault = JSON.stringify(value) === JSON.stringify(configuration.inspect(name)?.defaultValue);
    return isDefault ? [] : [{ name, value }];
  });
}

/** From the file itself, so that it is told also of a database that cannot be opened. */
async function databaseFacts(context: vscode.ExtensionContext): Promise<DiagnosticsFacts['database']> {
  try {
    const uri = vscode.Uri.joinPath(context.globalStorageUri, 'video-prompt.db');
    const file = await open(uri.fsPath, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
      // SQLite keeps the schema's version at this place of its header.
      return { version: buffer.readUInt32BE(60), bytes: (await file.stat()).size };
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function jobFacts(
  session: LazySession,
): Promise<Pick<DiagnosticsFacts, 'jobs' | 'unreadableJobs' | 'databaseError'>> {
  const nothing = { jobs: [], unreadableJobs: 0 };
  try {
    // Asking for a report is no reason to make a database.
    const opened = await session.openIfUsed();
    if (opened === undefined) return nothing;
    const { engine, unreadable } = opened;
    return { jobs: await engine.list({ limit: maxJobs }), unreadableJobs: unreadable.size };
  } catch (error) {
    return { ...nothing, databaseError: error instanceof VideoPromptError ? error.code : 'unexpected' };
  }
}

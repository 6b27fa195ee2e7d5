import * as vscode from 'vscode';
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { openRuntime, type Runtime } from '../../runtime/openRuntime.ts';
import { readableOrigin, engineSettings, onDidChangeSettings } from '../base/settings.ts';
import { type Log } from '../base/show/log.ts';
import { createImages } from '../workspace/images.ts';
import { editorPlaces } from '../workspace/workspacePlace.ts';
import { editorGate, editorUploadConsent } from './consents.ts';
import { tellGap } from './gapNotice.ts';
import { userNetwork } from './networkSettings.ts';
import { unreadableNotice } from './unreadableNotice.ts';

export interface SessionParts {
  readonly context: vscode.ExtensionContext;
  readonly keys: ApiKeys;
  readonly log: Log;
}

/** The working half of the extension in this window. Opened at first use. */
export interface Session extends Omit<Runtime, 'wake'> {
  /** Ids of jobs whose rows cannot be read. */
  readonly unreadable: ReadonlySet<string>;
}

/** Throws VideoPromptError with a `store.*` code. */
export async function openSession({ context, keys, log }: SessionParts): Promise<Session> {
  const directory = context.globalStorageUri.fsPath;
  const notice = unreadableNotice(log);
  const runtime = await openRuntime({
    directory,
    clock: systemClock,
    random: systemRandom,
    network: userNetwork,
    settings: engineSettings,
    origin: readableOrigin,
    keys,
    secrets: context.secrets,
    places: editorPlaces,
    images: createImages,
    gate: editorGate(context.globalState),
    uploads: editorUploadConsent(context.workspaceState),
    sampleClip: async () =>
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'media', 'sample.mp4')),
    onUnreadable: (jobId) => notice.add(jobId),
    onWentBack: (store) => {
      tellGap(store, directory).catch((error: unknown) =>
        log.warn('What the job database lacks could not be told', error),
      );
    },
    log: (message, error) => log.warn(message, error),
    debug: (message) => log.debug(message),
  });
  const listening = vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(runtime.wake),
    vscode.workspace.onDidChangeWorkspaceFolders(runtime.wake),
    onDidChangeSettings(runtime.wake),
  );
  return {
    ...runtime,
    unreadable: notice.jobs,
    async close() {
      listening.dispose();
      await runtime.close();
    },
  };
}

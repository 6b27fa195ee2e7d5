import * as vscode from 'vscode';
import type { VideoPromptApi } from './api.ts';
import { createApiKeys } from './editor/apiKeys.ts';
import type { JobCommands } from './editor/jobCommands.ts';
import { registerJobsView } from './editor/jobsView.ts';
import { lazy } from './editor/lazy.ts';
import { lazySession, type LazySession } from './editor/lazySession.ts';
import { type OpenInPanel, registerPanelHost } from './editor/panelHost.ts';
import { registerPauseState } from './editor/pauseState.ts';
import type { RecordedClip } from './shots/recordedClip.ts';
import { registerFollowMoves } from './editor/promptFiles/registerFollowMoves.ts';
import { registerPromptLanguage } from './editor/promptFiles/language/registerPromptLanguage.ts';
import { registerPromptFiles } from './editor/promptFiles/registerPromptFiles.ts';
import { createPublicApi } from './editor/publicApi.ts';
import { registerCommands } from './editor/registerCommands.ts';
import { registerResume } from './editor/resume.ts';
import { createLog } from './editor/show/log.ts';
import { registerSpendHost } from './editor/spendHost.ts';
import { registerStatusBar } from './editor/statusBar.ts';
import type { Submit, SubmitAll } from './editor/submit.ts';
import { setLanguage } from './words/language.ts';

let closing: LazySession | undefined;

/** The composition root: makes the parts and wires them. */
export function activate(context: vscode.ExtensionContext): VideoPromptApi {
  setLanguage({ language: vscode.env.language, bundle: vscode.l10n.bundle });
  const log = createLog('Video Prompt');
  const keys = createApiKeys(context.secrets);
  const session = lazySession({ context, keys, log });
  closing = session;

  const openInPanel: OpenInPanel = async (request, field, keepCopy) =>
    await (await panels.open()).compose(request, field, keepCopy);
  const report = async (error: unknown) =>
    await (await import('./editor/showError.ts')).showError(error, { log, openInPanel });
  const submit: Submit = async (request, options) =>
    await (await import('./editor/submitRequest.ts')).submitRequest({ session, keys }, request, options);
  const submitAll: SubmitAll = async (items, options) =>
    await (await import('./editor/submitRequest.ts')).submitItems({ session, keys }, items, options);
  const jobs = async (): Promise<JobCommands> => {
    const { createJobCommands } = await import('./editor/jobCommands.ts');
    return createJobCommands({
      session,
      keys,
      submit,
      useAgain: async (job) => {
        // What such a job needs next is another model.
        const needsModel = job.failure?.class === 'model-unavailable';
        const panel = await panels.open({ focusPrompt: !needsModel });
        await panel.compose(job.request);
        if (needsModel) await panel.choose('chooseModel');
      },
      extend: async (job) => await (await panels.open()).extend(job),
    });
  };
  const frames = lazy(async () => {
    const { createFrameGrabber } = await import('./editor/frameGrabber.ts');
    return createFrameGrabber(context.extensionUri);
  });
  const clipsChanged = new vscode.EventEmitter<void>();
  const clips = lazy(async () => {
    const { createClipIndex } = await import('./editor/promptFiles/clipIndex.ts');
    const created = createClipIndex();
    context.subscriptions.push(
      created,
      created.onDidChange(() => clipsChanged.fire()),
    );
    return created;
  });
  const takes = lazy(async () => {
    const { createTakesHost } = await import('./editor/promptFiles/showTakes.ts');
    const { extensionUri } = context;
    const stateOf = async (take: RecordedClip) => await promptFiles.takeState(take);
    const created = createTakesHost({ extensionUri, clips: await clips(), stateOf, report });
    context.subscriptions.push(created);
    return created;
  });
  const panels = registerPanelHost({ context, session, keys, jobs, submit, report });
  const shots = async () => {
    const { shotsOf } = await import('./shots/recordedClip.ts');
    return shotsOf(await (await clips()).all());
  };
  const spend = registerSpendHost({
    context,
    session,
    keys,
    jobs,
    shots,
    onDidChangeShots: clipsChanged.event,
    report,
  });
  const { api, disposable } = createPublicApi({ session, submit, report });
  const moves = registerFollowMoves({ session, clips, report });
  const promptFiles = registerPromptFiles({
    context,
    session,
    submitAll,
    frames,
    clips,
    settledMoves: () => moves.settled(),
    report,
  });
  context.subscriptions.push(
    log,
    clipsChanged,
    panels,
    spend,
    disposable,
    registerStatusBar(session),
    registerJobsView(session),
    registerPauseState(session),
    moves,
    promptFiles,
    registerPromptLanguage({ session, keys, states: promptFiles.states, openInPanel, report }),
    registerCommands({ context, session, keys, panels, spend, submit, jobs, frames, takes, log, report }),
    registerResume({ session, keys, report, isPanelVisible: () => panels.isVisible, jobs }),
  );
  return api;
}

/** A create request under way is let finish, so that a reload does not leave it in doubt. */
export async function deactivate(): Promise<void> {
  await closing?.close();
}

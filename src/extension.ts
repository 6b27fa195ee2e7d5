import * as vscode from 'vscode';
import type { VideoPromptApi } from './api.ts';
import { createApiKeys } from './runtime/apiKeys.ts';
import type { JobCommands } from './editor/jobs/jobCommands.ts';
import { registerJobsView } from './editor/jobs/jobsView.ts';
import { lazy } from './editor/base/lazy.ts';
import { lazySession, type LazySession } from './editor/session/lazySession.ts';
import { type OpenInPanel, registerPanelHost } from './editor/panel/panelHost.ts';
import { registerPauseState } from './editor/submitting/pauseState.ts';
import { registerFollowMoves } from './editor/session/registerFollowMoves.ts';
import { registerAgentTools } from './editor/agents/registerAgentTools.ts';
import { registerPromptLanguage } from './editor/language/registerPromptLanguage.ts';
import { registerPromptFiles } from './editor/promptFiles/registerPromptFiles.ts';
import { registerPublicApi } from './editor/submitting/registerPublicApi.ts';
import { registerCommands } from './editor/commands/registerCommands.ts';
import { registerResume } from './editor/jobs/resume.ts';
import { createLog } from './editor/base/show/log.ts';
import { registerSpendHost } from './editor/spend/spendHost.ts';
import { registerTakesHost } from './editor/takes/takesHost.ts';
import { registerStatusBar } from './editor/jobs/statusBar.ts';
import type { Submit, SubmitAll } from './editor/submitting/submit.ts';
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
    await (await import('./editor/submitting/showError.ts')).showError(error, { log, openInPanel });
  const submit: Submit = async (request, options) =>
    await (
      await import('./editor/submitting/submitRequest.ts')
    ).submitRequest({ session, keys }, request, options);
  const submitAll: SubmitAll = async (items, options) =>
    await (
      await import('./editor/submitting/submitRequest.ts')
    ).submitItems({ session, keys }, items, options);
  const jobs = async (): Promise<JobCommands> => {
    const { createJobCommands } = await import('./editor/jobs/jobCommands.ts');
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
    const { createFrameGrabber } = await import('./editor/workspace/frameGrabber.ts');
    return createFrameGrabber(context.extensionUri);
  });
  const clipsChanged = new vscode.EventEmitter<void>();
  const clips = lazy(async () => {
    const { createClipIndex } = await import('./editor/workspace/clipIndex.ts');
    const created = createClipIndex(context.extensionUri);
    context.subscriptions.push(
      created,
      created.onDidChange(() => clipsChanged.fire()),
    );
    return created;
  });
  const takes = registerTakesHost({
    extensionUri: context.extensionUri,
    clips,
    stateOf: async (take) => await promptFiles.takeState(take),
    report,
  });
  const panels = registerPanelHost({
    context,
    session,
    keys,
    jobs,
    submit,
    openAsPromptFile: async (request) => {
      const { newPromptFileFromRequest } = await import('./editor/promptFiles/newPromptFile.ts');
      await newPromptFileFromRequest(request);
    },
    report,
  });
  const spend = registerSpendHost({
    context,
    session,
    keys,
    jobs,
    clips,
    onDidChangeClips: clipsChanged.event,
    report,
  });
  const moves = registerFollowMoves({ session, clips, report });
  const promptFiles = registerPromptFiles({
    context,
    session,
    keys,
    submitAll,
    frames,
    clips,
    settledMoves: () => moves.settled(),
    report,
  });
  const { api, disposable } = registerPublicApi({
    session,
    submit,
    promptFiles: async () => {
      const { createPromptFileCalls } = await import('./editor/promptFiles/promptFileCalls.ts');
      return createPromptFileCalls({ session, promptFiles, submitAll, settledMoves: () => moves.settled() });
    },
    report,
  });
  context.subscriptions.push(
    log,
    clipsChanged,
    panels,
    spend,
    takes,
    disposable,
    registerStatusBar(session),
    registerJobsView(session),
    registerPauseState(session),
    moves,
    promptFiles,
    registerAgentTools({ session, keys, promptFiles, submitAll, settledMoves: () => moves.settled() }),
    registerPromptLanguage({ states: promptFiles.states, openInPanel, report }),
    registerCommands({ context, session, keys, panels, spend, submit, jobs, frames, takes, log, report }),
    registerResume({ session, keys, report, isPanelVisible: () => panels.isVisible, jobs }),
  );
  return api;
}

/** A create request under way is let finish, so that a reload does not leave it in doubt. */
export async function deactivate(): Promise<void> {
  await closing?.close();
}

import * as vscode from 'vscode';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { commandIds } from '../base/commandIds.ts';
import type { FrameGrabber } from '../workspace/frameGrabber.ts';
import type { JobCommands } from '../jobs/jobCommands.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { PanelHost } from '../panel/panelHost.ts';
import type { TakesHost } from '../takes/takesHost.ts';
import type { CommandId } from '../base/commandRules.ts';
import { registerJobCommands } from '../jobs/registerJobCommands.ts';
import { apiOrigin } from '../base/settings.ts';
import { type Log } from '../base/show/log.ts';
import { registerCommand } from '../base/show/commands.ts';
import { notify } from '../base/show/messages.ts';
import type { SpendHost } from '../spend/spendHost.ts';
import type { Submit } from '../submitting/submit.ts';
import { isImagePath } from '../../core/imageExtensions.ts';

export interface CommandParts {
  readonly context: vscode.ExtensionContext;
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly panels: PanelHost;
  readonly spend: SpendHost;
  readonly submit: Submit;
  readonly jobs: () => Promise<JobCommands>;
  readonly frames: () => Promise<FrameGrabber>;
  readonly takes: TakesHost;
  readonly log: Log;
  readonly report: (error: unknown) => Promise<void>;
}

/** Every command but those of prompt files. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { session, keys, panels, spend, submit, frames, log, report } = parts;
  const register = (id: CommandId, run: (...args: unknown[]) => Promise<unknown>) =>
    registerCommand(id, run, report);
  return vscode.Disposable.from(
    register(commandIds.generate, async (argument) => {
      const { quickGenerate } = await import('../models/quickGenerate.ts');
      const { keyMarket } = await import('../session/market.ts');
      const market = await keyMarket(await session.open(), keys);
      const jobs = await quickGenerate(submit, market, argument);
      return jobs?.map(({ id }) => id);
    }),
    register(commandIds.generateFromImages, async (clicked, selected) => {
      const images = imagesOf(clicked, selected);
      const panel = await panels.open();
      if (images.length > 0) await panel.composeFrom(images);
    }),
    register(commandIds.openPanel, async () => {
      await panels.open();
    }),
    register(commandIds.chooseModel, async () => {
      await (await panels.open({ focusPrompt: false })).choose('chooseModel');
    }),
    register(commandIds.choosePreset, async () => {
      await (await panels.open({ focusPrompt: false })).choose('choosePreset');
    }),
    register(commandIds.savePreset, async () => {
      await (await panels.open({ focusPrompt: false })).choose('savePreset');
    }),
    register(commandIds.setApiKey, async () => {
      const { askForApiKey } = await import('../submitting/setApiKey.ts');
      const { origin } = apiOrigin();
      if (await askForApiKey(keys, origin)) {
        void notify.information(vscode.l10n.t('The key for {0} is stored.', origin));
      }
    }),
    register(commandIds.removeApiKey, async () => {
      const { removeApiKey } = await import('../submitting/setApiKey.ts');
      await removeApiKey(keys, apiOrigin().origin);
    }),
    register(commandIds.showSpend, () => spend.open()),
    register(commandIds.exportSpend, async () => {
      const { exportSpend } = await import('../spend/exportSpend.ts');
      await exportSpend(await session.open());
    }),
    register(commandIds.setBalanceKey, () => spend.setBalanceKey()),
    register(commandIds.removeBalanceKey, () => spend.removeBalanceKey()),
    register(commandIds.showJobs, async () => {
      await session.open();
      await vscode.commands.executeCommand('videoPrompt.jobs.focus');
    }),
    register(commandIds.pauseAll, async () => {
      const { pauseAll } = await import('../submitting/pausing.ts');
      await pauseAll(await session.open());
    }),
    register(commandIds.resumeAll, async () => {
      const { resumeAll } = await import('../submitting/pausing.ts');
      await resumeAll(await session.open());
    }),
    register(commandIds.trySample, async () => {
      const panel = await panels.open();
      await panel.trySample();
    }),
    register(commandIds.recoverTask, async () => {
      const { recoverTask } = await import('../jobs/recoverTask.ts');
      await recoverTask({ session, keys });
    }),
    register(commandIds.newPromptFile, async () => {
      const { newPromptFile } = await import('../promptFiles/newPromptFile.ts');
      await newPromptFile();
    }),
    register(commandIds.newPromptFileFromImages, async (clicked, selected) => {
      const { newPromptFileFromImages } = await import('../promptFiles/newPromptFile.ts');
      await newPromptFileFromImages(imagesOf(clicked, selected));
    }),
    register(commandIds.newPromptFileFromClip, async (clicked) => {
      const { newPromptFileFromClip } = await import('../promptFiles/newPromptFile.ts');
      if (clicked instanceof vscode.Uri) await newPromptFileFromClip(clicked);
    }),
    register(commandIds.openInPanel, async (clicked) => {
      const { requestAtCursor } = await import('../promptFiles/composeFromFile.ts');
      const uri = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
      const request = uri === undefined ? undefined : await requestAtCursor(uri);
      if (request !== undefined) await (await panels.open()).compose(request);
    }),
    register(commandIds.showTakes, async (uri, shot) => {
      await parts.takes.show(
        uri instanceof vscode.Uri ? uri : undefined,
        typeof shot === 'string' ? shot : undefined,
      );
    }),
    register(commandIds.insertIntoMarkdown, async (clicked) => {
      const { insertIntoMarkdown } = await import('../promptFiles/insertIntoMarkdown.ts');
      await insertIntoMarkdown(await frames(), clicked instanceof vscode.Uri ? clicked : undefined);
    }),
    register(commandIds.showLog, () => {
      log.show();
      return Promise.resolve();
    }),
    register(commandIds.copyDiagnostics, async () => {
      const { copyDiagnostics } = await import('./copyDiagnostics.ts');
      await copyDiagnostics(parts);
    }),
    registerJobCommands(register, parts.jobs),
  );
}

/** The explorer gives the clicked image and all selected ones; only images are taken. */
function imagesOf(clicked: unknown, selected: unknown): readonly vscode.Uri[] {
  const all = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [clicked];
  const uris = all.filter((one) => one instanceof vscode.Uri);
  const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (uris.length === 0 && active instanceof vscode.TabInputCustom) uris.push(active.uri);
  return uris.filter(({ path }) => isImagePath(path));
}

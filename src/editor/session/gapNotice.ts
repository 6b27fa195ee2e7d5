import * as vscode from 'vscode';
import type { GapStore } from '../../runtime/openRuntime.ts';
import { commandIds } from '../base/commandIds.ts';
import { modal, notify } from '../base/show/messages.ts';
import { gapWords } from '../../words/gapWords.ts';

/**
 * Says that the job database went back (another program put an older copy in its place, or moved its folder away), at
 * every start until a person has said whether the missing money goes on being counted. Until then it does.
 */
export async function tellGap(store: GapStore, directory: string): Promise<void> {
  const gap = await store.gap();
  if (gap === undefined) return;
  const next = vscode.l10n.t(
    'If you still have the newer file, close all VS Code windows and put it back into {0}. The clip of a missing job can be recovered with Recover Clip by Task ID.',
    directory,
  );
  const keep = vscode.l10n.t('Keep Counting');
  const drop = vscode.l10n.t('Count Only Existing Jobs…');
  const show = vscode.l10n.t('Show Spend');
  const buttons = gap.microUsd > 0 ? [keep, drop, show] : [vscode.l10n.t('OK'), show];
  const chosen = await notify.warning(`${gapWords(gap)} ${next}`, ...buttons);
  if (chosen === undefined) return;
  if (chosen === show) await vscode.commands.executeCommand(commandIds.showSpend);
  else if (chosen !== drop) await store.closeGap({ keepCounting: true });
  else if (await mayDrop()) await store.closeGap({ keepCounting: false });
}

async function mayDrop(): Promise<boolean> {
  const drop = vscode.l10n.t('Count Only Existing Jobs');
  const detail = vscode.l10n.t(
    'The caps and the spend that is shown then no longer count what was spent on the missing jobs.',
  );
  const title = vscode.l10n.t('Stop counting the money of the missing jobs?');
  return (await modal.warning(title, [detail], drop)) === drop;
}

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
    'If you still have the newer file, close every window of VS Code and put it back into {0}. A clip of a missing job can be had with Recover Clip by Task ID.',
    directory,
  );
  const keep = vscode.l10n.t('Keep Counting');
  const drop = vscode.l10n.t('Count Only What Is There…');
  const show = vscode.l10n.t('Show Spend');
  const buttons = gap.microUsd > 0 ? [keep, drop, show] : [vscode.l10n.t('OK'), show];
  const chosen = await notify.warning(`${gapWords(gap)} ${next}`, ...buttons);
  if (chosen === undefined) return;
  if (chosen === show) await vscode.commands.executeCommand(commandIds.showSpend);
  else if (chosen !== drop) await store.closeGap({ keepCounting: true });
  else if (await mayDrop()) await store.closeGap({ keepCounting: false });
}

async function mayDrop(): Promise<boolean> {
  const drop = vscode.l10n.t('Count Only What Is There');
  const detail = vscode.l10n.t(
    'The caps then allow again what was spent on the missing jobs, and the spend that is shown no longer contains it.',
  );
  const title = vscode.l10n.t('Stop counting the money of the missing jobs?');
  return (await modal.warning(title, [detail], drop)) === drop;
}

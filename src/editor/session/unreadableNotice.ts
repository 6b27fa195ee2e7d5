import * as vscode from 'vscode';
import { commandIds } from '../base/commandIds.ts';
import { type Log } from '../base/show/log.ts';
import { notify } from '../base/show/messages.ts';

export interface UnreadableNotice {
  /** Ids of the jobs in the database that cannot be read. */
  readonly jobs: ReadonlySet<string>;
  add(jobId: string): void;
}

/** Says once per window that jobs in the database cannot be read; each of them goes into the log. */
export function unreadableNotice(log: Log): UnreadableNotice {
  const jobs = new Set<string>();
  return {
    jobs,
    add(jobId) {
      log.warn(`Job ${jobId} in the job database cannot be read. Its row was left as it is.`);
      jobs.add(jobId);
      if (jobs.size === 1) void tell();
    },
  };
}

async function tell(): Promise<void> {
  const copy = vscode.l10n.t('Copy Diagnostics');
  const chosen = await notify.warning(
    vscode.l10n.t(
      'A job in the job database cannot be read, so it is neither shown nor watched. It was left unchanged, its money still counts, and all other jobs continue. See the log for its ID.',
    ),
    copy,
    vscode.l10n.t('Show Log'),
  );
  if (chosen === undefined) return;
  await vscode.commands.executeCommand(chosen === copy ? commandIds.copyDiagnostics : commandIds.showLog);
}

import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { jobRow } from '../../views/jobRow.ts';
import { treeItem } from '../base/show/tree.ts';

/** A job as a row of the jobs view. */
export function jobTreeItem(job: Job): vscode.TreeItem {
  const { icon, open, markedUri, ...row } = jobRow(job);
  const color = icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color);
  return treeItem({
    ...row,
    icon: new vscode.ThemeIcon(icon.id, color),
    ...(markedUri === undefined ? {} : { resourceUri: vscode.Uri.parse(markedUri) }),
    ...(open === undefined
      ? {}
      : { command: { command: 'videoPrompt.job.open', title: open, arguments: [job] } }),
  });
}

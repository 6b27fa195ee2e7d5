import * as vscode from 'vscode';
import type { CapTotals } from '../../core/budget.ts';
import { countedMicroUsd } from '../../core/ledger.ts';
import type { VideoRequest } from '../../core/request.ts';
import { systemClock } from '../../node/clock.ts';
import { likelyFolder } from '../workspace/requestFolder.ts';
import type { Session } from './session.ts';

type FolderSession = Pick<Session, 'store' | 'folders'>;

export interface FolderTotals {
  readonly totals: CapTotals;
  /** Absent: no folder is open. */
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** Today's sums, and the month's in the folder in which a request's clips would lie. */
export async function requestTotals(session: FolderSession, request: VideoRequest): Promise<FolderTotals> {
  return await totalsOf(session, likelyFolder(request));
}

/** The same for the folder of this window that has spent most this month: its cap is reached first. */
export async function fullestTotals(session: FolderSession): Promise<FolderTotals> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  let fullest: FolderTotals | undefined;
  for (const folder of folders.length === 0 ? [undefined] : folders) {
    const found = await totalsOf(session, folder);
    if (fullest === undefined || monthOf(found) > monthOf(fullest)) fullest = found;
  }
  return fullest ?? (await totalsOf(session, undefined));
}

const monthOf = ({ totals }: FolderTotals) => countedMicroUsd(totals.workspaceMonth);

async function totalsOf(
  { store, folders }: FolderSession,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<FolderTotals> {
  const key = await folders.keyOf(folder?.uri.toString());
  return { totals: await store.totals(systemClock.localDay(systemClock.now()), key), folder };
}

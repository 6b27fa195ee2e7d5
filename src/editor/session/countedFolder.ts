import * as vscode from 'vscode';
import type { CapTotals } from '../../core/budget.ts';
import type { VideoRequest } from '../../core/request.ts';
import { systemClock } from '../../node/clock.ts';
import { folderTotals, fullestFolder } from '../../runtime/folderTotals.ts';
import { likelyFolder } from '../workspace/requestFolder.ts';
import type { Session } from './session.ts';

type FolderSession = Pick<Session, 'store' | 'folders'>;

export interface FolderTotals {
  readonly totals: CapTotals;
  /** Absent: no folder is open. */
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** Today's sums, and the month's in the folder in which a request's clips would lie. */
export async function requestTotals(session: FolderSession, request: VideoRequest): Promise<CapTotals> {
  return await folderTotals({ ...session, clock: systemClock }, likelyFolder(request)?.uri.toString());
}

/** The same for the folder of this window that has spent most this month: its cap is reached first. */
export async function fullestTotals(session: FolderSession): Promise<FolderTotals> {
  const open = vscode.workspace.workspaceFolders ?? [];
  const uris = open.map(({ uri }) => uri.toString());
  const { totals, folderUri } = await fullestFolder({ ...session, clock: systemClock }, uris);
  return { totals, folder: open.find(({ uri }) => uri.toString() === folderUri) };
}

import type { CapTotals } from '../core/budget.ts';
import { countedMicroUsd } from '../core/ledger.ts';
import type { Clock, Store } from '../engine/ports.ts';
import type { FolderKeys } from './folderKeys.ts';

interface Books {
  readonly store: Pick<Store, 'totals'>;
  readonly folders: FolderKeys;
  readonly clock: Clock;
}

/** Today's sums, and the month's of what lies in a folder; undefined: in none. */
export async function folderTotals(
  { store, folders, clock }: Books,
  folderUri: string | undefined,
): Promise<CapTotals> {
  const key = await folders.keyOf(folderUri);
  return await store.totals(clock.localDay(clock.now()), key);
}

/** The same for the folder that has spent most this month, whose cap is reached first. */
export async function fullestFolder(
  books: Books,
  folderUris: readonly string[],
): Promise<{ readonly totals: CapTotals; readonly folderUri: string | undefined }> {
  const [first, ...others] = folderUris;
  let fullest = { totals: await folderTotals(books, first), folderUri: first };
  for (const folderUri of others) {
    const totals = await folderTotals(books, folderUri);
    if (countedMicroUsd(totals.workspaceMonth) > countedMicroUsd(fullest.totals.workspaceMonth))
      fullest = { totals, folderUri };
  }
  return fullest;
}

import { defined } from '../core/defined.ts';
import type { Repository } from '../runtime/repository.ts';
import { isOnlyBase } from '../shots/onlyBase.ts';
import { planFiles, type Planning, type PlanOnly } from '../shots/planFiles.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { AskedPrices } from './askedPrices.ts';
import { planReport, type PlanReport } from './planReport.ts';

export interface PlannedFolder {
  /** Those that ask for clips. */
  readonly files: readonly PromptFileState[];
  readonly planning: Planning;
  readonly report: PlanReport;
}

export interface PlanFolderOptions {
  readonly only: PlanOnly;
  readonly shownPath: (uri: string) => string;
  readonly prices?: AskedPrices | undefined;
}

/** What would be rendered of these files of a folder, and what stands in its way. `states`: as they stand now. */
export async function planFolder(
  { folderUri, digests, extended }: Pick<Repository, 'folderUri' | 'digests' | 'extended'>,
  states: readonly PromptFileState[],
  { only, shownPath, prices }: PlanFolderOptions,
): Promise<PlannedFolder> {
  const bases = await extended();
  const files = states.filter((state) => !isOnlyBase(state, bases));
  const places = { rootUri: folderUri, folderOf: () => folderUri, digests };
  const planning = await planFiles(files, only, places);
  const report = await planReport({
    planning,
    files,
    only,
    rootUri: folderUri,
    shownPath,
    ...defined({ prices }),
  });
  return { files, planning, report };
}

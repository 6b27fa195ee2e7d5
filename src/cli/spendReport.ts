import type { CountedClips, RepositoryLine, RepositorySum } from '../shots/repositorySpend.ts';
import type { SpendBy } from '../shots/spendKeys.ts';

/** What the command found out, before it is written down. */
export interface SpendReport {
  readonly by: SpendBy;
  readonly counted: CountedClips;
  readonly total: RepositorySum;
  /** In the order in which they are shown. */
  readonly lines: readonly RepositoryLine[];
  /** Sidecars that cannot be read, as they are shown. */
  readonly unreadable: readonly string[];
  /** A place as it is named from the working directory. */
  readonly shown: (uri: string) => string;
}

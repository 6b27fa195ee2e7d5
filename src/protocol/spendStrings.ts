/** All fixed words of the spend screen. The host translates them; `{0}` is filled in by the webview. */
export interface SpendStrings {
  readonly heading: string;
  readonly view: string;
  readonly computer: string;
  readonly repository: string;
  readonly estimated: string;
  readonly exportCsv: string;
  readonly caps: string;
  readonly changeCap: string;
  /** `{0}` is the cap's name. */
  readonly changeCapOf: string;
  readonly capReached: string;
  readonly month: string;
  /** `{0}` is a month, here and below. */
  readonly byDay: string;
  readonly byModel: string;
  readonly byWorkspace: string;
  readonly jobs: string;
  readonly day: string;
  readonly model: string;
  readonly workspace: string;
  readonly prompt: string;
  readonly length: string;
  readonly state: string;
  readonly quoted: string;
  readonly reserved: string;
  readonly charged: string;
  readonly basis: string;
  readonly by: string;
  readonly unknown: string;
  readonly kept: string;
  readonly failed: string;
  readonly unclear: string;
  readonly perClip: string;
  readonly sample: string;
  readonly openJob: string;
  readonly showMore: string;
  /** `{0}` is a number of jobs. */
  readonly jobsShown: string;
  readonly nothingThisMonth: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly openPanel: string;
  readonly balance: string;
  readonly balanceOff: string;
  readonly setBalanceKey: string;
  readonly removeBalanceKey: string;
  readonly refresh: string;
  readonly reading: string;
  readonly drift: string;
  readonly ours: string;
  readonly theirs: string;
  readonly difference: string;
  readonly fromSidecars: string;
  readonly byMonth: string;
  readonly byFile: string;
  readonly byShot: string;
  readonly file: string;
  readonly shot: string;
  readonly reported: string;
  readonly estimate: string;
  readonly clips: string;
  readonly keptTakes: string;
  readonly perKeptTake: string;
  readonly linesShown: string;
  readonly noFolderTitle: string;
  readonly noFolderText: string;
  readonly noSidecarsTitle: string;
  readonly noSidecarsText: string;
}

/** What the figures of a line of the repository are called, in their order. */
export function sumColumns(words: SpendStrings): readonly string[] {
  return [
    words.charged,
    words.reported,
    words.estimate,
    words.unknown,
    words.clips,
    words.keptTakes,
    words.perKeptTake,
  ];
}

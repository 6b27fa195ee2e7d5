/** All fixed words of the spend screen. The host translates them; `{0}` is filled in by the webview. */
export interface SpendStrings {
  readonly heading: string;
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
}

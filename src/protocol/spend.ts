import * as z from 'zod/mini';

/**
 * What the spend screen's webview and the host say to each other. The host owns everything: the webview shows a
 * {@link SpendState} and reports what the person does as a {@link SpendMessage}, which is parsed at the host's door.
 */

const month = z.string().check(z.regex(/^\d{4}-\d{2}$/));
const view = z.enum(['computer', 'repository']);

export const spendMessage = z.discriminatedUnion('kind', [
  /** The webview has loaded; what it remembers of before it was hidden. */
  z.strictObject({
    kind: z.literal('ready'),
    view: z.optional(view),
    month: z.optional(month),
    shown: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
  }),
  z.strictObject({ kind: z.literal('chooseView'), view }),
  z.strictObject({ kind: z.literal('chooseMonth'), month }),
  z.strictObject({ kind: z.literal('showMore') }),
  z.strictObject({ kind: z.literal('openJob'), job: z.string().check(z.maxLength(200)) }),
  z.strictObject({ kind: z.literal('changeCap'), cap: z.enum(['day', 'month', 'workspace']) }),
  z.strictObject({
    kind: z.literal('command'),
    command: z.enum(['openPanel', 'exportCsv', 'setBalanceKey', 'removeBalanceKey', 'refreshBalance']),
  }),
]);

export type SpendMessage = z.infer<typeof spendMessage>;
/** What was spent from this computer, by the ledger; or by everybody, by the sidecars in the workspace. */
export type SpendViewId = z.infer<typeof view>;
export type SpendCommand = Extract<SpendMessage, { kind: 'command' }>['command'];

/** Figures come as words: the host writes amounts the same way everywhere. */
export interface CapView {
  readonly id: Extract<SpendMessage, { kind: 'changeCap' }>['cap'];
  readonly label: string;
  readonly spent: string;
  /** `of $20.00`, or that there is no cap. */
  readonly of: string;
  /** What is reserved, unknown and left. */
  readonly detail: string;
  readonly isReached: boolean;
  /** Shares of the cap, 0 to 100, together at most 100; absent without a cap. */
  readonly meter?: { readonly spent: number; readonly reserved: number; readonly unknown: number };
}

export interface FactView {
  readonly label: string;
  readonly value: string;
  readonly detail?: string;
}

/** A line of a table of sums. */
export interface SpendRowView {
  readonly key: string;
  readonly label: string;
  readonly tooltip?: string;
  /** Share of the largest line, 0 to 100. */
  readonly share: number;
  /** As many as the table has columns of figures. */
  readonly figures: readonly string[];
}

export interface SpendJobView {
  readonly id: string;
  readonly day: string;
  readonly title: string;
  readonly tooltip: string;
  readonly model: string;
  readonly length: string;
  readonly state: string;
  readonly isSample: boolean;
  readonly quoted: string;
  readonly reserved: string;
  readonly charged: string;
  readonly basis: string;
  /** Who asked for it; empty: nobody but a person, a task or another extension. */
  readonly by: string;
}

export interface DriftRowView {
  readonly day: string;
  readonly ours: string;
  readonly theirs: string;
  readonly difference: string;
}

/** What CometAPI itself says, once the user has turned that on. */
export interface BalanceView {
  /** Whether a balance key is stored. */
  readonly isOn: boolean;
  readonly isReading: boolean;
  /** Why there is nothing newer. */
  readonly trouble?: string;
  readonly readAt?: string;
  readonly facts: readonly FactView[];
  readonly drift: readonly DriftRowView[];
  readonly note: string;
}

export interface LedgerState {
  readonly view: 'computer';
  /** Nothing was ever submitted. */
  readonly isEmpty: boolean;
  /** What went wrong instead of a state. */
  readonly trouble?: string;
  readonly caps: readonly CapView[];
  /** Says how much the caps go on counting for jobs whose charge nobody knows; empty where there are none. */
  readonly unknown: string;
  readonly months: readonly { readonly value: string; readonly label: string }[];
  readonly month: string;
  readonly facts: readonly FactView[];
  readonly days: readonly SpendRowView[];
  readonly models: readonly SpendRowView[];
  readonly workspaces: readonly SpendRowView[];
  readonly jobs: readonly SpendJobView[];
  readonly hasMoreJobs: boolean;
  readonly balance: BalanceView;
}

export interface RepositoryTable {
  readonly by: 'month' | 'model' | 'file' | 'shot';
  readonly rows: readonly SpendRowView[];
}

export interface RepositoryState {
  readonly view: 'repository';
  readonly hasFolder: boolean;
  /** No sidecar lies in the workspace. */
  readonly isEmpty: boolean;
  /** Which sidecars cannot be read; empty where all can. */
  readonly unreadable: string;
  /** What the sums leave out. */
  readonly notes: readonly string[];
  readonly facts: readonly FactView[];
  readonly tables: readonly RepositoryTable[];
  /** How many lines a table shows. */
  readonly shown: number;
  readonly hasMore: boolean;
}

export type SpendState = LedgerState | RepositoryState;

export interface SpendHostMessage {
  readonly kind: 'spend';
  readonly state: SpendState;
}

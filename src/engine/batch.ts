import type { BatchItem } from '../core/batch.ts';
import type { MicroUsd } from '../core/money.ts';
import type { TotalPrice } from '../core/quote.ts';
import type { RunBudget } from '../core/runBudget.ts';

/** Who asks for a render (P7). */
export type Caller =
  /** Pressed what no program can press, and saw this total on it; absent where it was not known. */
  | {
      readonly kind: 'person';
      readonly shownMicroUsd?: MicroUsd;
      /** Absent: it was not told apart. */
      readonly shownKind?: TotalPrice['kind'];
    }
  /** A command was run, by a person's hand or by a program: nothing tells which. */
  | { readonly kind: 'someone' }
  /** `isCommand`: a command with arguments, which a key of a person may have run. */
  | { readonly kind: 'program'; readonly isCommand?: boolean }
  /** The command line, with what whoever ran it lets it spend; nobody is asked, and what passes that is refused. */
  | { readonly kind: 'command'; readonly budget: RunBudget }
  /** A coding agent: within what agents may spend a day nobody is asked, else a person is, who has to answer in time. */
  | { readonly kind: 'agent' };

/** Whether what a submission lacks (a key, a folder) may be asked for; else it is refused. */
export function mayAsk(caller: Caller): boolean {
  switch (caller.kind) {
    case 'person':
    case 'someone':
      return true;
    case 'program':
      return caller.isCommand === true;
    case 'command':
    case 'agent':
      return false;
  }
}

/** Whether nobody is there to be asked: what would need a question is refused. */
export function isUnattended(
  caller: Caller,
  { allowUnattended }: { readonly allowUnattended: boolean },
): boolean {
  return caller.kind === 'program' && allowUnattended;
}

/** Requests that are rendered together or not at all: one total, one question, one reservation. */
export interface Batch {
  readonly items: readonly BatchItem[];
  readonly caller: Caller;
  readonly origin: string;
  readonly workspaceKey: string;
}

/** A batch of one request. */
export interface Submission extends BatchItem, Omit<Batch, 'items'> {}

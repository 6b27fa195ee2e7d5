import { capBreach, type CapTotals } from '../core/budget.ts';
import { defined } from '../core/defined.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { MicroUsd } from '../core/money.ts';
import { isDearer, knownTotal, type TotalPrice, totalPrice } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';
import { isCovered, runBreach, type RunBudget } from '../core/runBudget.ts';
import { type Caller, isUnattended } from './batch.ts';
import type { EngineContext } from './context.ts';
import type { Gate, SpendItem, SpendQuestion } from './ports.ts';
import { CappedRequest, OverBudget } from './refusals.ts';

/** How often prices that rose meanwhile are asked about before nothing is submitted. */
const maxRounds = 3;

/** A request with the folder whose cap it counts against; absent: that of the batch. */
type CountedItem = SpendItem & { readonly countedIn?: string };

/** A request with its price as it stood when somebody was asked about it. */
export interface PricedItem extends CountedItem {
  /** What the price goes by: the request as it will be sent. */
  readonly priced: VideoRequest;
}

/** What came of looking for somebody's agreement to a price. */
export interface SpendConsent {
  /** What each clip of unknown price may cost at most, where somebody said. */
  readonly ceilingMicroUsd?: MicroUsd;
  /** Nobody was asked: it has to be within what agents may spend a day. */
  readonly isAllowance?: true;
}

/** What somebody has agreed to. */
interface Agreed<Item extends PricedItem> {
  readonly items: readonly Item[];
  readonly consent: SpendConsent;
}

interface Asker {
  readonly caller: Caller;
  readonly workspaceKey: string;
}

interface AskOptions {
  /** A clip has become dearer than what was agreed to. */
  readonly hasRisen?: boolean;
  /** What agents may spend a day is used up. */
  readonly isOverAllowance?: boolean;
}

/**
 * Asks about the money of a whole batch, once, where asking is due. Throws VideoPromptError, also where a person was asked for
 * an agent and did not answer in time.
 */
export async function agreeToSpend(
  context: EngineContext,
  gate: Gate,
  items: readonly CountedItem[],
  { caller, workspaceKey }: Asker,
  { hasRisen = false, isOverAllowance = false }: AskOptions = {},
): Promise<SpendConsent> {
  const settings = context.settings();
  const { caps } = settings;
  const total = totalPrice(items);
  // A cap that is certain to stop it is told before the user is asked for a word that would change nothing.
  const totals = await checkCaps(context, items, workspaceKey);

  if (caller.kind === 'command') {
    checkBudget(gate, items, caller.budget);
    return defined({ ceilingMicroUsd: caller.budget.inexactMicroUsd });
  }
  if (isUnattended(caller, settings)) {
    checkUnattended(gate, items, Object.keys(caps).length > 0);
    return {};
  }
  if (caller.kind === 'agent' && !isOverAllowance && (await isWithinAllowance(context, gate, items)))
    return { isAllowance: true };
  const reason = reasonToAsk(context, gate, items, caller, hasRisen);
  if (reason === undefined) return {};
  const clips = items.reduce((sum, item) => sum + item.clips, 0);
  const question = { items, clips, total, reason, caps, totals };
  const answer =
    caller.kind === 'agent'
      ? await context.patience((signal) => gate.ask({ ...question, by: 'agent' }, signal))
      : await gate.ask(question);
  if (answer === undefined)
    throw new VideoPromptError('confirmation.unavailable', say('confirmation.unanswered'));
  if (answer.kind === 'declined')
    throw new VideoPromptError('confirmation.declined', say('confirmation.declined'));
  const { ceilingMicroUsd } = answer;
  return ceilingMicroUsd === undefined ? {} : { ceilingMicroUsd };
}

/**
 * Whether agents may spend this today without a question, as it looks now; the transaction that reserves it looks again. Only
 * exact prices count: what may turn out dearer could pass the allowance.
 */
export async function isWithinAllowance(
  { settings, store, clock }: Pick<EngineContext, 'settings' | 'store' | 'clock'>,
  gate: Gate,
  items: readonly SpendItem[],
): Promise<boolean> {
  const { agentDayMicroUsd = 0 } = settings();
  const isExact = items.every((item) => item.quote.kind === 'listed' && !isNewFragile(gate, item));
  if (agentDayMicroUsd <= 0 || !isExact) return false;
  const spent = await store.spentByAgents(clock.localDay(clock.now()));
  return spent + totalPrice(items).microUsd <= agentDayMicroUsd;
}

/** The sums in the folder of the first item. Throws CappedRequest where the batch as a whole, or a folder's part of it, is too dear. */
async function checkCaps(
  context: EngineContext,
  items: readonly CountedItem[],
  batchKey: string,
): Promise<CapTotals> {
  const { caps } = context.settings();
  const { workspaceMonthMicroUsd, ...shared } = caps;
  const day = context.clock.localDay(context.clock.now());
  const folders = Map.groupBy(items, (item) => item.countedIn ?? batchKey);
  const totals = await context.store.totals(day, items[0]?.countedIn ?? batchKey);
  const breach = capBreach(shared, totals, totalPrice(items).microUsd);
  if (breach !== undefined) throw new CappedRequest(breach, caps, totals);
  if (workspaceMonthMicroUsd === undefined) return totals;
  for (const [key, own] of folders) {
    const inFolder = await context.store.totals(day, key);
    const passed = capBreach({ workspaceMonthMicroUsd }, inFolder, totalPrice(own).microUsd);
    if (passed !== undefined) throw new CappedRequest(passed, caps, inFolder);
  }
  return totals;
}

/**
 * Quotes everything anew, and asks again where a clip is dearer than what was agreed to: a question may stand open for
 * long, and what is paid is what was shown. A lower price is taken as it is. Throws VideoPromptError.
 */
export async function agreeToRisen<Item extends PricedItem>(
  context: EngineContext,
  gate: Gate,
  first: Agreed<Item>,
  asker: Asker,
): Promise<Agreed<Item>> {
  let agreed = first;
  for (let round = 0; round <= maxRounds; round++) {
    const { items, consent } = agreed;
    const now = items.map((item) => ({ ...item, quote: context.market.quote(item.priced, item.model) }));
    const isRisen = now.some(
      ({ quote }, index) =>
        items[index] === undefined || isDearer(quote, items[index].quote, consent.ceilingMicroUsd),
    );
    if (!isRisen) return { ...agreed, items: now };
    if (round === maxRounds) break;
    agreed = { items: now, consent: await agreeToSpend(context, gate, now, asker, { hasRisen: true }) };
  }
  throw new VideoPromptError('confirmation.unavailable', say('confirmation.risesOn'));
}

function isNewFragile(gate: Gate, { model }: SpendItem): boolean {
  return model.isFragile === true && !gate.knowsFragile(model.id);
}

/** What was said on the command line stands for an answer. Throws VideoPromptError. */
function checkBudget(gate: Gate, items: readonly SpendItem[], budget: RunBudget): void {
  requireNoNewFragile(gate, items);
  if (!items.every(({ quote }) => isCovered(budget, quote)))
    throw new VideoPromptError('confirmation.unavailable', say('confirmation.inexactBudget'), {
      field: 'model',
    });
  const quotes = items.flatMap(({ quote, clips }) => Array.from({ length: clips }, () => quote));
  const breach = runBreach(budget, quotes);
  if (breach !== undefined) throw new OverBudget(breach);
}

function requireNoNewFragile(gate: Gate, items: readonly SpendItem[]): void {
  if (!items.some((item) => isNewFragile(gate, item))) return;
  throw new VideoPromptError('confirmation.unavailable', say('confirmation.fragile'), { field: 'model' });
}

function checkUnattended(gate: Gate, items: readonly SpendItem[], hasCaps: boolean): void {
  requireNoNewFragile(gate, items);
  const isPriced = items.every(
    ({ quote }) => quote.microUsd !== undefined && (quote.kind === 'listed' || !hasCaps),
  );
  if (isPriced) return;
  throw new VideoPromptError('confirmation.unavailable', say('confirmation.inexact'), { field: 'model' });
}

/** Why the money is asked about, of whoever runs neither unattended nor within an allowance; undefined: nobody is asked. */
export function reasonToAsk(
  context: EngineContext,
  gate: Gate,
  items: readonly SpendItem[],
  caller: Caller,
  hasRisen = false,
): SpendQuestion['reason'] | undefined {
  // What was said on the command line is all that will be said.
  if (caller.kind === 'command') return undefined;
  if (items.some((item) => isNewFragile(gate, item))) return 'fragile';
  const { confirmAboveMicroUsd, allowUnattended } = context.settings();
  const price = totalPrice(items);
  const total = knownTotal(price);
  if (total === undefined) return 'unknown';
  if (hasRisen) return 'changed';
  if (caller.kind === 'program') return 'program';
  // It may be a program: only where those may spend by themselves it may too.
  if (caller.kind === 'someone' && !allowUnattended) return 'command';
  if (caller.kind === 'agent') return 'agent';
  if (confirmAboveMicroUsd !== undefined && total > confirmAboveMicroUsd) return 'above';
  if (caller.kind === 'someone') return undefined;
  return isAgreed(price, caller.shownMicroUsd, caller.shownKind) ? undefined : 'changed';
}

/** The amount is the same, and no lower bound where a price was agreed to. */
function isAgreed(
  price: TotalPrice,
  agreedMicroUsd: MicroUsd | undefined,
  agreedKind: TotalPrice['kind'] | undefined,
): boolean {
  const isWeaker = agreedKind === 'listed' && price.kind !== 'listed';
  return knownTotal(price) === agreedMicroUsd && !isWeaker;
}

import * as l10n from '@vscode/l10n';
import { shownText } from '../core/shownText.ts';
import type { Market } from '../core/market.ts';
import { systemClock } from '../node/clock.ts';
import { baseUrlOption, readBaseUrl } from './baseUrl.ts';
import type { CommandOptions } from './command.ts';
import type { CommandArguments } from './commandArguments.ts';
import type { ProcessContext } from './context.ts';

/** Of a command that shows prices without buying anything. */
export const priceOptions = {
  prices: {
    type: 'boolean',
    help: () => l10n.t('ask CometAPI’s public list for prices first, without a key'),
  },
  'base-url': baseUrlOption,
} as const satisfies CommandOptions;

/** A list of prices that was read. */
export interface AskedPrices {
  readonly market: Market;
  /** Whose list it is: `https://api.cometapi.com`. */
  readonly origin: string;
  /** The local date, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Undefined where nobody asked, and then nothing goes over the network. Throws where there is no list to be had. */
export async function askedPrices(
  args: CommandArguments,
  { now, environment }: Pick<ProcessContext, 'now' | 'environment'>,
): Promise<AskedPrices | undefined> {
  const origin = readBaseUrl(args);
  if (!args.flag('prices')) return undefined;
  const { readMarket } = await import('../runtime/readMarket.ts');
  const date = systemClock.localDay(now());
  const network = { network: () => ({ environment }) };
  const market = await readMarket(origin, date, network, new AbortController().signal);
  if (market !== undefined) return { market, origin, date };
  throw new Error(
    l10n.t(
      'The list of models and prices at {0} could not be had. Check the network, or leave --prices out.',
      shownText(origin),
    ),
  );
}

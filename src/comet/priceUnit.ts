/** What the list's fields count by; each says so in its own name. */
export type PricedBy = 'second' | 'request';

const units: Readonly<Record<PricedBy, RegExp>> = {
  second: /^(1 ?)?(s|secs?|seconds?)$/,
  request: /^(1 ?)?(req|requests?|calls?|times?|generations?|tasks?|videos?|clips?)$/,
};

/** A unit of text models: it speaks of the fields `input` and `output`, which are no prices of a video. */
const ofTokens = /^(1? ?(k|m|b|thousand|million|billion) ?)?tokens?$/;

/**
 * Whether a figure in a field is US dollars by that field's unit. The currency is written alone or with a unit: `USD`,
 * `USD / second`, `usd/request`, `USD per call`, `USD / M Tokens`. A unit that contradicts the field, another currency
 * (`USDT`, `CNY`) and anything else is no: what is not certainly a price in US dollars is unknown.
 */
export function isUsdBy(currency: string, by: PricedBy): boolean {
  const text = currency.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const parts = /^usd(?: ?\/ ?(.+)| per (.+))?$/.exec(text);
  if (parts === null) return false;
  const unit = parts[1] ?? parts[2];
  return unit === undefined || units[by].test(unit) || ofTokens.test(unit);
}

/** An amount of money: a whole number of millionths of a US dollar. Floats never hold money here. */
export type MicroUsd = number;

const microUsdPerUsd = 1_000_000;

/** Reads a decimal number of dollars, as a setting or a person writes it; undefined where it is not one. */
export function microUsdFromUsd(usd: number): MicroUsd | undefined {
  if (!Number.isFinite(usd) || usd < 0) return undefined;
  const amount = Math.round(usd * microUsdPerUsd);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/**
 * `$0.32`; three or four decimals where two would hide part of the amount (`$0.096`), never fewer than two.
 * Amounts that need more are rounded up, so that a shown price is never below the real one.
 */
export function formatUsd(amountMicroUsd: MicroUsd): string {
  const tenThousandths = Math.ceil(amountMicroUsd / 100);
  const whole = Math.trunc(tenThousandths / 10_000);
  const fraction = String(tenThousandths % 10_000).padStart(4, '0');
  const shown = fraction.endsWith('00') ? fraction.slice(0, 2) : fraction.replace(/0$/, '');
  return `$${String(whole)}.${shown}`;
}

/** The whole amount as a decimal number of dollars that can be read back: `0.32`, `0.096`. */
export function dollarsOf(amountMicroUsd: MicroUsd): string {
  const fraction = String(amountMicroUsd % microUsdPerUsd).padStart(6, '0');
  return `${String(Math.trunc(amountMicroUsd / microUsdPerUsd))}.${fraction.replace(/0{1,4}$/, '')}`;
}

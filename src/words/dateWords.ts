import { currentLanguage } from './language.ts';

/** `Mon, Nov 23` for a day such as `2026-11-23`. */
export function dayWords(day: string): string {
  return format(day, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `November 2026` for a month such as `2026-11`. */
export function monthWords(month: string): string {
  return format(`${month}-01`, { month: 'long', year: 'numeric' });
}

/** `Nov 23, 2026, 14:30` in the local time zone. */
export function timeWords(epochMs: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    epochMs,
  );
}

/** A calendar date has no time zone; read and written in the same one it stays what it is. */
function format(day: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.valueOf())) return day;
  return new Intl.DateTimeFormat(currentLanguage(), { ...options, timeZone: 'UTC' }).format(date);
}

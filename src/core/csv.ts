import type { MicroUsd } from './money.ts';

/** Stands before everything else in a file, so that spreadsheets read it as UTF-8. */
export const csvStart = '\ufeff';

/** A number or a date in a form that a spreadsheet is meant to read as one. */
export interface PlainCell {
  readonly plain: string;
}

export type CsvCell = string | number | PlainCell | undefined;

/** `0.320000`: all six decimals, so that nothing is rounded. */
export function decimalUsd(amount: MicroUsd | undefined): PlainCell | undefined {
  if (amount === undefined) return undefined;
  const digits = String(amount).padStart(7, '0');
  return { plain: `${digits.slice(0, -6)}.${digits.slice(-6)}` };
}

/**
 * One line of a CSV file as RFC 4180 has it, CRLF included. A text stays a text in a spreadsheet: one that it would take
 * for a formula, so that opening the file runs nothing, and one that it would take for a number, a date or a time (the id
 * 123456789012345678 would become 1.23E+17) gets an apostrophe before it. Numbers are written as they are.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** What starts a formula in a spreadsheet, also behind white space or in full width. */
const formulaStart = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** Without white space: `123`, `1.5e9`, `00012`, `16:9`, `3/4`, `2026-10-01`, `50%`, `$5`, `10:30pm`. */
const numberLike = /^[$€£¥]?[.,]?\d[\d.,:/\-+_'’]*(?:[ed][+-]?\d+)?(?:%|am|pm)?$/i;

/** Without white space: `5May`, `May5`, `MAR1`, `1-Sept-26`. */
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const dateLike = new RegExp(`^(?:\\d{1,4}[./-]?${month}|${month}[./-]?\\d{1,4})(?:[.,/-]?\\d{1,4})?$`, 'i');

function csvCell(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string') return cell.plain;
  const text = cell.toWellFormed();
  const isTaken = formulaStart.test(text) || isNumberLike(text);
  const safe = isTaken ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Longer than anything that is read as a number; a prompt of a megabyte is not looked through. */
const longestNumber = 400;

function isNumberLike(text: string): boolean {
  if (text.length > longestNumber) return /^\d+$/.test(text);
  const narrow = text.normalize('NFKC').replace(/\s+/g, '');
  return numberLike.test(narrow) || dateLike.test(narrow);
}

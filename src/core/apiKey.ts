const keyForm = /^sk-[A-Za-z0-9_-]{8,250}$/;

/** The API key in what a person pasted, or undefined where there is none. */
export function parseApiKey(text: string): string | undefined {
  const key = text.trim().replace(/^bearer\s+/i, '');
  return keyForm.test(key) ? key : undefined;
}

/** Why a text that is there is no key. Nothing of the text itself is told. */
export type KeyFault =
  /** Nothing but white space. */
  | 'empty'
  /** It stands in quotation marks. */
  | 'quoted'
  /** The name of a variable that nobody filled in: `$KEY`, `%KEY%`, `<key>`. */
  | 'placeholder'
  /** White space or a line break within. */
  | 'spaced'
  /** Characters that no key has. */
  | 'characters'
  /** It does not begin with `sk-`. */
  | 'prefix'
  | 'short'
  | 'long';

const quotes = '"\'`\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c\u300d\uff02\uff07';
const quoted = new RegExp(`^[${quotes}]|[${quotes}]$`);

/** What is wrong with a text that is meant to be a key; undefined where it is one. */
export function keyFault(text: string): KeyFault | undefined {
  if (parseApiKey(text) !== undefined) return undefined;
  const words = text.trim().replace(/^bearer\s+/i, '');
  if (words === '' || /^bearer$/i.test(words)) return 'empty';
  if (quoted.test(words)) return 'quoted';
  if (/^\$|^%.*%$|^<.*>$|^\{.*\}$/s.test(words)) return 'placeholder';
  if (/\s/.test(words)) return 'spaced';
  if (/[^\x21-\x7e]/.test(words)) return 'characters';
  if (!words.startsWith('sk-')) return 'prefix';
  if (/[^A-Za-z0-9_-]/.test(words)) return 'characters';
  return words.length < 'sk-'.length + 8 ? 'short' : 'long';
}

/** The key that a text has in it somewhere, for telling whether another one is the same. */
export function keyWithin(text: string): string | undefined {
  return /sk-[A-Za-z0-9_-]{8,250}/.exec(text)?.[0];
}

/** `sk-…3f9a`: enough to tell keys apart, not enough to use one. What is no key is not shown at all. */
export function maskApiKey(key: string): string {
  return keyForm.test(key) ? `sk-…${key.slice(-4)}` : 'sk-…';
}

/** Where a key that is set comes from. */
export type KeySource = 'secret' | 'environment';

/** Something is set where a key should be, and is none. */
export interface SetButNoKey {
  readonly from: KeySource;
  readonly fault: KeyFault;
}

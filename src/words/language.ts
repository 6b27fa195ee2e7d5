import * as l10n from '@vscode/l10n';

let language = 'en';

/**
 * Sets the language that people are spoken to in: `language` as the editor names it (`de`, `pt-br`), and its translated
 * sentences by the English ones. Without this it is English.
 */
export function setLanguage(of: {
  readonly language: string;
  readonly bundle: Readonly<Record<string, string>> | undefined;
}): void {
  language = of.language;
  l10n.config({ contents: of.bundle ?? {} });
}

/** For numbers, dates and lists. */
export function currentLanguage(): string {
  return language;
}

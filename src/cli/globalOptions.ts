import * as l10n from '@vscode/l10n';
import type { CommandOptions } from './command.ts';

/** The options of every command. */
export const globalOptions = {
  format: {
    type: 'string',
    value: 'FORMAT',
    help: () => l10n.t('how the result is written'),
  },
  'no-color': { type: 'boolean', help: () => l10n.t('no colors, as with NO_COLOR in the environment') },
  quiet: { type: 'boolean', short: 'q', help: () => l10n.t('only the result and errors') },
  lang: {
    type: 'string',
    value: 'LANGUAGE',
    help: () => l10n.t('the language of sentences, such as “de”; English where there is no translation'),
  },
  help: { type: 'boolean', short: 'h', help: () => l10n.t('show this help') },
  version: { type: 'boolean', help: () => l10n.t('show the version') },
} as const satisfies CommandOptions;

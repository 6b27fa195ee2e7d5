import * as l10n from '@vscode/l10n';
import { type ApiOriginError, defaultApiOrigin, parseApiOrigin } from '../core/apiOrigin.ts';
import { shownText } from '../core/shownText.ts';
import type { CommandOption } from './command.ts';
import type { CommandArguments } from './commandArguments.ts';
import { UsageError } from './usageError.ts';

export const baseUrlOption: CommandOption = {
  type: 'string',
  value: 'URL',
  help: () => l10n.t('where CometAPI is; {0} by default', defaultApiOrigin),
};

/** The origin that `--base-url` says: `https://api.cometapi.com`. Throws a `UsageError`. */
export function readBaseUrl(args: Pick<CommandArguments, 'text'>): string {
  const written = args.text('base-url') ?? defaultApiOrigin;
  const parsed = parseApiOrigin(written);
  if (!('error' in parsed)) return parsed.origin;
  // A password is not repeated.
  const shown = parsed.error === 'credentials' ? '…' : shownText(written);
  throw new UsageError(
    l10n.t('{0} cannot be “{1}”: {2}', '--base-url', shown, originErrorWords(parsed.error)),
  );
}

function originErrorWords(error: ApiOriginError): string {
  switch (error) {
    case 'malformed':
    case 'path':
    case 'query':
      return l10n.t('write an origin such as {0}, without a path.', defaultApiOrigin);
    case 'scheme':
      return l10n.t('it must begin with https://.');
    case 'insecure':
      return l10n.t('with http:// everyone on the way could read the key. Write https://.');
    case 'credentials':
      return l10n.t('a name and a password do not belong here. The key is read from COMETAPI_KEY.');
  }
}

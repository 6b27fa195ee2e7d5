import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { z } from 'zod/mini';
import { setLanguage } from '../words/language.ts';
import { UsageError } from './usageError.ts';

const bundleSchema = z.record(z.string(), z.string());

/** Speaks this language from now on, if there is a translation; otherwise English. */
export async function speak(language: string, packageFolder: string): Promise<void> {
  const plain = language.toLowerCase().replaceAll('_', '-');
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(plain))
    throw new UsageError(l10n.t('--lang needs the short name of a language, such as “de” or “pt-br”.'));
  const text = await readFile(join(packageFolder, 'l10n', `bundle.l10n.${plain}.json`), 'utf8').catch(
    () => undefined,
  );
  if (text === undefined) return;
  const bundle = bundleSchema.safeParse(JSON.parse(text));
  if (bundle.success) setLanguage({ language: plain, bundle: bundle.data });
}

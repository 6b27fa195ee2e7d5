// `npm run l10n`: writes l10n/bundle.l10n.json, the words that translators work on.
import { getL10nJson } from '@vscode/l10n-dev';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingText } from '../../src/core/finding.ts';
import { fieldNames, fieldOf } from '../../src/core/promptFile/fields.ts';
import { fixText } from '../../src/core/promptFile/problemFix.ts';
import { problemText } from '../../src/core/promptFile/problem.ts';
import { repository } from './paths.ts';

export const bundlePath = join(repository, 'l10n', 'bundle.l10n.json');

/** Every sentence that `vscode.l10n.t` is given, those of the tables of core included, in order of the alphabet. */
export async function makeBundle(): Promise<string> {
  const files: { extension: string; contents: string }[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: repository })) {
    const contents = await readFile(join(repository, file), 'utf8');
    // To read the syntax of a file takes long, and no sentence is in one without this word.
    if (contents.includes('l10n')) files.push({ extension: '.ts', contents });
  }
  const found = await getL10nJson(files);
  const tables = [
    ...Object.values(findingText),
    ...Object.values(problemText),
    ...Object.values(fixText),
    ...fieldNames.map((name) => fieldOf(name).doc),
  ];
  const sentences = [...new Set([...Object.keys(found), ...tables])].sort();
  return `${JSON.stringify(Object.fromEntries(sentences.map((text) => [text, found[text] ?? text])), null, 2)}\n`;
}

if (import.meta.main) await writeFile(bundlePath, await makeBundle());

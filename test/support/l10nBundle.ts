// `npm run l10n`: writes l10n/bundle.l10n.json, the words that translators work on.
import { getL10nJson } from '@vscode/l10n-dev';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { errorText } from '../../src/core/errorText.ts';
import { findingText } from '../../src/core/finding.ts';
import { fieldNames, fieldOf } from '../../src/core/promptFile/fields.ts';
import { fixText } from '../../src/core/promptFile/problemFix.ts';
import { problemText } from '../../src/core/promptFile/problem.ts';
import { repository } from './paths.ts';

const callsAtOnce = 50;

export const bundlePath = join(repository, 'l10n', 'bundle.l10n.json');

/** Every sentence that `vscode.l10n.t` is given, those of the tables of core included, in order of the alphabet. */
export async function makeBundle(): Promise<string> {
  const calls: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: repository }))
    calls.push(...callsIn(await readFile(join(repository, file), 'utf8')));
  // Its own reading of whole files takes many times as long.
  const found = await getL10nJson(
    Array.from({ length: Math.ceil(calls.length / callsAtOnce) }, (_, at) => ({
      extension: '.ts',
      contents: `import * as vscode from 'vscode';\n${calls.slice(at * callsAtOnce, (at + 1) * callsAtOnce).join('\n')}`,
    })),
  );
  const tables = [
    ...Object.values(errorText),
    ...Object.values(findingText),
    ...Object.values(problemText),
    ...Object.values(fixText),
    ...fieldNames.map((name) => fieldOf(name).doc),
  ];
  const sentences = [...new Set([...Object.keys(found), ...tables])].sort();
  return `${JSON.stringify(Object.fromEntries(sentences.map((text) => [text, found[text] ?? text])), null, 2)}\n`;
}

/** The calls of `l10n.t` in a source, as statements of their own. */
function callsIn(source: string): readonly string[] {
  if (!source.includes('l10n')) return [];
  const tree = ts.createSourceFile('one.ts', source, ts.ScriptTarget.Latest);
  const calls: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(vscode\.)?l10n\.t$/.test(node.expression.getText(tree)))
      calls.push(`vscode.l10n.t(${node.arguments.map((one) => one.getText(tree)).join(', ')});`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return calls;
}

if (import.meta.main) await writeFile(bundlePath, await makeBundle());

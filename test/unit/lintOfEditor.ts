import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const { href } = new URL('../../eslint.config.mjs', import.meta.url);
const { default: config } = (await import(href)) as { readonly default: readonly Linter.Config[] };

/** What the house's rules about syntax say of code in src/editor, or in another file. */
export function complaints(code: string, filename = 'src/editor/jobs/snippet.ts'): readonly string[] {
  // In their order: what comes later for the same files holds instead.
  const rules = config.flatMap(({ files, ignores, linterOptions, rules = {} }) => {
    const rule = rules['no-restricted-syntax'];
    if (rule === undefined) return [];
    return [
      {
        ...(files === undefined ? {} : { files }),
        ...(ignores === undefined ? {} : { ignores }),
        ...(linterOptions === undefined ? {} : { linterOptions }),
        rules: { 'no-restricted-syntax': rule },
      },
    ];
  });
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } };
  const linter = new Linter({ configType: 'flat' });
  return linter
    .verify(`import * as vscode from 'vscode';\n${code}`, [parser, ...rules], { filename })
    .map(({ message }) => message);
}

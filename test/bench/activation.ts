import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { repository } from '../support/paths.ts';
import { median } from './median.ts';

const pairs = 20;

/** Stands for `vscode` in a bare Node: everything can be called, made and read, and does nothing. */
const standIn = `
const anything = () => new Proxy(function () {}, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : name === 'then' ? undefined : anything()),
  set: () => true,
  apply: () => anything(),
  construct: () => anything(),
});
${['window', 'commands', 'Uri', 'EventEmitter', 'Disposable', 'l10n', 'env', 'ThemeIcon', 'ThemeColor', 'StatusBarAlignment', 'MarkdownString', 'TreeItem', 'ViewColumn', 'FileType', 'FileSystemError', 'QuickPickItemKind', 'ProgressLocation', 'ConfigurationTarget', 'TabInputCustom', 'extensions', 'lm', 'languages', 'CodeActionKind'].map((name) => `export const ${name} = anything();`).join('\n')}
export const workspace = new Proxy({ fs: { stat: () => Promise.reject(new Error('Never used before.')) }, textDocuments: [] }, {
  get: (target, name) => target[name] ?? anything(),
});
export const context = anything();
`;

const runner = `
import { registerHooks } from 'node:module';
const [standIn, extension] = process.argv.slice(2);
registerHooks({
  resolve: (name, context, next) => (name === 'vscode' ? { url: standIn, shortCircuit: true } : next(name, context)),
});
const { context } = await import(standIn);
const before = process.cpuUsage();
const { activate } = await import(extension);
await activate(context);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000));
process.exit(0);
`;

export interface ActivationFigures {
  /** CPU of loading and activating, over that of an empty extension: milliseconds, median of paired starts. */
  readonly overEmptyMs: number;
  readonly oursMs: number;
  readonly emptyMs: number;
}

/** Loads and activates the shipped bundle in a fresh Node, in turn with an empty extension. */
export async function benchActivation(): Promise<ActivationFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  const write = async (name: string, text: string) => {
    await writeFile(join(directory, name), text);
    return pathToFileURL(join(directory, name)).href;
  };
  try {
    const script = join(directory, 'run.mjs');
    await write('run.mjs', runner);
    const vscode = await write('vscode.mjs', standIn);
    const empty = await write(
      'empty.mjs',
      "import * as vscode from 'vscode';\nexport const activate = () => vscode.env;\n",
    );
    const ours = pathToFileURL(join(repository, 'dist/extension.js')).href;
    const cpuOf = async (extension: string) =>
      Number((await promisify(execFile)(process.execPath, [script, vscode, extension])).stdout);
    const rows: { readonly ours: number; readonly empty: number }[] = [];
    for (let pair = 0; pair < pairs; pair++)
      rows.push({ empty: await cpuOf(empty), ours: await cpuOf(ours) });
    return {
      overEmptyMs: median(rows.map((row) => row.ours - row.empty)),
      oursMs: median(rows.map((row) => row.ours)),
      emptyMs: median(rows.map((row) => row.empty)),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

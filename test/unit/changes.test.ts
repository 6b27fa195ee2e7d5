import assert from 'node:assert/strict';
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { compilerNames } from '../support/compilerNames.ts';
import { repository } from '../support/paths.ts';

const read = async (path: string) => await readFile(join(repository, path), 'utf8');

/** The files that name something, of those that people write. */
async function filesWith(word: string, patterns: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob([...patterns], { cwd: repository })) {
    if ((await read(file)).includes(word)) found.push(file);
  }
  return found.sort();
}

/** The number of files in a row of ARCHITECTURE.md, and the files themselves. */
async function rowOf(change: string): Promise<{ readonly count: number; readonly files: string }> {
  const text = await read('ARCHITECTURE.md');
  const section = text.slice(text.indexOf('## Ten changes'));
  const row = section.split('\n').find((line) => line.startsWith(`| ${change} |`));
  assert.ok(row !== undefined, `ARCHITECTURE.md has no row “${change}”`);
  const [, , count = '', files = ''] = row.split('|').map((cell) => cell.trim());
  return { count: Number.parseInt(count, 10), files };
}

/** What a row of ARCHITECTURE.md says is what takes to make the change. */
async function assertRow(change: string, files: readonly string[]): Promise<void> {
  const row = await rowOf(change);
  assert.equal(row.count, files.length, `${change}: ${files.join(', ')}`);
  for (const file of files) assert.ok(row.files.includes(basename(file)), `${change}: ${file}`);
}

describe('what a change takes', () => {
  it('a model: its entry, and what simulator and tests know of it by themselves', async () => {
    const files = await filesWith("'flux-3'", ['src/**/*.ts', 'media/**/*.ts', 'test/unit/simulator/*.ts']);
    assert.deepEqual(files, [
      'src/core/catalogue/flux.ts',
      'src/simulator/models.ts',
      'test/unit/simulator/documented.ts',
    ]);
    assert.equal((await rowOf('a model')).count, files.length);
  });

  it('a failure class: the compiler asks for its sentences', async () => {
    const file = 'src/core/failure.ts';
    const words = 'src/words/failureWords.ts';
    const edit = { file, from: "  'unknown',\n]", to: "  'unknown',\n  'lantern',\n]" };
    const named = compilerNames([edit], [words]);
    assert.deepEqual(named, [words]);
    await assertRow('a failure class', [file, words, 'src/comet/words.ts']);
  });

  it('a setting: the manifest, its text, its reader and what it is for', async () => {
    const manifest = JSON.parse(await read('package.json')) as {
      readonly contributes: { readonly configuration: { readonly properties: object } };
    };
    const readers = [
      'src/core/folderSettings.ts',
      ...(await filesWith('getConfiguration(', ['src/**/*.ts'])),
    ];
    const texts = (await Promise.all(readers.map(read))).join('\n');
    for (const name of Object.keys(manifest.contributes.configuration.properties)) {
      const inSection = name.replace('videoPrompt.', '');
      assert.ok(texts.includes(`'${inSection}'`) || texts.includes(`'${name}'`), `nobody reads ${name}`);
    }
    assert.equal((await rowOf('a setting')).count, 4);
  });

  it('a button on a finished clip: the compiler asks for its label, and lint for what it does', async () => {
    const file = 'src/protocol/panel.ts';
    const label = 'src/words/actionWords.ts';
    const edit = { file, from: "'openExternal'", to: "'openExternal', 'lantern'" };
    assert.deepEqual(compilerNames([edit], [label]), [label]);
    assert.ok((await read('eslint.config.mjs')).includes("'@typescript-eslint/switch-exhaustiveness-check'"));
    const others = ['src/core/jobActions.ts', 'src/editor/jobs/jobCommands.ts'];
    await assertRow('a button on a finished clip', [file, label, ...others]);
  });

  it('a webview: its messages, its folder in media and its screen; it is built and shipped by its name', async () => {
    const pages: string[] = [];
    for await (const file of glob('media/*/main.ts', { cwd: repository }))
      pages.push(basename(dirname(file)));
    assert.ok(pages.length >= 4);
    const build = `${await read('esbuild.js')}\n${await read('.vscodeignore')}`;
    for (const page of pages) {
      assert.ok((await read(`src/protocol/${page}.ts`)).length > 0);
      for (const name of [`${page}.js`, `${page}-style`, `media/${page}/`])
        assert.ok(!build.includes(name), name);
    }
    assert.equal((await rowOf('a webview')).count, 3);
  });

  it('a language: its two files ship without another change', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'video-prompt-language-'));
    try {
      for (const file of ['package.json', '.vscodeignore', 'README.md']) {
        await cp(join(repository, file), join(folder, file));
      }
      await mkdir(join(folder, 'l10n'));
      const files = ['l10n/bundle.l10n.xx.json', 'package.nls.xx.json'];
      for (const file of files) await writeFile(join(folder, file), '{}');
      const shipped = await listFiles({ cwd: folder, packageManager: PackageManager.None });
      for (const file of files) assert.ok(shipped.includes(file), file);
    } finally {
      await rm(folder, { recursive: true });
    }
    assert.equal((await rowOf('a language')).count, 1);
  });

  it('an option of a request: the compiler asks wherever it could be lost', () => {
    const edit = {
      file: 'src/core/request.ts',
      from: '  readonly seconds: number;',
      to: '  readonly seconds: number;\n  readonly lantern?: string;',
    };
    const places = ['src/store/jobSchema.ts', 'src/core/readSidecar.ts'];
    assert.deepEqual(compilerNames([edit], places), places);
  });

  it('an agent tool: the compiler asks for what it takes, is told and does', async () => {
    const file = 'src/agent/toolNames.ts';
    const edit = { file, from: "'status'", to: "'status', 'lantern'" };
    const places = ['inputs', 'descriptions', 'runTool'].map((name) => `src/agent/${name}.ts`);
    assert.deepEqual(compilerNames([edit], places), places);
    const row = await rowOf('an agent tool');
    for (const place of [file, ...places]) assert.ok(row.files.includes(basename(place)), place);
    assert.equal(row.count, 1 + places.length + 2);
  });

  it('a key of prompt files: the compiler asks for the type of its value, and then for nothing more', async () => {
    const key = {
      file: 'src/core/promptFile/fields.ts',
      from: '  output: {',
      to: "  lantern: { shape: 'text', doc: '' },\n  output: {",
    };
    const value = {
      file: 'src/core/promptFile/promptFile.ts',
      from: '  readonly prompt?: ',
      to: '  readonly lantern?: Said<string>;\n  readonly prompt?: ',
    };
    const places = ['layers', 'readValues', 'shotErrors', 'jsonSchema'].map(
      (name) => `src/core/promptFile/${name}.ts`,
    );
    assert.ok(compilerNames([key], places).includes('src/core/promptFile/layers.ts'));
    assert.deepEqual(compilerNames([key, value], places), []);
    await assertRow('a key of prompt files', [key.file, value.file]);
  });
});

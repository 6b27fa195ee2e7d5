import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repository } from '../support/paths.ts';

/** Every file of src, and what it imports of src, types and what is loaded at first use included. */
async function imports(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for await (const file of glob('src/**/*.ts', { cwd: repository })) {
    const text = await readFile(join(repository, file), 'utf8');
    const names = [...text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']+)'/g)];
    found.set(
      file,
      names.map(([, name = '']) => join(dirname(file), name)),
    );
  }
  return found;
}

/** The files that lead back to themselves, each group once. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const reached = new Map<string, ReadonlySet<string>>();
  const reach = (from: string): ReadonlySet<string> => {
    const known = reached.get(from);
    if (known !== undefined) return known;
    const all = new Set<string>();
    const queue = [...(graph.get(from) ?? [])];
    for (const file of queue) {
      if (all.has(file)) continue;
      all.add(file);
      queue.push(...(graph.get(file) ?? []));
    }
    reached.set(from, all);
    return all;
  };
  const inCircle = [...graph.keys()].filter((file) => reach(file).has(file));
  return [
    ...Map.groupBy(inCircle, (file) =>
      [...reach(file)]
        .filter((one) => reach(one).has(file))
        .sort()
        .join(' '),
    ).values(),
  ];
}

/** Who may import whom: the folders below each of them. `src/extension.ts` and `src/editor` may import everything below. */
const below: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  core: ['protocol'],
  shots: ['core', 'protocol'],
  engine: ['core', 'protocol'],
  words: ['core', 'engine', 'protocol', 'shots'],
  promptLanguage: ['core', 'protocol', 'shots', 'words'],
  views: ['core', 'engine', 'protocol', 'shots', 'words'],
  comet: ['core', 'engine', 'protocol'],
  store: ['core', 'engine', 'node', 'protocol'],
  node: ['core', 'engine', 'protocol'],
  simulator: ['core', 'engine', 'protocol'],
  reports: ['core', 'promptLanguage', 'protocol', 'shots', 'words'],
  agent: ['core', 'engine', 'promptLanguage', 'protocol', 'reports', 'shots', 'words'],
  film: ['core', 'node'],
  runtime: ['comet', 'core', 'engine', 'node', 'protocol', 'shots', 'simulator', 'store', 'words'],
  cli: [
    ...['comet', 'core', 'engine', 'node', 'promptLanguage', 'protocol', 'runtime', 'shots', 'simulator'],
    ...['reports', 'store', 'views', 'words'],
  ],
  mcp: [
    ...['agent', 'comet', 'core', 'engine', 'node', 'promptLanguage', 'protocol', 'reports', 'runtime'],
    ...['shots', 'store', 'words'],
  ],
};

/** The rooms of src/editor: each may import those before it. */
const rooms = [
  'base',
  'webview',
  'workspace',
  'session',
  'submitting',
  'jobs',
  'models',
  'panel',
  'spend',
  'takes',
  'promptFiles',
  'language',
  'agents',
  'commands',
];

describe('the house', () => {
  it('has no import that leads back to where it came from, not even of a type', async () => {
    assert.deepEqual(circles(await imports()), []);
  });

  it('has no import that crosses a wall the wrong way', async () => {
    const wrong: string[] = [];
    for (const [file, targets] of await imports()) {
      const [, from = ''] = /^src\/(\w+)\//.exec(file) ?? [];
      const allowed = below[from];
      for (const target of targets) {
        const [, to] = /^src\/(\w+)\//.exec(target) ?? [];
        const isUp = allowed !== undefined && to !== from && !allowed.includes(to ?? '');
        const isOutside = !target.startsWith('src/') || target === 'src/extension.ts';
        if (isUp || isOutside) wrong.push(`${file} -> ${target}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('has an editor whose rooms import only those before them, and no file outside of a room', async () => {
    const roomOf = (file: string) => /^src\/editor\/(\w+)\//.exec(file)?.[1];
    const wrong: string[] = [];
    for (const [file, targets] of await imports()) {
      if (!file.startsWith('src/editor/')) continue;
      const from = rooms.indexOf(roomOf(file) ?? '');
      if (from < 0) wrong.push(file);
      for (const target of targets) {
        if (rooms.indexOf(roomOf(target) ?? '') > from) wrong.push(`${file} -> ${target}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('knows VS Code in its editor alone', async () => {
    const found: string[] = [];
    for await (const file of glob('src/**/*.ts', { cwd: repository })) {
      if (/^src\/(editor\/|extension\.ts$|api\.ts$)/.test(file)) continue;
      if ((await readFile(join(repository, file), 'utf8')).includes("'vscode'")) found.push(file);
    }
    assert.deepEqual(found, []);
  });
});

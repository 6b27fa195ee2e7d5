import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Output {
  readonly bytes: number;
}

async function outputs(): Promise<ReadonlyMap<string, Output>> {
  const meta = JSON.parse(await readFile(join(root, 'out/host.meta.json'), 'utf8')) as {
    readonly outputs: Readonly<Record<string, Output>>;
  };
  return new Map(Object.entries(meta.outputs));
}

/** Bytes of the host's code that is read when the extension starts. */
export async function activationBytes(): Promise<number> {
  return (await stat(join(root, 'dist/extension.cjs'))).size;
}

/** Bytes of each part that is loaded by itself, largest first. */
export async function partBytes(): Promise<readonly (readonly [string, number])[]> {
  const host = [...(await outputs())]
    .filter(([path]) => path.endsWith('.js'))
    .map(([path, { bytes }]) => [path, bytes] as const);
  const others = (await readdir(join(root, 'dist'))).filter(
    (name) => /\.(?:js|css)$/.test(name) && name !== 'extension.js',
  );
  const sized = others.map(
    async (name) => [`dist/${name}`, (await stat(join(root, 'dist', name))).size] as const,
  );
  return [...host, ...(await Promise.all(sized))].sort(([, one], [, other]) => other - one);
}

export async function vsixBytes(): Promise<number> {
  return (await stat(join(root, 'out/video-prompt.vsix'))).size;
}

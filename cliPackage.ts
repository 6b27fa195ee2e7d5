// Packs the command line that `node esbuild.js` built into out/video-prompt-cli.tgz, for `npm install -g` and `npx`.
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noticesOf } from './notices.ts';

const root = import.meta.dirname;
const folder = join(root, 'out/cli-package');

interface Manifest {
  readonly version: string;
  readonly license: string;
}

const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
const bundled = JSON.parse(await readFile(join(root, 'out/bundled-cli.json'), 'utf8')) as readonly string[];
const manifest = {
  name: 'video-prompt-cli',
  version,
  description: 'Check, plan, render and count the clips of prompt files (*.video.md).',
  license,
  type: 'module',
  bin: { 'video-prompt': 'dist/cli.js' },
  engines: { node: '>=22.13' },
  files: ['dist', 'l10n', 'media', 'THIRD_PARTY_NOTICES.md'],
};

await rm(folder, { recursive: true, force: true });
await mkdir(join(folder, 'dist'), { recursive: true });
await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
await writeFile(join(folder, 'THIRD_PARTY_NOTICES.md'), await noticesOf(root, bundled));
for (const [from, to] of [
  ['dist/cli.js', 'dist/cli.js'],
  ['dist/cli', 'dist/cli'],
  ['l10n', 'l10n'],
  // What `render --sample` makes.
  ['media/sample.mp4', 'media/sample.mp4'],
  ['LICENSE', 'LICENSE'],
  ['docs/command-line.md', 'README.md'],
] as const)
  await cp(join(root, from), join(folder, to), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
await promisify(execFile)('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', '..'], {
  cwd: folder,
  shell: process.platform === 'win32',
});
await rename(join(root, `out/video-prompt-cli-${version}.tgz`), join(root, 'out/video-prompt-cli.tgz'));

// Builds everything that runs: `node esbuild.js [--minify] [--watch] [--tests]`.
import { copyFile, glob, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { inChunks, requireShim } from './hostChunks.ts';
import { noticesOf } from './notices.ts';
import { packagedReadme } from './readme.ts';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--minify');
const root = import.meta.dirname;

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  // The notices go into one file of their own.
  legalComments: 'none',
  metafile: true,
};

const node = {
  ...common,
  platform: 'node',
  // A UMD bundle asks for its parts at run time.
  mainFields: ['module', 'main'],
  target: 'node22',
  // Its main file loads its parts by names that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  format: 'esm',
};

/** The extension host: what is loaded at activation, and chunks that are loaded at first use (`hostChunks.ts`). */
const host = {
  ...node,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['vscode'],
};

/** Runs in a thread of its own. */
const sidecarThread = {
  ...node,
  banner: { js: requireShim },
  entryPoints: { sidecarThread: 'src/runtime/sidecarThread.ts' },
  outdir: 'dist',
};

const simulator = {
  ...node,
  banner: { js: requireShim },
  entryPoints: { simulator: 'src/simulator/cli.ts' },
  outdir: 'dist',
};

/** The command line; what a command needs is loaded with it. */
const commandLine = {
  ...node,
  banner: { js: requireShim },
  entryPoints: { cli: 'src/cli/entry.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'cli/[name]-[hash]',
  target: 'node22.13',
};

/** The server for agents, which VS Code and other programs start by itself. */
const mcpServer = {
  ...node,
  banner: { js: requireShim },
  entryPoints: { mcp: 'src/mcp/entry.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'mcp/[name]-[hash]',
  target: 'node22.13',
};

/** The code and styles of the webviews: each folder of media with a `main.ts` is one. */
const pages = await Array.fromAsync(glob('media/*/main.ts', { cwd: root }), (file) =>
  basename(dirname(file)),
);

const webviews = {
  ...common,
  platform: 'browser',
  target: 'chrome130',
  format: 'esm',
  entryPoints: Object.fromEntries(
    pages.sort().flatMap((name) => [
      [name, `media/${name}/main.ts`],
      [`${name}-style`, `media/${name}/${name}.css`],
    ]),
  ),
  outdir: 'dist',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

const hostTests = {
  ...node,
  entryPoints: { index: 'test/host/index.ts' },
  outdir: 'out/test/host',
  banner: { js: requireShim },
  external: ['vscode', 'mocha'],
};

/** Taken as they are. */
const copied = ['codicon.css', 'codicon.ttf'].map((name) => `node_modules/@vscode/codicons/dist/${name}`);
const shipped = [host, webviews, sidecarThread, mcpServer];
const builds = [
  webviews,
  sidecarThread,
  mcpServer,
  simulator,
  commandLine,
  ...(flags.has('--tests') ? [hostTests] : []),
];

if (flags.has('--watch')) {
  for (const options of [await inChunks(host), ...builds]) await (await esbuild.context(options)).watch();
} else {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await mkdir(join(root, 'out'), { recursive: true });
  const results = await Promise.all(
    [await inChunks(host), ...builds].map((options) => esbuild.build(options)),
  );
  const packagesIn = (some) =>
    some
      .flatMap(({ metafile }) => Object.keys(metafile.inputs))
      .filter((file) => file.includes('node_modules/'));
  // The figures of sizes are read from it.
  await writeFile(join(root, 'out/host.meta.json'), JSON.stringify(results[0]?.metafile));
  for (const file of copied) await copyFile(join(root, file), join(root, 'dist', basename(file)));
  const taken = [...packagesIn(results.slice(0, shipped.length)), ...copied].sort();
  await writeFile(join(root, 'out/bundled.json'), JSON.stringify(taken));
  const ofCommandLine = packagesIn([results[1 + builds.indexOf(commandLine)]]).sort();
  await writeFile(join(root, 'out/bundled-cli.json'), JSON.stringify(ofCommandLine));
  await writeFile(join(root, 'THIRD_PARTY_NOTICES.md'), await noticesOf(root, taken));
  await writeFile(join(root, 'out/README.md'), await packagedReadme(root));
}

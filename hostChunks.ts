// How the extension host's code is cut into files. Called by esbuild.js.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import esbuild, { type BuildOptions, type Metafile, type OutputFile, type Plugin } from 'esbuild';

const root = import.meta.dirname;
const entryModule = 'src/extension.ts';
const entry = join(root, 'dist/extension.js');

/** CommonJS packages inside an ES module still call `require`. */
export const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * These options, with what is loaded at activation as one CommonJS file, `dist/extension.cjs`. Only ES modules can be split,
 * and VS Code loads CommonJS sooner: for each extension whose ES modules ask for `vscode` it makes a module first.
 */
export async function inChunks(options: BuildOptions): Promise<BuildOptions> {
  // Maps are within the files, so that the startup file can go on from those of its parts.
  const all: BuildOptions = { ...options, write: false, sourcemap: options.sourcemap ? 'inline' : false };
  const { metafile } = await esbuild.build(all);
  if (metafile === undefined) throw new Error('The host is built with a metafile.');
  return { ...all, plugins: [asOneChunk(startupModules(metafile)), writing(options)] };
}

/** Our own modules that are loaded at activation, but the first. */
function startupModules(metafile: Metafile): readonly string[] {
  return startupFiles(metafile)
    .flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}))
    .filter((path) => path.startsWith('src/') && path !== entryModule);
}

/** The files that are loaded at activation: the entry and all that it imports at once. */
function startupFiles({ outputs }: Metafile): readonly string[] {
  const found = new Set<string>();
  const add = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const one of outputs[path]?.imports ?? [])
      if (one.kind === 'import-statement' && one.path in outputs) add(one.path);
  };
  add(relativePath(root, entry));
  return [...found];
}

/**
 * Has every other module of ours import all of these, which makes them one chunk: as many small ones, they cost more to open
 * than to run.
 */
function asOneChunk(modules: readonly string[]): Plugin {
  const own = new Set([...modules, entryModule].map((path) => join(root, path)));
  const imports = modules.map((path) => `import ${JSON.stringify(join(root, path))};`).join('');
  return {
    name: 'as-one-chunk',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        if (own.has(path)) return undefined;
        return { contents: imports + (await readFile(path, 'utf8')), loader: 'ts' };
      });
    },
  };
}

/** Writes what was built; the chunks that the startup file was made of only name it. */
function writing(options: BuildOptions): Plugin {
  return {
    name: 'writing',
    setup(build) {
      build.onEnd(async ({ metafile, outputFiles = [] }) => {
        if (metafile === undefined) return;
        const startup = new Set(startupFiles(metafile).map((path) => join(root, path)));
        const chunks = [...startup].filter((path) => path !== entry);
        await mkdir(join(root, 'dist/chunks'), { recursive: true });
        for (const { path, text } of outputFiles) {
          if (path === entry)
            await writeFile(commonJs(path), await startupCode(options, outputFiles, startup));
          else if (startup.has(path))
            await writeFile(commonJs(path), 'module.exports = require("../extension.cjs");\n');
          else await writeFile(path, withRequire(naming(chunks, text)));
        }
      });
    },
  };
}

const commonJs = (path: string) => path.replace(/js$/, 'cjs');

/** The text, which names these files as they are called now. */
function naming(chunks: readonly string[], text: string): string {
  return chunks.reduce((all, path) => all.replaceAll(basename(path), () => commonJs(basename(path))), text);
}

function withRequire(text: string): string {
  return /\brequire\b/.test(text) ? `${requireShim}\n${text}` : text;
}

/** What the startup files hold and export, as one. */
async function startupCode(
  { minify, target, external, sourcemap }: BuildOptions,
  outputFiles: readonly OutputFile[],
  startup: ReadonlySet<string>,
): Promise<string> {
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const plugin: Plugin = {
    name: 'startup',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        const file = join(resolveDir, path);
        if (kind !== 'dynamic-import') return { path: file };
        return { path: `./${relativePath(dirname(entry), file)}`, external: true };
      });
      build.onLoad({ filter: /.*/ }, ({ path }) => ({
        contents: requiring(texts.get(path) ?? ''),
        loader: 'js',
      }));
    },
  };
  const exports = [...startup].map((path) => `export * from './${relativePath(root, path)}';`);
  const { outputFiles: outputs } = await esbuild.build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
    legalComments: 'none',
    minify: minify === true,
    sourcemap: sourcemap ? 'inline' : false,
    ...(target === undefined ? {} : { target }),
    ...(external === undefined ? {} : { external }),
    stdin: { contents: exports.join('\n'), resolveDir: root },
    plugins: [plugin],
    write: false,
  });
  return outputs.map(({ text }) => text).join('');
}

/** An ES module's view of `vscode` would be made of copies of its names. */
function requiring(text: string): string {
  return text.replace(
    /\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode";/g,
    (_, name: string) => `const ${name} = require("vscode");`,
  );
}

function relativePath(from: string, to: string): string {
  return relative(from, to).replaceAll('\\', '/');
}

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { launchBrowser } from '../support/browser.ts';
import { installVsix, startCodeServer, writeSettings } from '../support/codeServer.ts';
import { vsixPath } from '../support/paths.ts';
import { median } from './median.ts';

const windows = 11;
const patienceMs = 180_000;

const emptyCode = `const vscode = require('vscode');\nexports.activate = () => vscode.env.language;\n`;

/** Runs in the extension host, once for each window: activates both, in turn first the one and then the other. */
const harness = `
const { appendFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const vscode = require('vscode');
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const cpuMs = (before) => { const { user, system } = process.cpuUsage(before); return (user + system) / 1000; };
const threadMs = (before) => { const { user, system } = process.threadCpuUsage(before); return (user + system) / 1000; };

async function activate(id) {
  collect();
  const heap = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  const thread = process.threadCpuUsage();
  await vscode.extensions.getExtension(id).activate();
  const figures = { cpuMs: cpuMs(cpu), threadMs: threadMs(thread) };
  const after = process.cpuUsage();
  await pause(2_000);
  const afterMs = cpuMs(after);
  collect();
  return { ...figures, afterMs, heapBytes: process.memoryUsage().heapUsed - heap };
}

exports.run = async () => {
  // Until the host has started everything else.
  await pause(8_000);
  const { ours, results } = JSON.parse(process.env.BENCH_ACTIVATION);
  // The first activation of a host also pays for what VS Code itself loads then.
  await vscode.extensions.getExtension('bench.first').activate();
  const empty = await activate('bench.empty');
  appendFileSync(results, JSON.stringify({ empty, ours: await activate(ours) }) + '\\n');
};
`;

const oneSchema = z.object({
  cpuMs: z.number(),
  threadMs: z.number(),
  afterMs: z.number(),
  heapBytes: z.number(),
});
const windowSchema = z.object({ ours: oneSchema, empty: oneSchema });

/** What our extension costs over an empty one: medians over windows. */
export interface ActivationFigures {
  /** CPU of all threads of the extension host while it loads and activates, milliseconds. */
  readonly cpuMs: number;
  /** Of these, the thread that all extensions share. */
  readonly threadMs: number;
  /** CPU in the two seconds after it. */
  readonly afterMs: number;
  /** What is still held after a collection. */
  readonly heapMb: number;
  readonly windows: number;
}

/** Installs the VSIX into a real VS Code and activates it in fresh windows, after an empty extension. */
export async function benchActivation(): Promise<ActivationFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  try {
    const rows = await activate(directory);
    const over = (figure: 'cpuMs' | 'threadMs' | 'afterMs' | 'heapBytes') =>
      median(rows.map(({ ours, empty }) => ours[figure] - empty[figure]));
    return {
      cpuMs: over('cpuMs'),
      threadMs: over('threadMs'),
      afterMs: over('afterMs'),
      heapMb: over('heapBytes') / 1024 ** 2,
      windows: rows.length,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function activate(directory: string): Promise<readonly z.infer<typeof windowSchema>[]> {
  const dataDir = join(directory, 'vscode');
  const workspace = join(directory, 'workspace');
  const results = join(directory, 'results.jsonl');
  const tests = join(directory, 'harness.js');
  await mkdir(workspace);
  await writeFile(tests, harness);
  await writeSettings(dataDir, {});
  await installVsix(vsixPath, { dataDir });
  await installEmpty(dataDir);
  const server = await startCodeServer({
    dataDir,
    vscodeOptions: ['enable-smoke-test-driver'],
    env: { BENCH_ACTIVATION: JSON.stringify({ ours: await silenced(dataDir), results }) },
  });
  const context = await launchBrowser(join(directory, 'browser'));
  try {
    const remote = (path: string) => `vscode-remote://${new URL(server.origin).host}${path}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(await writeEmpty(directory, 'first'))],
      ['extensionTestsPath', remote(tests)],
    ]);
    const address = `${server.origin}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
    for (let window = 0; window < windows; window++) {
      const page = await context.newPage();
      const ended = Promise.withResolvers<string>();
      await page.exposeFunction('codeAutomationLog', () => undefined);
      await page.exposeFunction('codeAutomationExit', (code: number, words: unknown) =>
        code === 0
          ? ended.resolve('')
          : ended.reject(new Error(`The harness failed: ${JSON.stringify(words)}`)),
      );
      const late = setTimeout(() => ended.reject(new Error('The harness never ended.')), patienceMs);
      await page.goto(address);
      await ended.promise;
      clearTimeout(late);
      await page.close();
    }
    const lines = (await readFile(results, 'utf8')).trim().split('\n');
    return lines.map((one) => windowSchema.parse(JSON.parse(one)));
  } finally {
    await context.close();
    await server.stop();
  }
}

/** Takes away what activates the installed extension by itself; its id. */
async function silenced(dataDir: string): Promise<string> {
  const extensions = join(dataDir, 'extensions');
  const folder = (await readdir(extensions)).find((name) => name.includes('video-prompt'));
  const file = join(extensions, folder ?? '', 'package.json');
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  const { publisher, name } = z.object({ publisher: z.string(), name: z.string() }).parse(manifest);
  await writeFile(file, JSON.stringify(Object.assign({}, manifest, { activationEvents: [] })));
  return `${publisher}.${name}`;
}

const installedSchema = z.array(z.looseObject({ identifier: z.looseObject({ id: z.string() }) }));

/** A window takes one extension under development; the other is entered beside ours. */
async function installEmpty(dataDir: string): Promise<void> {
  const extensions = join(dataDir, 'extensions');
  const list = join(extensions, 'extensions.json');
  const path = await writeEmpty(extensions, 'empty');
  const entry = {
    identifier: { id: 'bench.empty' },
    version: '1.0.0',
    location: { $mid: 1, path, scheme: 'file' },
    relativeLocation: 'empty',
    metadata: {},
  };
  const installed = installedSchema.parse(JSON.parse(await readFile(list, 'utf8')));
  await writeFile(list, JSON.stringify([...installed, entry]));
}

async function writeEmpty(directory: string, name: string): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder);
  const manifest = {
    name,
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    main: './extension.js',
    activationEvents: [],
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), emptyCode);
  return folder;
}

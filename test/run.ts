// `npm test [-- unit|simulation|host|e2e] [-- --grep words] [--desktop]`: builds, runs every kind of test, adds up the counts.
import { runTests } from '@vscode/test-electron';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, runNode } from './support/build.ts';
import { ensureCodeServer } from './support/codeServerInstall.ts';
import { outFolder, repository } from './support/paths.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const kinds = ['unit', 'simulation', 'host', 'e2e'] as const;
type Kind = (typeof kinds)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, desktop: { type: 'boolean', default: false } },
});
const unknown = positionals.find((name) => !kinds.some((kind) => kind === name));
if (unknown !== undefined) {
  console.error(`There are no “${unknown}” tests; choose from ${kinds.join(', ')}.`);
  process.exit(2);
}
const chosen = kinds.filter((kind) => positionals.length === 0 || positionals.includes(kind));

function mocha(
  spec: string,
  timeoutMs: number,
  results: string,
  options: readonly string[] = [],
): Promise<number> {
  const args = [
    join(repository, 'node_modules/mocha/bin/mocha.js'),
    '--no-config',
    '--forbid-only',
    '--forbid-pending',
    '--exit',
    '--reporter',
    join(repository, 'test/support/countingReporter.cjs'),
    '--timeout',
    String(timeoutMs),
    ...(values.grep === undefined ? [] : ['--grep', values.grep]),
    ...options,
    spec,
  ];
  return runNode(args, { VIDEO_PROMPT_TEST_RESULTS: results });
}

async function host(results: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'video-prompt-workspace-'));
  try {
    return await runTests({
      ...(values.desktop
        ? {}
        : { vscodeExecutablePath: join(repository, 'test/support/vscode-launcher.mjs') }),
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(outFolder, 'test/host/index.js'),
      launchArgs: [folder, '--disable-workspace-trust'],
      extensionTestsEnv: {
        VIDEO_PROMPT_TEST_RESULTS: results,
        VIDEO_PROMPT_TEST_GREP: values.grep ?? '',
        COMETAPI_KEY: 'sk-made-up-for-the-tests',
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const run: Readonly<Record<Kind, (results: string) => Promise<number>>> = {
  unit: (results) => mocha('test/unit/**/*.test.ts', 15_000, results),
  // The time is that of all runs together, which share the processors.
  simulation: (results) => mocha('test/simulation/**/*.test.ts', 900_000, results),
  host,
  // --exit: a fixture that broke half made would keep its VS Code and so the run alive for ever.
  e2e: (results) => mocha('test/e2e/**/*.test.ts', 120_000, results, ['--exit']),
};

async function countsOf(kind: Kind): Promise<Counts> {
  const results = join(outFolder, `${kind}-results.json`);
  await rm(results, { force: true });
  const startedAt = Date.now();
  let code: number;
  try {
    code = await run[kind](results);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    code = 1;
  }
  const counts = await readCounts(results);
  // A part that broke off, or in which nothing ran, is a failure whatever it counted.
  const isBroken = counts === undefined || code !== 0 || (counts.passed === 0 && values.grep === undefined);
  const passed = counts?.passed ?? 0;
  const failed = Math.max(counts?.failed ?? 0, isBroken ? 1 : 0);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${kind}: ${String(passed)} passed, ${String(failed)} failed in ${seconds} s\n`);
  return { passed, failed };
}

/** Nothing, where the tests broke off: an extension host that crashes still ends with code 0. */
async function readCounts(path: string): Promise<Counts | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Counts;
  } catch {
    return undefined;
  }
}

async function prepare(): Promise<void> {
  await mkdir(outFolder, { recursive: true });
  if (chosen.every((kind) => kind === 'unit' || kind === 'simulation')) return;
  const startedAt = Date.now();
  await build({ tests: true });
  if (!values.desktop) await ensureCodeServer((words) => console.log(words));
  console.log(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

let passed = 0;
let failed = 0;
try {
  await prepare();
  for (const kind of chosen) {
    const counts = await countsOf(kind);
    passed += counts.passed;
    failed += counts.failed;
  }
  if (passed + failed === 0) throw new Error('No test has these words in its name.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
}
if (failed > 0) process.exitCode = 1;
console.log(`${String(passed)} passed, ${String(failed)} failed`);

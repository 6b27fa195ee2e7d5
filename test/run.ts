// `npm test [-- unit|simulation|host|e2e] [-- --grep words] [--file words] [--shuffle seed] [--desktop]`: builds, runs every
// kind of test, side by side where they wait rather than compute, and adds up the counts.
import { glob, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './support/build.ts';
import { captured } from './support/captured.ts';
import { ensureCodeServer } from './support/codeServerInstall.ts';
import { type FileRun, Lane } from './support/lane.ts';
import type { Counts } from './support/mochaWorker.ts';
import { outFolder, repository } from './support/paths.ts';

const kinds = ['unit', 'simulation', 'host', 'e2e'] as const;
type Kind = (typeof kinds)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    file: { type: 'string', default: '' },
    shuffle: { type: 'string' },
    desktop: { type: 'boolean', default: false },
  },
});
const unknown = positionals.find((name) => !kinds.some((kind) => kind === name));
if (unknown !== undefined) {
  console.error(`There are no “${unknown}” tests; choose from ${kinds.join(', ')}.`);
  process.exit(2);
}
const chosen = kinds.filter((kind) => positionals.length === 0 || positionals.includes(kind));

/** Tests that run in one go, in whichever lane is free. */
interface Task {
  readonly kind: Kind;
  readonly name: string;
  run(lane: Lane): Promise<FileRun>;
}

/** Those that take longest begin first, so that no lane is left with one of them at the end. */
const longestFirst = ['torture', 'takes', 'choosing', 'surfaces', 'images', 'survival', 'secrets', 'spend'];
/** The simulation keeps every processor busy: it takes what the others leave. */
const laneCount = 2;
const minuteMs = 60_000;

async function filesOf(kind: Kind): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(`test/${kind}/**/*.test.ts`, { cwd: repository }))
    if (file.includes(values.file)) found.push(join(repository, file));
  return found.sort();
}

function mochaTask(kind: Kind, name: string, files: readonly string[], minutes: number): Task {
  const order = {
    files,
    timeoutMs: minutes * minuteMs,
    ...(values.grep === undefined ? {} : { grep: values.grep }),
    ...(values.shuffle === undefined ? {} : { shuffleSeed: Number(values.shuffle) }),
  };
  return { kind, name, run: (lane) => lane.run(order) };
}

/** Builds, and installs VS Code; what needs neither runs meanwhile. */
async function prepare(): Promise<void> {
  await build({ tests: true });
  if (!values.desktop) await ensureCodeServer((words) => console.log(words));
  console.log(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

let prepared: Promise<void> | undefined;

/** The task, once there is something to be tested. */
const afterBuild = (task: Task): Task => ({
  ...task,
  run: async (lane) => {
    await (prepared ??= prepare());
    return await task.run(lane);
  },
});

async function runHost(): Promise<FileRun> {
  const results = join(outFolder, 'host-results.json');
  await rm(results, { force: true });
  const { code, output } = await captured([
    join(repository, 'test/support/hostTests.ts'),
    results,
    ...(values.grep === undefined ? [] : ['--grep', values.grep]),
    ...(values.desktop ? ['--desktop'] : []),
  ]);
  // An extension host that crashes still ends with code 0, and leaves no counts.
  const counts = await readFile(results, 'utf8').then(
    (text) => JSON.parse(text) as Counts,
    () => ({ passed: 0, failed: 1 }),
  );
  return { passed: counts.passed, failed: Math.max(counts.failed, code === 0 ? 0 : 1), output };
}

async function tasksOf(kind: Kind): Promise<readonly Task[]> {
  if (kind === 'host') return values.file === '' ? [afterBuild({ kind, name: 'host', run: runHost })] : [];
  const files = await filesOf(kind);
  if (files.length === 0) return [];
  if (kind === 'unit') return [mochaTask(kind, 'unit', files, 2)];
  if (kind === 'simulation') return [mochaTask(kind, 'simulation', files, 60)];
  const rank = (file: string) => {
    const at = longestFirst.indexOf(basename(file, '.test.ts'));
    return at < 0 ? longestFirst.length : at;
  };
  return [...files]
    .sort((a, b) => rank(a) - rank(b))
    .map((file) => afterBuild(mochaTask(kind, basename(file), [file], 15)));
}

// Hundreds of processes and threads load the same sources: each would strip their types again.
process.env.NODE_COMPILE_CACHE ??= join(outFolder, 'compile-cache');

const startedAt = Date.now();
const totals = new Map<Kind, Counts>();
/** Told again at the end, where a long log is read first. */
const failures: string[] = [];

/** What mocha says of its failed tests, or how a run that broke off ended. */
function failureOf({ output }: FileRun): string {
  const from = output.search(/^ +\d+ failing$/m);
  return (from < 0 ? output.slice(-4000) : output.slice(from)).trimEnd();
}

async function drain(tasks: Task[], lane: Lane): Promise<void> {
  try {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const from = Date.now();
      const ran = await task.run(lane);
      const { passed, failed, output } = ran;
      if (failed > 0) failures.push(`\n== failed in ${task.kind} ${task.name}\n${failureOf(ran)}`);
      const seconds = (from: number) => `${((Date.now() - from) / 1000).toFixed(0)} s`;
      if (passed + failed > 0) {
        console.log(
          `\n== ${task.kind} ${task.name}: ${String(passed)} passed, ${String(failed)} failed in ${seconds(from)} (${seconds(startedAt)})`,
        );
        console.log(output.trimEnd());
      }
      const before = totals.get(task.kind) ?? { passed: 0, failed: 0 };
      totals.set(task.kind, { passed: before.passed + passed, failed: before.failed + failed });
    }
  } finally {
    await lane.close();
  }
}

let [passed, failed] = [0, 0];
try {
  await mkdir(outFolder, { recursive: true });
  const tasks = await Promise.all(chosen.map(tasksOf));
  const background = tasks.flat().filter(({ kind }) => kind === 'simulation');
  const [longest, ...others] = tasks.flat().filter(({ kind }) => kind === 'e2e');
  const foreground = [
    ...tasks.flat().filter(({ kind }) => kind === 'unit'),
    ...(longest === undefined ? [] : [longest]),
    ...tasks.flat().filter(({ kind }) => kind === 'host'),
    ...others,
  ];
  const drained = await Promise.allSettled([
    drain(background, new Lane({ isBackground: true })),
    ...Array.from({ length: laneCount }, () => drain(foreground, new Lane())),
  ]);
  // Where nothing could be built the rest of the tests has run nevertheless.
  const broken = drained.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
  console.log(failures.join('\n'));
  for (const [kind, counts] of totals) {
    console.log(`${kind}: ${String(counts.passed)} passed, ${String(counts.failed)} failed`);
    // Nothing that ran is no success, but where only some tests were asked for.
    const isEmpty = counts.passed + counts.failed === 0 && values.grep === undefined && values.file === '';
    passed += counts.passed;
    failed += isEmpty ? 1 : counts.failed;
  }
  if (passed + failed === 0) throw new Error('No test has these words in its name.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
}
if (failed > 0) process.exitCode = 1;
console.log(`${String(passed)} passed, ${String(failed)} failed`);

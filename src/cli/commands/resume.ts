import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { hasEnded, isSample, type Job } from '../../core/job.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import type { Command } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { CommandContext } from '../context.ts';
import type { ExitCode } from '../exitCode.ts';
import { runJson } from '../formats/runJson.ts';
import { runText } from '../formats/runText.ts';
import { Refusal } from '../render/refusal.ts';
import { withInterrupt } from '../run/interrupt.ts';
import { requireKey } from '../run/requireKey.ts';
import { openRun } from '../run/openRun.ts';
import { createProgress } from '../run/createProgress.ts';
import { reportedJob } from '../run/reportedJob.ts';
import { resumeStep } from '../run/resumeStep.ts';
import { readRunOptions, runOptions } from '../run/runOptions.ts';
import { exitCodeOf, runReport } from '../run/runReport.ts';
import { unpause } from '../run/unpause.ts';
import { watchJobs } from '../run/watchJobs.ts';
import { shownFrom } from '../shownFrom.ts';

export const resume: Command = {
  usage: '',
  options: runOptions,
  formats: ['text', 'json'],
  run,
};

async function run(context: CommandContext, args: CommandArguments): Promise<ExitCode> {
  const options = readRunOptions(args, context);
  const shownPath = shownFrom(context.workingDirectory);
  const progress = await createProgress(context, shownPath);
  const folders: string[] = [];
  // Nothing is sent, so that nothing is bought: what was queued waits for another `render`.
  const runtime = await openRun(context, {
    ...options,
    folders,
    caps: {},
    maySend: false,
    allowsUntracked: false,
    allowsUploads: false,
  });
  const report = await withInterrupt(context, async (signal) => {
    try {
      const left = await leftJobs(runtime);
      if (left.some((job) => !isSample(job))) requireKey(context);
      folders.push(...(await foldersOf(left)));
      await unpause(runtime);
      for (const { id, state } of left) if (state === 'stopped') await runtime.engine.resume(id);
      await runtime.engine.wake();
      const jobs = await watchJobs(
        runtime,
        left.map(({ id }) => id),
        { changed: progress.changed, signal, origin: options.origin },
      );
      return runReport(
        jobs.map((job) =>
          reportedJob(job, {
            engine: runtime.engine,
            shownPath,
            resume: (origin) => resumeStep(options, origin),
          }),
        ),
        { isInterrupted: signal.aborted },
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return runReport([], { refusal: error });
    } finally {
      progress.done();
      await runtime.close();
    }
  });
  const { format, hasColor, isQuiet, stdout, stderr } = context;
  if (format === 'json') stdout.write(runJson(report));
  else if (report.jobs.length > 0 || report.refusal !== undefined) stdout.write(runText(report, hasColor));
  else if (!isQuiet) stderr.write(`${l10n.t('Nothing was left to go on with.')}\n`);
  return exitCodeOf(report);
}

const pageSize = 500;

/** Every job that was sent, or may have been, and has not ended. */
async function leftJobs({ engine }: Runtime): Promise<readonly Job[]> {
  const left: Job[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await engine.list({ limit: pageSize, ...(before === undefined ? {} : { before }) });
    left.push(...page.filter((job) => !hasEnded(job) && job.state !== 'queued'));
    before = page.at(-1)?.id;
    if (page.length < pageSize) return left.toReversed();
  }
}

/** The folders that are there, into which their clips belong. */
async function foldersOf(jobs: readonly Job[]): Promise<readonly string[]> {
  const uris = new Set(jobs.flatMap(({ output }) => output.workspaceFolderUri ?? []));
  const found: string[] = [];
  for (const uri of uris) {
    if (await isFolder(uri)) found.push(uri);
  }
  return found;
}

/** Nothing is said of a place that this machine cannot have. */
async function isFolder(uri: string): Promise<boolean> {
  try {
    return (await stat(fileURLToPath(uri))).isDirectory();
  } catch {
    return false;
  }
}

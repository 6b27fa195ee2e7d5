import * as l10n from '@vscode/l10n';
import type { Job } from '../../core/job.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import type { Command } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { CommandContext } from '../context.ts';
import type { ExitCode } from '../exitCode.ts';
import { runJson } from '../formats/runJson.ts';
import { runText } from '../formats/runText.ts';
import { readPlanFile } from '../render/followPlan.ts';
import { Refusal } from '../render/refusal.ts';
import { FilesRefusal, renderFiles, type Rendered } from '../render/renderFiles.ts';
import { readRenderOptions, type RenderOptions, renderOptions } from '../render/renderOptions.ts';
import { cancelUnsent } from '../run/cancelUnsent.ts';
import { forkRefusal } from '../run/forkGuard.ts';
import { withInterrupt } from '../run/interrupt.ts';
import { requireKey } from '../run/requireKey.ts';
import { openRun } from '../run/openRun.ts';
import { createProgress } from '../run/createProgress.ts';
import { reportedJob } from '../run/reportedJob.ts';
import { resumeStep } from '../run/resumeStep.ts';
import { exitCodeOf, type RunReport, runReport } from '../run/runReport.ts';
import { shownFrom } from '../shownFrom.ts';

export const render: Command = {
  usage: '[PATH…]',
  options: renderOptions,
  formats: ['text', 'json'],
  run,
};

async function run(context: CommandContext, args: CommandArguments): Promise<ExitCode> {
  const options = readRenderOptions(args, context);
  const report = await reportOf(context, args, options).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return runReport([], { refusal: error, ...(error instanceof FilesRefusal ? error.report : {}) });
  });
  const { format, hasColor, stdout } = context;
  stdout.write(format === 'json' ? runJson(report) : runText(report, hasColor));
  return exitCodeOf(report);
}

async function reportOf(
  context: CommandContext,
  args: CommandArguments,
  options: RenderOptions,
): Promise<RunReport> {
  await requireLeave(context, args, options);
  const plan = options.planFile === undefined ? undefined : await readPlanFile(options.planFile, context);
  const shownPath = shownFrom(context.workingDirectory);
  const progress = await createProgress(context, shownPath);
  const folders: string[] = [];
  const runtime = await openRun(context, { ...options, folders, maySend: true });
  return await withInterrupt(context, async (signal) => {
    try {
      const { jobs, own, report }: Rendered = await renderFiles({
        context,
        args,
        options,
        runtime,
        folders,
        plan,
        progress,
        signal,
      });
      const last = signal.aborted ? await withdraw(runtime, jobs, own) : jobs;
      const resume = (origin: string) => resumeStep(options, origin);
      return runReport(
        last.map((job) => reportedJob(job, { engine: runtime.engine, shownPath, resume })),
        { ...report, isInterrupted: signal.aborted, isDetached: options.isDetached },
      );
    } finally {
      progress.done();
      await runtime.close();
    }
  });
}

/** Throws a `Refusal` where nothing may be sent at all. */
async function requireLeave(
  context: CommandContext,
  args: CommandArguments,
  { isSample, allowsFork }: RenderOptions,
): Promise<void> {
  if (isSample) return;
  const fork = allowsFork ? undefined : await forkRefusal(context);
  if (fork !== undefined)
    throw new Refusal('fork', fork, [
      { title: l10n.t('Say --allow-fork if you have read the prompts'), isForUser: true },
    ]);
  requireKey(context);
}

/**
 * What was not sent when the person stopped is not sent any more: nobody watches what it costs. What others have queued is
 * theirs. `own`: the ids of what this run has submitted.
 */
async function withdraw(
  { engine }: Runtime,
  jobs: readonly Job[],
  own: ReadonlySet<string>,
): Promise<readonly Job[]> {
  const last: Job[] = [];
  for (const job of jobs)
    last.push(job.state === 'queued' && own.has(job.id) ? await cancelUnsent(engine, job) : job);
  return last;
}

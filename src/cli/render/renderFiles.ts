import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import type { Job } from '../../core/job.ts';
import { inTurns } from '../../core/inTurns.ts';
import { plainUri } from '../../core/uriPath.ts';
import { writeWhole } from '../../node/writeWhole.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import type { Repository } from '../../runtime/repository.ts';
import { planPlace } from '../../shots/planPath.ts';
import type { Planning } from '../../shots/planFiles.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';
import type { ChosenCell } from '../../shots/renderItems.ts';
import type { RenderPlan } from '../../shots/renderPlan.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { CommandContext } from '../context.ts';
import { openPaths } from '../openPaths.ts';
import { planFolder } from '../planFolder.ts';
import { isSomethingWrong, type PlanReport } from '../planReport.ts';
import type { Progress } from '../run/progress.ts';
import { unpause } from '../run/unpause.ts';
import { watchJobs } from '../run/watchJobs.ts';
import { shownFrom } from '../shownFrom.ts';
import { UsageError } from '../usageError.ts';
import { type ClipFrames, createClipFrames } from './clipFrames.ts';
import { feedFrames } from './feedFrames.ts';
import { filesOfPlan, followPlan } from './followPlan.ts';
import { settleLeftovers } from './leftovers.ts';
import { nextOfRender } from './nextOfRender.ts';
import { Refusal } from './refusal.ts';
import type { RenderOptions } from './renderOptions.ts';
import { submitClips } from './submitClips.ts';

export interface RenderParts {
  readonly context: CommandContext;
  readonly args: CommandArguments;
  readonly options: RenderOptions;
  readonly runtime: Runtime;
  /** Into which clips may be put; the folder of the prompt files is added. */
  readonly folders: string[];
  readonly plan: RenderPlan | undefined;
  readonly progress: Progress;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

export interface Rendered {
  /** As they are in the end: those of this run, and those that were under way already. */
  readonly jobs: readonly Job[];
  /** The ids of those of this run. */
  readonly own: ReadonlySet<string>;
  readonly report: Pick<PlanReport, 'errors' | 'notPlanned'>;
}

/** Somebody else may begin to render the same again and again. */
const maxRounds = 5;

/** Renders what is asked for, and watches it. Throws a `Refusal` where nothing was sent. */
export async function renderFiles(parts: RenderParts): Promise<Rendered> {
  const { context, args, options, runtime, folders, plan, progress } = parts;
  const { engine } = runtime;
  await unpause(runtime);
  if (!options.isSample) await runtime.prices.refresh().catch(() => undefined);
  const [folder, ...others] = await openPaths(args.operands, context, {
    market: runtime.market,
    jobs: { store: runtime.store, write: async (uri, bytes) => await writeWhole(fileURLToPath(uri), bytes) },
  });
  if (folder === undefined || others.length > 0)
    throw new UsageError(
      l10n.t('These paths belong to several folders, and a run renders in one. Render each by itself.'),
    );
  const { repository } = folder;
  const rootUri = repository.folderUri;
  folders.push(rootUri);
  await engine.wake();
  const frames = createClipFrames(options.stateFolder, context);
  const stopFeeding = feedFrames(runtime, { repository, frames }, (error) =>
    progress.note(error instanceof Error ? error.message : String(error)),
  );
  try {
    const uris = plan === undefined ? folder.promptFiles : filesOfPlan(plan, rootUri);
    return await renderUntilDone(parts, { repository, uris, frames });
  } finally {
    stopFeeding();
    await frames.close();
  }
}

interface RenderedFolder {
  readonly repository: Repository;
  /** Of the prompt files. */
  readonly uris: readonly string[];
  readonly frames: ClipFrames;
}

async function renderUntilDone(parts: RenderParts, folder: RenderedFolder): Promise<Rendered> {
  const { options, runtime, progress, signal } = parts;
  const isAborted = () => signal.aborted;
  for (let round = 0; round < maxRounds && !isAborted(); round++) {
    await settleLeftovers(runtime, folder.uris, {
      waiting: () => progress.note(l10n.t('Waiting for what another run has queued…')),
      signal,
    });
    if (isAborted()) break;
    const look = await lookAtFiles(parts, folder);
    if (isAborted()) break;
    const submitted = await submit(parts, folder, look);
    if (submitted === undefined) continue;
    const ids = [...look.underWay, ...submitted].map(({ id }) => id);
    const jobs = await watchJobs(runtime, [...new Set(ids)], {
      changed: progress.changed,
      signal,
      origin: options.origin,
      ...(options.isDetached
        ? { isDone: (job: Job) => job.state !== 'queued' && job.state !== 'submitting' }
        : {}),
    });
    return { jobs, own: new Set(submitted.map(({ id }) => id)), report: look.report };
  }
  if (isAborted()) return { jobs: [], own: new Set(), report: { errors: [], notPlanned: [] } };
  throw new Refusal(
    'request',
    l10n.t('Others render the same again and again, so nothing was submitted. Try again later.'),
  );
}

function isSamePlace(one: string | undefined, other: string): boolean {
  return one !== undefined && plainUri(one) === plainUri(other);
}

interface Look {
  readonly files: readonly PromptFileState[];
  readonly chosen: readonly ChosenCell[];
  /** Jobs of the cells that are asked for. */
  readonly underWay: readonly Job[];
  readonly report: Pick<PlanReport, 'errors' | 'notPlanned'>;
}

async function lookAtFiles(
  { context, options, plan }: RenderParts,
  { repository, uris }: RenderedFolder,
): Promise<Look> {
  const rootUri = repository.folderUri;
  const places = { rootUri, folderOf: () => rootUri, digests: repository.digests };
  const states = await inTurns(uris, (uri) => repository.states.look(uri));
  const underWay = states.flatMap(({ cells }) => cells.flatMap(({ jobs }) => jobs));
  if (plan !== undefined) {
    const chosen = await followPlan(plan, states, places);
    const isOfPlan = ({ source }: Job) =>
      plan.clips.some(
        ({ file, shot, cell }) =>
          shot === source?.shot &&
          cell === source.cell &&
          isSamePlace(planPlace(rootUri, file), source.promptFileUri),
      );
    return {
      files: states,
      chosen,
      underWay: underWay.filter(isOfPlan),
      report: { errors: [], notPlanned: [] },
    };
  }
  const shownPath = shownFrom(context.workingDirectory);
  const { files, planning, report } = await planFolder(repository, states, {
    only: options.only,
    shownPath,
  });
  requireSound(planning, report);
  return { files, chosen: planning.chosen, underWay, report };
}

/** All that is asked for or nothing: who pays for half of a film may not get the other half. */
function requireSound({ unplanned }: Planning, report: PlanReport): void {
  const isLeftOut = unplanned.some(({ kind }) => kind !== 'waits' && kind !== 'underWay');
  if (!isSomethingWrong(report) && !isLeftOut) return;
  const next = [...report.errors, ...report.notPlanned].flatMap((one) => one.next);
  throw new FilesRefusal(report, next);
}

/** Something is wrong in the files; the report says what. */
export class FilesRefusal extends Refusal {
  readonly report: PlanReport;

  constructor(report: PlanReport, next: Refusal['next']) {
    super(
      'files',
      l10n.t('Something is wrong in the files, so nothing was sent. Correct it, or name other files.'),
      next,
    );
    this.report = report;
  }
}

async function submit(
  { context, args, options, runtime }: RenderParts,
  { repository, frames }: RenderedFolder,
  { chosen, files }: Look,
): Promise<readonly Job[] | undefined> {
  if (chosen.length === 0) return [];
  const shownPath = shownFrom(context.workingDirectory);
  return await submitClips(chosen, {
    runtime,
    options,
    context,
    frames,
    rootUri: repository.folderUri,
    next: nextOfRender({ args, chosen, files, shownPath }),
  });
}

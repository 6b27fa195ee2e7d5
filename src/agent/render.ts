import * as l10n from '@vscode/l10n';
import { type Job, hasEnded } from '../core/job.ts';
import { DuplicateRequest } from '../engine/refusals.ts';
import type { NextStep } from '../reports/nextStep.ts';
import type { ChosenCell } from '../shots/renderItems.ts';
import { obstacleWords } from '../words/leftOutWords.ts';
import { type Answer, lines } from './answer.ts';
import { type AskedCells, clipId } from './askedCells.ts';
import { type Asked, readAsked } from './askedRequest.ts';
import type { ToolInput } from './inputs.ts';
import { jobData, jobLine } from './jobReport.ts';
import type { AgentPorts } from './ports.ts';
import { renderShots, type ShotPorts } from './renderShots.ts';

/** What rendering asks besides. */
export interface RenderPorts extends AgentPorts, ShotPorts {
  /** Throws VideoPromptError `workspace.untrusted`. */
  readonly requireTrust: () => void;
  /** What was asked for by the same request, newest first, and the newest job of all before that look. */
  readonly jobsLike: (request: Parameters<AgentPorts['look']>[0]) => Promise<{
    readonly jobs: readonly Job[];
    readonly upTo: number;
  }>;
  /** Whether a file is there. */
  readonly isThere: (uri: string) => Promise<boolean>;
}

/**
 * Submits clips, and does not wait for them. What is under way or current already is returned instead, and costs nothing. Throws
 * VideoPromptErrors; nothing was submitted then.
 */
export async function render(input: ToolInput<'render'>, ports: RenderPorts): Promise<Answer> {
  const asked = readAsked(input);
  ports.requireTrust();
  return asked.kind === 'request' ? await ofRequest(asked.input, ports) : await ofFile(asked, ports);
}

async function ofRequest(
  given: Extract<Asked, { kind: 'request' }>['input'],
  ports: RenderPorts,
): Promise<Answer> {
  const request = await ports.complete(given);
  const { jobs, upTo } = await ports.jobsLike(request);
  const made = await standing(jobs, ports);
  if (made.length > 0) return already(made, ports);
  try {
    return submitted(await ports.submit([{ request, seen: { upTo, agreedSecond: [] } }]), ports);
  } catch (error) {
    if (error instanceof DuplicateRequest) {
      const rivals = error.items.flatMap((item) => item.jobs);
      if (rivals.length > 0) return already(rivals, ports);
    }
    throw error;
  }
}

/** Those that are under way, or whose clip is there. */
async function standing(jobs: readonly Job[], { isThere }: RenderPorts): Promise<readonly Job[]> {
  const found: Job[] = [];
  for (const job of jobs) {
    const clip = job.state === 'saved' ? job.clip?.uri : undefined;
    if (!hasEnded(job) || (clip !== undefined && (await isThere(clip)))) found.push(job);
  }
  return found;
}

async function ofFile(asked: Extract<Asked, { kind: 'file' }>, ports: RenderPorts): Promise<Answer> {
  const { state, cells, jobs } = await renderShots(asked, ports);
  return report(jobs, cells, ports.pathOf(state.uri), ports);
}

function waiting(jobs: readonly Job[]): readonly NextStep[] {
  const ids = jobs.filter((job) => !hasEnded(job)).map(({ id }) => id);
  if (ids.length === 0) return [];
  return [
    { title: l10n.t('Wait for them.'), call: { tool: 'status', input: { jobs: ids, waitSeconds: 45 } } },
  ];
}

function submitted(jobs: readonly Job[], ports: RenderPorts): Answer {
  return {
    text: lines(submittedWords(jobs.length), ...jobs.map(jobLine)),
    data: {
      submitted: jobs.map(({ id }) => id),
      jobs: jobs.map((job) => jobData(job, ports)),
      next: waiting(jobs),
    },
  };
}

function submittedWords(clips: number): string {
  return clips === 1 ? l10n.t('1 clip was submitted.') : l10n.t('{0} clips were submitted.', clips);
}

function already(jobs: readonly Job[], ports: RenderPorts): Answer {
  return {
    text: lines(
      l10n.t('This was asked for before: nothing was submitted, and nothing is paid again.'),
      ...jobs.map(jobLine),
      l10n.t('For another take, ask with another seed or prompt.'),
    ),
    data: { submitted: [], jobs: jobs.map((job) => jobData(job, ports)), next: waiting(jobs) },
  };
}

function report(
  jobs: readonly Job[],
  { underWay, current, unreadable, leftOut }: AskedCells,
  file: string,
  ports: RenderPorts,
): Answer {
  const running = underWay.flatMap(({ cell }) => cell.jobs);
  const clipOf = ({ cell }: ChosenCell) =>
    cell.chosen === undefined ? undefined : { path: ports.pathOf(cell.chosen.uri), uri: cell.chosen.uri };
  const all = [...jobs, ...running];
  return {
    text: lines(
      jobs.length === 0
        ? l10n.t('{0}: nothing was submitted, and nothing is paid.', file)
        : submittedWords(jobs.length),
      ...jobs.map(jobLine),
      ...(running.length === 0 ? [] : [l10n.t('Being rendered already:'), ...running.map(jobLine)]),
      ...current.map((one) =>
        l10n.t('- {0}: current, nothing to pay {1}', clipId(one.cell), clipOf(one)?.uri ?? ''),
      ),
      ...unreadable.map(({ cell }) =>
        l10n.t('- {0}: left out, because it may have a clip whose sidecar cannot be read', clipId(cell)),
      ),
      ...leftOut.map((one) => `- ${obstacleWords(one)}`),
    ),
    data: {
      file,
      submitted: jobs.map(({ id }) => id),
      jobs: all.map((job) => jobData(job, ports)),
      current: current.map((one) => ({ id: clipId(one.cell), ...clipOf(one) })),
      leftOut: [
        ...leftOut.map((one) => ({ id: clipId(one), reason: obstacleWords(one) })),
        ...unreadable.map(({ cell }) => ({ id: clipId(cell), reason: 'unreadable' })),
      ],
      next: waiting(all),
    },
  };
}

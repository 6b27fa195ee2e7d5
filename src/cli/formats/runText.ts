import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { JobState } from '../../core/job.ts';
import { formatUsd } from '../../core/money.ts';
import { plainLine } from '../../core/shownText.ts';
import { sizeWords } from '../../words/jobWords.ts';
import { nextLine } from '../nextStep.ts';
import { jobTitle } from '../run/jobTitle.ts';
import type { ReportedJob } from '../run/reportedJob.ts';
import type { RunReport } from '../run/runReport.ts';
import { errorLines, notPlannedLines } from './planText.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
type InStyle = (style: Style, words: string) => string;

/** For people: what became of each clip, what stands in the way, and what it has cost. */
export function runText(report: RunReport, hasColor: boolean): string {
  const inStyle: InStyle = (style, words) =>
    hasColor ? styleText(style, words, { validateStream: false }) : words;
  const blocks = [
    report.jobs.flatMap((job) => jobLines(job, inStyle)),
    errorLines(report, inStyle),
    notPlannedLines(report, inStyle),
    refusalLines(report, inStyle),
    summaryLines(report, inStyle),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** `✔ film.video.md the-storm, take 2: film/the-storm-2.mp4 (102 KB, $0.32)` */
function jobLines(job: ReportedJob, inStyle: InStyle): readonly string[] {
  const [sign, style] = signOf(job.state);
  const title = plainLine(`${job.file ?? ''} ${jobTitle(job)}`);
  const what = job.clip === undefined ? job.message : clipWords(job, job.clip);
  const id = job.state === 'saved' ? [] : [`    ${inStyle('dim', taskWords(job))}`];
  return [`${inStyle(style, sign)} ${title}: ${plainLine(what)}`, ...id];
}

function signOf(state: JobState): readonly [string, Style] {
  switch (state) {
    case 'saved':
      return ['✔', 'green'];
    case 'failed':
    case 'cancelled':
    case 'forgotten':
      return ['✘', 'red'];
    case 'uncertain':
    case 'stopped':
      return ['?', 'yellow'];
    default:
      return ['…', 'dim'];
  }
}

function clipWords(job: ReportedJob, { path, bytes }: NonNullable<ReportedJob['clip']>): string {
  return `${path} (${sizeWords(bytes)}, ${chargeWords(job)})`;
}

function chargeWords({ charge, isSample }: ReportedJob): string {
  if (isSample) return l10n.t('sample, free');
  if (charge?.microUsd === undefined) return l10n.t('cost unknown');
  const amount = formatUsd(charge.microUsd);
  return charge.basis === 'reported' ? amount : l10n.t('{0} estimated', amount);
}

function taskWords({ id, taskId }: ReportedJob): string {
  return taskId === undefined ? l10n.t('job {0}', id) : l10n.t('job {0}, task {1}', id, plainLine(taskId));
}

function refusalLines({ refusal }: RunReport, inStyle: InStyle): readonly string[] {
  if (refusal === undefined) return [];
  return [inStyle('red', plainLine(refusal.message)), ...refusal.next.map((step) => `  ${nextLine(step)}`)];
}

function summaryLines({ jobs, money, isInterrupted }: RunReport, inStyle: InStyle): readonly string[] {
  const open = jobs.flatMap(({ next }) => next)[0];
  const isSent = jobs.some(({ next, isSample, state }) => next.length > 0 && !isSample && state !== 'queued');
  const stopped = !isInterrupted
    ? []
    : isSent
      ? [l10n.t('Stopped. What was submitted goes on at CometAPI and may be charged.')]
      : [l10n.t('Stopped.')];
  return [
    ...stopped,
    ...(open === undefined ? [] : [nextLine(open)]),
    ...(jobs.length === 0 ? [] : [inStyle('bold', `${countWords(jobs)} · ${moneyWords(money)}`)]),
  ];
}

/** `3 clips: 1 saved, 1 failed, 1 under way` */
function countWords(jobs: readonly ReportedJob[]): string {
  const count = (states: readonly JobState[]) => jobs.filter(({ state }) => states.includes(state)).length;
  const of = (number: number, words: string) => (number === 0 ? [] : [words]);
  const saved = count(['saved']);
  const failed = count(['failed']);
  const unsent = count(['cancelled', 'forgotten']);
  const unknown = count(['uncertain']);
  const open = jobs.length - saved - failed - unsent - unknown;
  const states = [
    ...of(saved, l10n.t('{0} saved', saved)),
    ...of(failed, l10n.t('{0} failed', failed)),
    ...of(unsent, l10n.t('{0} not sent', unsent)),
    ...of(open, l10n.t('{0} under way', open)),
    ...of(unknown, l10n.t('{0} unknown', unknown)),
  ].join(', ');
  const counted = jobs.length === 1 ? l10n.t('1 clip') : l10n.t('{0} clips', jobs.length);
  return l10n.t('{0}: {1}', counted, states);
}

function moneyWords({
  reportedMicroUsd,
  estimatedMicroUsd,
  reservedMicroUsd,
  unknownClips,
}: RunReport['money']): string {
  const parts = [
    ...(reportedMicroUsd === 0 ? [] : [l10n.t('{0} reported', formatUsd(reportedMicroUsd))]),
    ...(estimatedMicroUsd === 0 ? [] : [l10n.t('{0} estimated', formatUsd(estimatedMicroUsd))]),
    ...(reservedMicroUsd === 0 ? [] : [l10n.t('{0} reserved', formatUsd(reservedMicroUsd))]),
    ...(unknownClips === 0
      ? []
      : [unknownClips === 1 ? l10n.t('1 of unknown cost') : l10n.t('{0} of unknown cost', unknownClips)]),
  ];
  return parts.length === 0 ? formatUsd(0) : parts.join(' + ');
}

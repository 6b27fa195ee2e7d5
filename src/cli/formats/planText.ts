import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import { plainLine, shownText } from '../../core/shownText.ts';
import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import { planReasonWords } from '../../words/planWords.ts';
import { knownWords, quoteWords } from '../../words/priceWords.ts';
import type { NextStep } from '../../reports/nextStep.ts';
import { nextLine } from '../nextStep.ts';
import type { PlanReport, ReportedClip } from '../planReport.ts';

type Style = 'bold' | 'dim' | 'red';

/** For people: what is rendered in which order and for how much, then what is not and why. */
export function planText(report: PlanReport, hasColor: boolean): string {
  const inStyle = (style: Style, words: string) =>
    hasColor ? styleText(style, words, { validateStream: false }) : words;
  const blocks = [
    ...clipBlocks(report.clips, inStyle),
    errorLines(report, inStyle),
    notPlannedLines(report, inStyle),
    summaryLines(report, inStyle),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

type InStyle = (style: Style, words: string) => string;

/** Titles come last: how wide they are nobody knows. */
function clipBlocks(clips: readonly ReportedClip[], inStyle: InStyle): readonly (readonly string[])[] {
  const rows = clips.map((clip, at) => ({
    clip,
    columns: [String(at + 1), clip.options.model, lengthWords(clip), quoteWords(clip.quote)],
  }));
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map(({ columns }) => columns[at]?.length ?? 0)));
  return [...Map.groupBy(rows, ({ clip }) => clip.file)].map(([file, ofFile]) => [
    inStyle('bold', plainLine(file)),
    ...ofFile.map(({ clip, columns }) => {
      const [number = '', ...others] = columns.map((column, at) =>
        at === 0 ? column.padStart(widths[at] ?? 0) : column.padEnd(widths[at] ?? 0),
      );
      return `  ${[number, ...others, lastColumn(clip)].join('  ')}`;
    }),
  ]);
}

function lengthWords({ options: { seconds } }: ReportedClip): string {
  return seconds === 0 ? '' : l10n.t('{0} s', seconds);
}

/** `The storm, take 2 · stale: prompt · after 1` */
function lastColumn({ title, take, why, waitsFor }: ReportedClip): string {
  const name = shownText(title);
  const after =
    waitsFor === undefined
      ? ''
      : 'clip' in waitsFor
        ? l10n.t('after {0}', waitsFor.clip + 1)
        : l10n.t('after a clip that is under way');
  return [take === 1 ? name : l10n.t('{0}, take {1}', name, take), plainLine(planReasonWords(why)), after]
    .filter((words) => words !== '')
    .join(' · ');
}

export function errorLines({ errors }: Pick<PlanReport, 'errors'>, inStyle: InStyle): readonly string[] {
  if (errors.length === 0) return [];
  return [
    inStyle('bold', l10n.t('Errors that keep clips from being rendered:')),
    ...errors.flatMap(({ place: { path, line, column }, code, message, within, next }) => [
      `  ${plainLine(path)}:${line}:${column}  ${inStyle('red', ruleIds[code])} ${code}  ${plainLine(message)}`,
      ...(within === undefined ? [] : [`    ${plainLine(`${within.path}:${within.line}:${within.column}`)}`]),
      ...nextLines(next),
    ]),
  ];
}

export function notPlannedLines(
  { notPlanned }: Pick<PlanReport, 'notPlanned'>,
  inStyle: InStyle,
): readonly string[] {
  if (notPlanned.length === 0) return [];
  return [
    inStyle('bold', l10n.t('Not in the plan:')),
    ...notPlanned.flatMap(({ file, title, message, next }) => [
      `  ${plainLine(file)}  ${shownText(title)}: ${plainLine(message)}`,
      ...nextLines(next),
    ]),
  ];
}

/** The best one; all of them are in the JSON. */
function nextLines([step]: readonly NextStep[]): readonly string[] {
  if (step === undefined) return [];
  return [`    ${nextLine(step)}`];
}

function summaryLines(
  { clips, total, leftAlone, priceList }: PlanReport,
  inStyle: InStyle,
): readonly string[] {
  const known = clips.length - total.unknownClips;
  const money = [
    ...(known === 0 ? [] : [knownWords(total)]),
    ...(total.unknownClips === 0 ? [] : [unknownWords(total.unknownClips)]),
  ].join(' + ');
  const count = clips.length === 1 ? l10n.t('1 clip to render') : l10n.t('{0} clips to render', clips.length);
  return [
    inStyle('bold', clips.length === 0 ? l10n.t('Nothing to render.') : `${count}: ${money}`),
    ...(leftAlone === 0
      ? []
      : [
          leftAlone === 1
            ? l10n.t('1 clip is left as it is.')
            : l10n.t('{0} clips are left as they are.', leftAlone),
        ]),
    ...sourceLines(clips),
    ...(priceList === undefined
      ? []
      : [l10n.t('Price list: {0}, {1}.', shownText(priceList.origin), priceList.date)]),
  ];
}

/** Whose prices these are; of several, with the numbers of the clips. */
function sourceLines(clips: readonly ReportedClip[]): readonly string[] {
  const priced = clips.flatMap(({ quote }, at) => {
    const source = sourceOf(quote);
    return source === undefined ? [] : [{ source, number: at + 1 }];
  });
  const bySource = [...Map.groupBy(priced, ({ source }) => source)].map(([source, of]) => ({
    source: plainLine(source),
    numbers: rangesText(of.map(({ number }) => number)),
  }));
  const words = bySource.map(({ source, numbers }) =>
    bySource.length === 1 ? source : l10n.t('{0} ({1})', source, numbers),
  );
  return words.length === 0 ? [] : [l10n.t('Prices: {0}.', words.join('; '))];
}

/** `1–3, 5`, of growing numbers. */
function rangesText(numbers: readonly number[]): string {
  const ranges: { readonly from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

function unknownWords(clips: number): string {
  return clips === 1 ? l10n.t('1 clip of unknown price') : l10n.t('{0} clips of unknown price', clips);
}

function sourceOf({ microUsd, source, date }: ReportedClip['quote']): string | undefined {
  if (microUsd === undefined || source === '') return undefined;
  return date === '' ? source : `${source}, ${date}`;
}

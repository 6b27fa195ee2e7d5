import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/shownText.ts';
import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import { allFindings, type CheckedFileReport } from '../../reports/fileReport.ts';
import { type CheckReport, checkTotals } from '../checkReport.ts';
import type { ReportedFinding } from '../../reports/reportedFinding.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Files with something to say about them, a line for each thing, and the sums. */
export function checkText(report: CheckReport, hasColor: boolean): string {
  const paint: Paint = (style, text) => (hasColor ? styleText(style, text, { validateStream: false }) : text);
  const files = report.files.filter((file) => allFindings(file).length > 0);
  return [...files.map((file) => fileText(file, paint)), `${sumText(report)}\n`].join('\n');
}

function fileText(file: CheckedFileReport, paint: Paint): string {
  const rows = allFindings(file).map((finding) => ({
    finding,
    at: `${finding.place.line}:${finding.place.column}`,
    label: labelOf(finding),
    rule: `${ruleIds[finding.code]} ${finding.code}`,
  }));
  const widthOf = (of: (row: (typeof rows)[number]) => string) =>
    Math.max(...rows.map((row) => of(row).length));
  const [atWidth, labelWidth, ruleWidth] = [
    widthOf(({ at }) => at),
    widthOf(({ label }) => label),
    widthOf(({ rule }) => rule),
  ];
  const lines = rows.flatMap(({ finding, at, label, rule }) => {
    const painted = paint(styleOf(finding), label.padEnd(labelWidth));
    const start = `  ${at.padStart(atWidth)}  ${painted}  ${paint('dim', rule.padEnd(ruleWidth))}`;
    const { within } = finding;
    return [
      `${start}  ${plainLine(finding.message)}`,
      ...(within === undefined
        ? []
        : [`${' '.repeat(atWidth + 4)}${plainLine(`${within.path}:${within.line}:${within.column}`)}`]),
    ];
  });
  return `${[paint('underline', plainLine(file.path)), ...lines].join('\n')}\n`;
}

function labelOf({ code, severity }: ReportedFinding): string {
  switch (code) {
    case 'clip.stale':
      return l10n.t('stale');
    case 'clip.missing':
      return l10n.t('missing');
    case 'clip.notFetched':
      return l10n.t('not fetched');
    case 'clip.sample':
      return l10n.t('sample');
    default:
      return severityLabel(severity);
  }
}

function severityLabel(severity: ReportedFinding['severity']): string {
  switch (severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'information':
      return l10n.t('note');
  }
}

function styleOf({ severity }: ReportedFinding): Style {
  return severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : 'cyan';
}

/** `3 prompt files · 12 clips: 9 current, 2 stale, 1 missing · 1 error`. */
export function sumText(report: CheckReport): string {
  const { files, clips, samples, errors, warnings } = checkTotals(report);
  const all = Object.values(clips).reduce((sum, count) => sum + count, 0);
  const of = (count: number, words: (count: number) => string) => (count === 0 ? [] : [words(count)]);
  const states = [
    ...of(clips.current, (count) => l10n.t('{0} current', count)),
    ...of(clips.stale, (count) => l10n.t('{0} stale', count)),
    ...of(clips.missing, (count) => l10n.t('{0} missing', count)),
    ...of(clips['not-fetched'], (count) => l10n.t('{0} not fetched', count)),
    ...of(clips.unreadable + clips.blocked, (count) => l10n.t('{0} unknown', count)),
  ].join(', ');
  const counted = all === 1 ? l10n.t('1 clip') : l10n.t('{0} clips', all);
  return [
    files === 1 ? l10n.t('1 prompt file') : l10n.t('{0} prompt files', files),
    states === '' ? counted : l10n.t('{0}: {1}', counted, states),
    ...of(samples, (count) => (count === 1 ? l10n.t('1 sample') : l10n.t('{0} samples', count))),
    ...of(errors, (count) => (count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count))),
    ...of(warnings, (count) => (count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count))),
  ].join(' · ');
}

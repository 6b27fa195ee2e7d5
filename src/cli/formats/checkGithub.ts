import { plainLine } from '../../core/shownText.ts';
import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import { allFindings } from '../../reports/fileReport.ts';
import type { CheckReport } from '../checkReport.ts';
import type { ReportedFinding } from '../../reports/reportedFinding.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice' } as const;

/** Workflow commands, which GitHub shows as annotations: nothing in a foreign text may begin or end one. */
export function checkGithub({ files }: CheckReport): string {
  return files
    .flatMap(allFindings)
    .map((finding) => `${annotation(finding)}\n`)
    .join('');
}

function annotation({ place, code, severity, message, within }: ReportedFinding): string {
  const properties = {
    file: place.path,
    line: place.line,
    endLine: place.endLine,
    col: place.column,
    endColumn: place.endColumn,
    title: `${ruleIds[code]} ${code}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const where = within === undefined ? '' : ` (${within.path}:${within.line}:${within.column})`;
  return `::${commands[severity]} ${written.join(',')}::${escaped(`${plainLine(message)}${plainLine(where)}`)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  // Of the other controls none is any part of a name that GitHub could show.
  return escaped(text)
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')
    .replace(/[\p{Cc}\p{Cf}]/gu, '�');
}

import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import type { CheckedFileReport } from '../../reports/fileReport.ts';
import { type CheckReport, type Failure, isFailure } from '../checkReport.ts';
import type { ReportedFinding } from '../../reports/reportedFinding.ts';
import { element } from './xml.ts';

/** A suite for each prompt file, in it a case for its words and one for each clip. */
export function checkJunit({ files }: CheckReport, failOn: readonly Failure[]): string {
  const suites = files.map((file) => suiteOf(file, failOn));
  const sum = (of: (suite: Suite) => number) => suites.reduce((all, suite) => all + of(suite), 0);
  const counts = {
    tests: sum(({ tests }) => tests),
    failures: sum((suite) => suite.failures),
    errors: 0,
  };
  const body = element(
    'testsuites',
    { name: 'video-prompt check', ...counts },
    suites.map(({ xml }) => xml),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
}

function suiteOf({ path, findings, cells }: CheckedFileReport, failOn: readonly Failure[]): Suite {
  const cases = [
    { name: 'prompt file', findings },
    ...cells.map(({ title, findings: own }) => ({ name: title, findings: own })),
  ].map((one) => ({ ...one, failing: one.findings.filter((finding) => isFailure(finding, failOn)) }));
  const failures = cases.filter(({ failing }) => failing.length > 0).length;
  const skipped = cases.filter(
    ({ findings: own, failing }) => failing.length === 0 && own.some(isToFetch),
  ).length;
  const xml = element(
    'testsuite',
    { name: path, tests: cases.length, failures, errors: 0, skipped, file: path },
    cases.map(({ name, findings: own, failing }) => caseXml(path, name, own, failing)),
  );
  return { xml, tests: cases.length, failures };
}

function caseXml(
  path: string,
  name: string,
  findings: readonly ReportedFinding[],
  failing: readonly ReportedFinding[],
): string {
  const [first] = failing;
  const toFetch = first === undefined ? findings.find(isToFetch) : undefined;
  const others = findings.filter((one) => !failing.includes(one) && one !== toFetch);
  return element('testcase', { classname: path, name }, [
    ...(first === undefined
      ? []
      : [
          element(
            'failure',
            { type: `${ruleIds[first.code]} ${first.code}`, message: first.message },
            failing.map(line).join('\n'),
          ),
        ]),
    ...(toFetch === undefined ? [] : [element('skipped', { message: toFetch.message }, '')]),
    ...(others.length === 0 ? [] : [element('system-out', {}, others.map(line).join('\n'))]),
  ]);
}

function isToFetch({ code }: ReportedFinding): boolean {
  return code === 'clip.notFetched';
}

function line({ place, code, message }: ReportedFinding): string {
  return `${place.path}:${place.line}:${place.column}: ${ruleIds[code]} ${code}: ${message}`;
}

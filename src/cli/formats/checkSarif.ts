import { sha256 } from '../../node/sha256.ts';
import { ruleIds, ruleText } from '../../promptLanguage/ruleIds.ts';
import { allFindings } from '../../reports/fileReport.ts';
import type { CheckReport } from '../checkReport.ts';
import type { FilePlace, ReportedFinding } from '../../reports/reportedFinding.ts';
import { jsonText } from './json.ts';

const levels = { error: 'error', warning: 'warning', information: 'note' } as const;

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function checkSarif({ files }: CheckReport, version: string): string {
  const found = files.flatMap(allFindings);
  const codes = [...new Set(found.map(({ code }) => code))].sort();
  const seen = new Map<string, number>();
  const results = found.map((finding) => {
    const { code, severity, message, place, within } = finding;
    return {
      ruleId: ruleIds[code],
      ruleIndex: codes.indexOf(code),
      level: levels[severity],
      message: { text: message },
      locations: [{ physicalLocation: physicalLocation(place) }],
      ...(within === undefined
        ? {}
        : {
            relatedLocations: [
              {
                physicalLocation: {
                  artifactLocation: artifact(within.path),
                  region: { startLine: within.line, startColumn: within.column },
                },
              },
            ],
          }),
      partialFingerprints: { 'videoPrompt/v1': fingerprint(finding, seen) },
    };
  });
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'video-prompt',
            version,
            rules: codes.map((code) => ({
              id: ruleIds[code],
              name: code,
              shortDescription: { text: ruleText[code] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  });
}

/** The same when lines move: by what stands in the line, and which of several alike it is. */
function fingerprint({ code, message, place }: ReportedFinding, seen: Map<string, number>): string {
  const key = JSON.stringify([code, place.path, place.lineText.trim(), message]);
  const before = seen.get(key) ?? 0;
  seen.set(key, before + 1);
  return sha256(`${key} ${before}`);
}

function physicalLocation({ path, line, column, endLine, endColumn }: FilePlace) {
  return {
    artifactLocation: artifact(path),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

function artifact(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

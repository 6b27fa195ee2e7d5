import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { inTurns } from '../../core/inTurns.ts';
import { type CheckReport, checkExitCode, type Failure, failures } from '../checkReport.ts';
import { type CheckedFileReport, fileReport } from '../../reports/fileReport.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { checkGithub } from '../formats/checkGithub.ts';
import { checkJson } from '../formats/checkJson.ts';
import { checkJunit } from '../formats/checkJunit.ts';
import { checkSarif } from '../formats/checkSarif.ts';
import { checkSummary } from '../formats/checkSummary.ts';
import { checkText } from '../formats/checkText.ts';
import { nextOfMarks } from '../../reports/nextOfMarks.ts';
import { addJobSummary } from '../jobSummary.ts';
import { type OpenedFolder, openPaths } from '../openPaths.ts';
import { ownVersion } from '../../node/ownPackage.ts';
import { shownFrom } from '../shownFrom.ts';
import { someOf } from '../usageError.ts';

export const check: Command = {
  usage: '[PATH…]',
  options: {
    'fail-on': {
      type: 'string',
      value: 'LIST',
      help: () => l10n.t('what makes it fail, of {0}; all of them by default', failures.join(',')),
    },
  },
  formats: ['text', 'json', 'github', 'sarif', 'junit'],
  async run(context, { operands, text }) {
    const failOn = someOf('--fail-on', text('fail-on') ?? failures.join(','), failures);
    const opened = await openPaths(operands, context);
    const reports = await Promise.all(opened.map((folder) => folderReports(folder, context)));
    const report = { files: reports.flat() };
    if (report.files.length === 0 && !context.isQuiet)
      context.stderr.write(`${l10n.t('There is no prompt file (*.video.md) here.')}\n`);
    context.stdout.write(await written(report, failOn, context));
    if (context.format === 'github') {
      const isThere = (path: string) => existsSync(resolve(context.workingDirectory, path));
      await addJobSummary(checkSummary(report, isThere), context);
    }
    return checkExitCode(report, failOn);
  },
};

async function folderReports(
  { repository, promptFiles }: OpenedFolder,
  { workingDirectory, format }: CommandContext,
): Promise<readonly CheckedFileReport[]> {
  const pathOf = shownFrom(workingDirectory);
  const extended = await repository.extended();
  return await inTurns(promptFiles, async (uri) => {
    const state = await repository.states.file(uri);
    const next = format === 'json' ? await nextOfMarks(state, pathOf(uri)) : undefined;
    return fileReport(state, extended, pathOf, next);
  });
}

async function written(
  report: CheckReport,
  failOn: readonly Failure[],
  { format, hasColor, packageFolder }: CommandContext,
): Promise<string> {
  switch (format) {
    case 'json':
      return checkJson(report);
    case 'github':
      return checkGithub(report);
    case 'sarif':
      return checkSarif(report, await ownVersion(packageFolder));
    case 'junit':
      return checkJunit(report, failOn);
    default:
      return checkText(report, hasColor);
  }
}

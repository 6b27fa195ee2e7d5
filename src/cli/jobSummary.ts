import { appendFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { plainLine } from '../core/shownText.ts';
import { systemCode } from '../core/systemCode.ts';
import type { ProcessContext } from './context.ts';

/** Adds a page to the summary of the GitHub job that this runs in; elsewhere nothing. A summary that cannot be written is told. */
export async function addJobSummary(
  markdown: string,
  { environment, stderr }: Pick<ProcessContext, 'environment' | 'stderr'>,
): Promise<void> {
  const path = environment.GITHUB_STEP_SUMMARY ?? '';
  if (path === '') return;
  await appendFile(path, markdown).catch((error: unknown) => {
    stderr.write(`${plainLine(l10n.t('The job summary could not be written ({0}).', systemCode(error)))}\n`);
  });
}

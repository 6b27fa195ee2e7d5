import * as l10n from '@vscode/l10n';
import { defaultApiOrigin } from '../../core/apiOrigin.ts';
import { sampleOrigin } from '../../core/job.ts';
import type { NextStep } from '../../reports/nextStep.ts';
import { commandLine } from '../nextStep.ts';
import type { RunOptions } from './runOptions.ts';

/** The command that goes on with what a run has left at this API origin. */
export function resumeStep({ stateFolder }: Pick<RunOptions, 'stateFolder'>, origin: string): NextStep {
  const at = origin === defaultApiOrigin || origin === sampleOrigin ? [] : [`--base-url=${origin}`];
  return {
    title: l10n.t('Watch it again, and save the clip'),
    command: commandLine('resume', [], [`--state=${stateFolder}`, ...at]),
  };
}

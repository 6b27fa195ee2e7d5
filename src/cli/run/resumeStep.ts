import * as l10n from '@vscode/l10n';
import { defaultApiOrigin } from '../../core/apiOrigin.ts';
import type { NextStep } from '../../reports/nextStep.ts';
import { commandLine } from '../nextStep.ts';
import type { RunOptions } from './runOptions.ts';

/** The command that goes on with what a run has left. */
export function resumeStep({ stateFolder, origin }: RunOptions): NextStep {
  const at = origin === defaultApiOrigin ? [] : [`--base-url=${origin}`];
  return {
    title: l10n.t('Watch it again, and save the clip'),
    command: commandLine('resume', [], [`--state=${stateFolder}`, ...at]),
  };
}

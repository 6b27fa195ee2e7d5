import type * as vscode from 'vscode';
import type { CommandId } from '../../src/editor/base/commandRules.ts';

/** What the commands are tried on. */
export interface Subjects {
  readonly promptFile: vscode.Uri;
  readonly clip: vscode.Uri;
  readonly image: vscode.Uri;
  /** Ids of jobs. */
  readonly saved: string;
  readonly failed: string;
  readonly uncertain: string;
}

interface Row {
  readonly args?: (subjects: Subjects) => readonly unknown[];
  /** Would spend money: run by a program it asks about the price. */
  readonly spends?: true;
}

const job = (which: 'saved' | 'failed' | 'uncertain'): Row => ({
  args: (subjects) => [{ id: subjects[which] }],
});

/** Every command; one without a row does not compile. */
export const commandTable: Readonly<Record<CommandId, Row>> = {
  'videoPrompt.generate': { spends: true },
  'videoPrompt.generateFromImages': { args: ({ image }) => [image, [image]] },
  'videoPrompt.openPanel': {},
  'videoPrompt.chooseModel': {},
  'videoPrompt.choosePreset': {},
  'videoPrompt.savePreset': {},
  'videoPrompt.setApiKey': {},
  'videoPrompt.removeApiKey': {},
  'videoPrompt.showSpend': {},
  'videoPrompt.exportSpend': {},
  'videoPrompt.setBalanceKey': {},
  'videoPrompt.removeBalanceKey': {},
  'videoPrompt.showJobs': {},
  'videoPrompt.pauseAll': {},
  'videoPrompt.resumeAll': {},
  'videoPrompt.trySample': {},
  'videoPrompt.showLog': {},
  'videoPrompt.copyDiagnostics': {},
  'videoPrompt.job.open': job('saved'),
  'videoPrompt.job.reveal': job('saved'),
  'videoPrompt.job.stop': job('saved'),
  'videoPrompt.job.cancel': job('saved'),
  'videoPrompt.job.resume': job('saved'),
  'videoPrompt.job.release': job('uncertain'),
  'videoPrompt.job.saveAs': job('saved'),
  'videoPrompt.job.useAgain': job('failed'),
  'videoPrompt.job.extend': job('saved'),
  // Only models that were shut down could remix; one that is offered again spends.
  'videoPrompt.job.remix': job('saved'),
  'videoPrompt.job.copyTaskId': job('saved'),
  'videoPrompt.job.copyError': job('failed'),
  'videoPrompt.job.forget': job('saved'),
  'videoPrompt.job.recover': job('uncertain'),
  'videoPrompt.job.submitAgain': { ...job('uncertain'), spends: true },
  'videoPrompt.recoverTask': {},
  'videoPrompt.promptFile.new': {},
  'videoPrompt.promptFile.newFromImages': { args: ({ image }) => [image, [image]] },
  'videoPrompt.promptFile.newFromClip': { args: ({ clip }) => [clip] },
  'videoPrompt.promptFile.openInPanel': { args: ({ promptFile }) => [promptFile] },
  'videoPrompt.promptFile.openImage': { args: ({ promptFile }) => [promptFile.toString(), 'one', '', 0] },
  'videoPrompt.promptFile.showTakes': { args: ({ promptFile }) => [promptFile] },
  'videoPrompt.insertIntoMarkdown': { args: ({ clip }) => [clip] },
  'videoPrompt.promptFile.render': { args: ({ promptFile }) => [promptFile], spends: true },
  'videoPrompt.promptFile.openClip': { args: ({ clip }) => [clip] },
  'videoPrompt.promptFile.renderAsRecorded': { args: ({ clip }) => [clip], spends: true },
  'videoPrompt.promptFile.keepTake': { args: ({ clip }) => [clip, true] },
  'videoPrompt.jobs.showMore': {},
};

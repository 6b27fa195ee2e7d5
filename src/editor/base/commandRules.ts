import type { commandIds, innerCommandIds } from './commandIds.ts';

export type CommandId =
  (typeof commandIds)[keyof typeof commandIds] | (typeof innerCommandIds)[keyof typeof innerCommandIds];

/**
 * What a command may do in a workspace that nobody trusts.
 * `submits`, `writes`: nothing; it is refused with these words, because it would send from the workspace or write to it.
 * `free`: everything, because it does neither. Where it asks for a place to write to, `requireTrustAt` judges the place.
 */
export type CommandRule = 'submits' | 'writes' | 'free';

/** A command that is added needs a row here, and one in the test over all commands. */
export const commandRules: Readonly<Record<CommandId, CommandRule>> = {
  'videoPrompt.generate': 'submits',
  'videoPrompt.generateFromImages': 'free',
  'videoPrompt.openPanel': 'free',
  'videoPrompt.chooseModel': 'free',
  'videoPrompt.choosePreset': 'free',
  'videoPrompt.savePreset': 'free',
  'videoPrompt.setApiKey': 'free',
  'videoPrompt.removeApiKey': 'free',
  'videoPrompt.showSpend': 'free',
  'videoPrompt.exportSpend': 'free',
  'videoPrompt.setBalanceKey': 'free',
  'videoPrompt.removeBalanceKey': 'free',
  'videoPrompt.showJobs': 'free',
  'videoPrompt.pauseAll': 'free',
  'videoPrompt.resumeAll': 'free',
  'videoPrompt.trySample': 'submits',
  'videoPrompt.showLog': 'free',
  'videoPrompt.copyDiagnostics': 'free',
  'videoPrompt.job.open': 'free',
  'videoPrompt.job.reveal': 'free',
  'videoPrompt.job.stop': 'free',
  'videoPrompt.job.cancel': 'free',
  'videoPrompt.job.resume': 'free',
  'videoPrompt.job.release': 'submits',
  'videoPrompt.job.saveAs': 'free',
  'videoPrompt.job.useAgain': 'free',
  'videoPrompt.job.extend': 'free',
  'videoPrompt.job.remix': 'submits',
  'videoPrompt.job.copyTaskId': 'free',
  'videoPrompt.job.copyError': 'free',
  'videoPrompt.job.forget': 'free',
  'videoPrompt.job.recover': 'writes',
  'videoPrompt.job.submitAgain': 'submits',
  'videoPrompt.recoverTask': 'writes',
  'videoPrompt.promptFile.new': 'writes',
  'videoPrompt.promptFile.newFromImages': 'writes',
  'videoPrompt.promptFile.newFromClip': 'writes',
  'videoPrompt.promptFile.openInPanel': 'free',
  'videoPrompt.promptFile.openImage': 'free',
  'videoPrompt.promptFile.showTakes': 'free',
  'videoPrompt.insertIntoMarkdown': 'writes',
  'videoPrompt.promptFile.render': 'submits',
  'videoPrompt.promptFile.openClip': 'free',
  'videoPrompt.promptFile.renderAsRecorded': 'submits',
  'videoPrompt.promptFile.keepTake': 'writes',
  'videoPrompt.jobs.showMore': 'free',
};

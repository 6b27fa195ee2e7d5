import * as l10n from '@vscode/l10n';
import type { Job } from '../core/job.ts';
import { actionsOf } from '../core/jobActions.ts';
import type { ActionView, JobAction } from '../protocol/panel.ts';

/** The actions with their words; using a refused request again is called by what has to change in it. */
export function actionViews(job: Job): readonly ActionView[] {
  return actionsOf(job).map((action) => {
    const view = { action, ...actionLabel(action) };
    const label =
      action === 'useAgain' && job.state === 'failed'
        ? changeLabel(job)
        : action === 'recover' && job.taskId !== undefined
          ? l10n.t('Look up its task again…')
          : undefined;
    return label === undefined ? view : { ...view, label };
  });
}

function changeLabel({ failure }: Job): string | undefined {
  switch (failure?.class) {
    case 'prompt-refused':
    case 'output-filtered':
      return l10n.t('Change the prompt');
    case 'image-refused':
      return l10n.t('Change the images');
    case 'model-unavailable':
      return l10n.t('Choose another model');
    case 'request-invalid':
      return l10n.t('Change the request');
    default:
      return undefined;
  }
}

export function actionLabel(action: JobAction): { readonly label: string; readonly icon: string } {
  switch (action) {
    case 'stop':
      return { label: l10n.t('Stop watching'), icon: 'debug-stop' };
    case 'cancel':
      return { label: l10n.t('Cancel'), icon: 'close' };
    case 'resume':
      return { label: l10n.t('Watch again'), icon: 'debug-continue' };
    case 'release':
      return { label: l10n.t('Submit now…'), icon: 'play' };
    case 'open':
      return { label: l10n.t('Open'), icon: 'go-to-file' };
    case 'openExternal':
      return { label: l10n.t('Open in system player'), icon: 'link-external' };
    case 'reveal':
      return { label: l10n.t('Reveal in explorer'), icon: 'folder-opened' };
    case 'useAgain':
      return { label: l10n.t('Use again'), icon: 'edit' };
    case 'extend':
      return { label: l10n.t('Extend from last frame'), icon: 'arrow-circle-right' };
    case 'remix':
      return { label: l10n.t('Remix…'), icon: 'wand' };
    case 'copyTaskId':
      return { label: l10n.t('Copy task ID'), icon: 'copy' };
    case 'copyError':
      return { label: l10n.t('Copy error'), icon: 'output' };
    case 'saveAs':
      return { label: l10n.t('Save clip as…'), icon: 'save-as' };
    case 'recover':
      return { label: l10n.t('Recover by task ID…'), icon: 'search' };
    case 'submitAgain':
      return { label: l10n.t('Submit again…'), icon: 'redo' };
    case 'setKey':
      return { label: l10n.t('Set API key…'), icon: 'key' };
    case 'openConsole':
      return { label: l10n.t('Open CometAPI console'), icon: 'link-external' };
    case 'forget':
      return { label: l10n.t('Forget…'), icon: 'trash' };
  }
}

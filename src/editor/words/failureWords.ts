import * as vscode from 'vscode';
import type { Failure, FailureClass, Spent } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';

export interface FailureText {
  /** What happened. */
  readonly title: string;
  /** Whether money was spent. */
  readonly money: string;
  /** One next step; absent where the extension goes on by itself. */
  readonly next?: string;
}

/** After these nothing is fetched by itself any more. */
const givenUp: readonly string[] = ['download.noClip', 'download.endless'];

/** A failure in words for people (P9). The provider's own words are shown beside these, not in them. */
export function failureWords(failure: Failure): FailureText {
  const next = nextByCode(failure) ?? nextStep(failure.class);
  return {
    title: failureCodeWords(failure.message) ?? titleByClass(failure),
    money: moneyWords(failure.charged),
    ...(next === undefined ? {} : { next }),
  };
}

/** The part of a code behind the dot says what happened; the part before it, at which call. */
export function failureCodeWords(code: string): string | undefined {
  switch (code.slice(code.indexOf('.') + 1)) {
    case 'unreachable':
      return vscode.l10n.t('CometAPI could not be reached');
    case 'tls':
      return vscode.l10n.t('No secure connection could be made');
    case 'proxy':
      return vscode.l10n.t('The proxy could not be used. Check http.proxy in the settings');
    case 'proxyAuth':
      return vscode.l10n.t('The proxy wants a name and a password: set http.proxyAuthorization');
    case 'proxyUnsupported':
      return vscode.l10n.t('The proxy in http.proxy is neither http nor https');
    case 'connectTimeout':
    case 'timeout':
    case 'silent':
      return vscode.l10n.t('No answer came in time');
    case 'broken':
    case 'interrupted':
      return vscode.l10n.t('The connection broke');
    case 'senderGone':
      return vscode.l10n.t('The window closed while this was being sent');
    case 'databaseReplaced':
      return vscode.l10n.t('The job database was replaced, so this may have been sent before');
    case 'missing':
      return vscode.l10n.t('There is no API key');
    case 'key':
      return vscode.l10n.t('CometAPI refused the API key');
    case 'noBalance':
      return vscode.l10n.t('The balance or quota is used up');
    case 'modelUnavailable':
      return vscode.l10n.t('The model is not available with this key');
    case 'promptRefused':
      return vscode.l10n.t('The prompt was refused');
    case 'imageRefused':
      return vscode.l10n.t('An image was refused');
    case 'imageLost':
      return vscode.l10n.t('The kept copy of an image is gone');
    case 'tooLarge':
      return vscode.l10n.t('The request was too large');
    case 'tooMany':
      return vscode.l10n.t('Too many requests at once');
    case 'taskUnknown':
      return vscode.l10n.t('CometAPI does not know this task');
    case 'unreadable':
    case 'redirected':
    case 'answerTooLarge':
    case 'undecodable':
      return vscode.l10n.t('Something that is not CometAPI answered');
    case 'noTaskId':
      return vscode.l10n.t('CometAPI answered without a task ID');
    case 'taskShared':
      return vscode.l10n.t('CometAPI named the task of another job here');
    case 'failedWithoutReason':
      return vscode.l10n.t('The render failed without a reason (often a refused prompt)');
    case 'linkLost':
      return vscode.l10n.t('The link to the clip could not be kept');
    case 'unsafeLink':
      return vscode.l10n.t('The link to the clip is not https, or leads into a private network');
    case 'expired':
      return vscode.l10n.t('The link to the clip has expired');
    case 'incomplete':
    case 'notVideo':
      return vscode.l10n.t('What arrived is not a complete video');
    case 'noClip':
      return vscode.l10n.t('CometAPI sent something that is no video, several times');
    case 'endless':
      return vscode.l10n.t('CometAPI sent more than any clip can be');
    case 'tooSlow':
      return vscode.l10n.t('The clip arrived too slowly');
    case 'predecessorFailed':
      return vscode.l10n.t('The clip before it, whose last frame it needs, failed');
    case 'predecessorCancelled':
      return vscode.l10n.t('The clip before it, whose last frame it needs, was cancelled');
    case 'predecessorForgotten':
      return vscode.l10n.t('The clip before it, whose last frame it needs, was given up');
    case 'clipGone':
      return vscode.l10n.t('The clip whose last frame it needs is gone or was changed');
    case 'predecessorMissing':
      return vscode.l10n.t('The clip before it, whose last frame it needs, is not known here any more');
    case 'noProgress':
      return vscode.l10n.t('CometAPI has reported no progress for hours');
    case 'notReady':
      return vscode.l10n.t('The clip is not ready for download yet');
    default:
      return undefined;
  }
}

function titleByClass({ class: failureClass, message }: Failure): string {
  switch (failureClass) {
    case 'prompt-refused':
      return vscode.l10n.t('The prompt was refused');
    case 'image-refused':
      return vscode.l10n.t('An image was refused');
    case 'output-filtered':
      return vscode.l10n.t('The finished clip was filtered');
    case 'no-balance':
      return vscode.l10n.t('The balance or quota is used up');
    case 'key':
      return vscode.l10n.t('CometAPI refused the API key');
    case 'model-unavailable':
      return vscode.l10n.t('The model is not available');
    case 'too-many-requests':
      return vscode.l10n.t('Too many requests at once');
    case 'request-invalid':
      return vscode.l10n.t('CometAPI refused the request');
    case 'provider-fault':
      return vscode.l10n.t('CometAPI had a fault');
    case 'network':
      return vscode.l10n.t('The connection failed');
    case 'disk':
      return message;
    case 'unknown':
      return vscode.l10n.t('The render failed');
  }
}

function moneyWords(charged: Spent): string {
  switch (charged) {
    case 'no':
      return vscode.l10n.t('Nothing was charged.');
    case 'yes':
      return vscode.l10n.t('The render is charged.');
    case 'unknown':
      return vscode.l10n.t('It may have been charged.');
  }
}

function nextByCode({ message, jobId }: Failure): string | undefined {
  if (message.startsWith('follow.')) return vscode.l10n.t('Render the clip before it first, then this one.');
  if (givenUp.includes(message))
    return vscode.l10n.t('Watch again later, or ask CometAPI’s support about this task.');
  return jobId === undefined
    ? undefined
    : vscode.l10n.t('The clip is that of job {0}. Forget this one, or recover it by another task ID.', jobId);
}

function nextStep(failureClass: FailureClass): string | undefined {
  switch (failureClass) {
    case 'prompt-refused':
      return vscode.l10n.t('Change the prompt and generate again.');
    case 'image-refused':
      return vscode.l10n.t('Choose another image and generate again.');
    case 'output-filtered':
      return vscode.l10n.t('Change the prompt or the images and generate again.');
    case 'no-balance':
      return vscode.l10n.t('Top up your CometAPI account or raise the key’s quota.');
    case 'key':
      return vscode.l10n.t('Set a valid API key.');
    case 'model-unavailable':
      return vscode.l10n.t('Choose another model.');
    case 'request-invalid':
      return vscode.l10n.t('Read what CometAPI says, change the request and generate again.');
    case 'unknown':
      return vscode.l10n.t('Generate again, perhaps with other words.');
    case 'too-many-requests':
      return vscode.l10n.t('Wait a while and generate again.');
    case 'provider-fault':
    case 'network':
    case 'disk':
      return undefined;
  }
}

/** What *Copy Error* puts on the clipboard: facts for a bug report or for CometAPI's support; nothing secret. */
export function failureReport(job: Job): readonly string[] {
  const { failure } = job;
  if (failure === undefined) return [];
  const words = failureWords(failure);
  return [
    `${words.title}. ${words.money}`,
    `code: ${failure.class} / ${failure.message}`,
    ...(failure.httpStatus === undefined ? [] : [`status: ${failure.httpStatus}`]),
    ...(failure.providerMessage === undefined ? [] : [`provider: ${failure.providerMessage}`]),
    ...(failure.requestId === undefined ? [] : [`request id: ${failure.requestId}`]),
    ...(job.taskId === undefined ? [] : [`task id: ${job.taskId}`]),
    ...(job.sharedTaskId === undefined ? [] : [`task id of another job: ${job.sharedTaskId}`]),
    ...(failure.jobId === undefined ? [] : [`other job: ${failure.jobId}`]),
    `model: ${job.request.model}`,
    `state: ${job.state}`,
  ];
}

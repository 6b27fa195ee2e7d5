import * as l10n from '@vscode/l10n';
import { isErrorTextKey } from '../core/errorText.ts';
import type { FailureCode } from '../core/failureCodes.ts';
import type { EngineFailureCode, Failure, FailureClass, Spent } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { sentenceWords } from './sentenceWords.ts';

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

const endedByProvider: readonly string[] = ['task.failed', 'create.refused'];

/** A failure in words for people (P9). The provider's own words are shown beside these, not in them. */
export function failureWords(failure: Failure): FailureText {
  const next = nextByCode(failure) ?? nextStep(failure.class);
  return {
    // What CometAPI itself ended is told by its class, which says more.
    title:
      (endedByProvider.includes(failure.message) ? undefined : codeWords(failure)) ?? titleByClass(failure),
    money: moneyWords(failure.charged),
    ...(next === undefined ? {} : { next }),
  };
}

/** What is behind the dot of a code says what happened; what is before it, at which call. */
type Happening<Code extends string> = Code extends `${string}.${infer Rest}` ? Rest : never;

/** A code without a sentence does not compile. */
const sentences: Readonly<Record<Happening<FailureCode | EngineFailureCode>, () => string>> = {
  unreachable: () => l10n.t('CometAPI could not be reached'),
  tls: () => l10n.t('No secure connection could be made'),
  proxy: () => l10n.t('The proxy could not be used. Check http.proxy in the settings'),
  proxyAuth: () => l10n.t('The proxy wants a name and a password: set http.proxyAuthorization'),
  proxyUnsupported: () => l10n.t('The proxy in http.proxy is neither http nor https'),
  connectTimeout: () => l10n.t('No answer came in time'),
  timeout: () => l10n.t('No answer came in time'),
  silent: () => l10n.t('No answer came in time'),
  broken: () => l10n.t('The connection broke'),
  interrupted: () => l10n.t('The connection broke'),
  senderGone: () => l10n.t('The window closed while this was being sent'),
  databaseReplaced: () => l10n.t('The job database was replaced, so this may have been sent before'),
  missing: () => l10n.t('There is no API key'),
  key: () => l10n.t('CometAPI refused the API key'),
  noBalance: () => l10n.t('The balance or quota is used up'),
  modelUnavailable: () => l10n.t('The model is not available with this key'),
  promptRefused: () => l10n.t('The prompt was refused'),
  imageRefused: () => l10n.t('An image was refused'),
  imageLost: () => l10n.t('The kept copy of an image is gone'),
  tooLarge: () => l10n.t('The request was too large'),
  tooMany: () => l10n.t('Too many requests at once'),
  taskUnknown: () => l10n.t('CometAPI does not know this task'),
  unreadable: () => l10n.t('Something other than CometAPI answered'),
  redirected: () => l10n.t('Something other than CometAPI answered'),
  answerTooLarge: () => l10n.t('Something other than CometAPI answered'),
  undecodable: () => l10n.t('Something other than CometAPI answered'),
  noTaskId: () => l10n.t('CometAPI answered without a task ID'),
  taskShared: () => l10n.t('CometAPI returned the task ID of another job'),
  failedWithoutReason: () => l10n.t('The render failed without a reason (often a refused prompt)'),
  unsafeLink: () => l10n.t('The link to the clip is not https, or leads into a private network'),
  expired: () => l10n.t('The link to the clip has expired'),
  incomplete: () => l10n.t('What arrived is not a complete video'),
  notVideo: () => l10n.t('What arrived is not a complete video'),
  noClip: () => l10n.t('CometAPI repeatedly sent something that is not a video'),
  endless: () => l10n.t('CometAPI sent more data than a clip can have'),
  tooSlow: () => l10n.t('The clip arrived too slowly'),
  predecessorFailed: () => l10n.t('The clip before it, whose last frame it needs, failed'),
  predecessorCancelled: () => l10n.t('The clip before it, whose last frame it needs, was cancelled'),
  predecessorForgotten: () => l10n.t('The clip before it, whose last frame it needs, is no longer watched'),
  clipGone: () => l10n.t('The clip whose last frame it needs is gone or was changed'),
  predecessorMissing: () => l10n.t('The clip before it, whose last frame it needs, is no longer known here'),
  notReady: () => l10n.t('The clip is not ready for download yet'),
  noId: () => l10n.t('This job has no task ID'),
  noProgress: () => l10n.t('CometAPI has reported no progress for hours'),
  tooLate: () => l10n.t('The connection came too late, so nothing was sent'),
  aborted: () => l10n.t('It was cancelled before anything was sent'),
  imageUnreadable: () => l10n.t('The kept copy of an image could not be read'),
  unsupported: () => l10n.t('The model makes no video of this size'),
  origin: () => l10n.t('The API address is neither https nor on this machine'),
  refused: () => l10n.t('CometAPI refused the request'),
  providerFault: () => l10n.t('CometAPI had an internal error'),
  linkLost: () => l10n.t('The link to the clip is no longer kept'),
  failed: () => l10n.t('CometAPI ended the render'),
  noLink: () => l10n.t('CometAPI gave no link to the clip'),
  unexpected: () => l10n.t('The server of the clip answered in an unexpected way'),
};

function codeWords({ message, args = {} }: Failure): string | undefined {
  return isErrorTextKey(message) ? sentenceWords(message, args) : failureCodeWords(message);
}

/** Undefined for what is no code, as a text of an older version. */
export function failureCodeWords(code: string): string | undefined {
  const happening = code.slice(code.indexOf('.') + 1);
  const words: Readonly<Record<string, () => string>> = sentences;
  return Object.hasOwn(words, happening) ? words[happening]?.() : undefined;
}

function titleByClass({ class: failureClass, message }: Failure): string {
  switch (failureClass) {
    case 'prompt-refused':
      return l10n.t('The prompt was refused');
    case 'image-refused':
      return l10n.t('An image was refused');
    case 'output-filtered':
      return l10n.t('The finished clip was filtered');
    case 'no-balance':
      return l10n.t('The balance or quota is used up');
    case 'key':
      return l10n.t('CometAPI refused the API key');
    case 'model-unavailable':
      return l10n.t('The model is not available');
    case 'too-many-requests':
      return l10n.t('Too many requests at once');
    case 'request-invalid':
      return l10n.t('CometAPI refused the request');
    case 'provider-fault':
      return l10n.t('CometAPI had an internal error');
    case 'network':
      return l10n.t('The connection failed');
    case 'disk':
      return message;
    case 'unknown':
      return l10n.t('The render failed');
  }
}

function moneyWords(charged: Spent): string {
  switch (charged) {
    case 'no':
      return l10n.t('Nothing was charged.');
    case 'yes':
      return l10n.t('The render is charged.');
    case 'unknown':
      return l10n.t('It may have been charged.');
  }
}

function nextByCode({ message, jobId }: Failure): string | undefined {
  if (message.startsWith('follow.')) return l10n.t('Render the clip before it first, then this one.');
  if (message.startsWith('place.'))
    return l10n.t('The clip is kept, and saved as soon as it can be; or save it elsewhere yourself.');
  if (givenUp.includes(message))
    return l10n.t('Watch again later, or ask CometAPI’s support about this task.');
  return jobId === undefined
    ? undefined
    : l10n.t('The clip belongs to job {0}. Forget this one, or recover it by another task ID.', jobId);
}

function nextStep(failureClass: FailureClass): string | undefined {
  switch (failureClass) {
    case 'prompt-refused':
      return l10n.t('Change the prompt and generate again.');
    case 'image-refused':
      return l10n.t('Choose another image and generate again.');
    case 'output-filtered':
      return l10n.t('Change the prompt or the images and generate again.');
    case 'no-balance':
      return l10n.t('Top up your CometAPI account or raise the key’s quota.');
    case 'key':
      return l10n.t('Set a valid API key.');
    case 'model-unavailable':
      return l10n.t('Choose another model.');
    case 'request-invalid':
      return l10n.t('Read what CometAPI says, change the request and generate again.');
    case 'unknown':
      return l10n.t('Generate again, perhaps with a different prompt.');
    case 'too-many-requests':
      return l10n.t('Wait a while and generate again.');
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

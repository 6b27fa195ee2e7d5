/** `unknown`: a word that nobody has seen, which ends nothing by itself (P3). */
type TaskPhase = 'running' | 'done' | 'failed' | 'unknown';

/** Words of many providers, as {@link plainWord} writes them. Data: new ones are added here. */
const runningWords: ReadonlySet<string> = new Set([
  ...[
    'queued',
    'queueing',
    'queuing',
    'in_queue',
    'enqueued',
    'submitted',
    'submitting',
    'not_start',
    'not_started',
  ],
  ...[
    'pending',
    'created',
    'creating',
    'unknown',
    'waiting',
    'scheduled',
    'accepted',
    'initializing',
    'preparing',
  ],
  ...[
    'in_progress',
    'inprogress',
    'processing',
    'running',
    'started',
    'starting',
    'generating',
    'rendering',
    'working',
  ],
  ...['active', 'throttled', 'modal', 'uploading', 'dispatched', 'retrying', 'paused'],
]);
const doneWords: ReadonlySet<string> = new Set([
  ...['completed', 'complete', 'success', 'successful', 'succeeded', 'succeed', 'done', 'finished', 'finish'],
  ...['generated', 'rendered', 'processed', 'delivered', 'fulfilled', 'ok', 'okay', 'ready', 'available'],
]);
/** What a call that worked says of itself too: beside a progress that is not whole it says nothing of the task. */
const callDoneWords: ReadonlySet<string> = new Set([
  ...['success', 'successful', 'succeeded', 'succeed', 'ok', 'okay', 'ready', 'available'],
]);
/** An end, with or without a reason beside it. */
const endWords: ReadonlySet<string> = new Set([...['failed', 'failure', 'cancelled', 'canceled', 'expired']]);
/** An end that is a reason as well, or what a call that did not work says of itself. */
const failedWords: ReadonlySet<string> = new Set([
  ...[
    'fail',
    'error',
    'errored',
    'exception',
    'faulted',
    'crashed',
    'dead',
    'killed',
    'unsuccessful',
    'invalid',
  ],
  ...[
    'cancel',
    'expire',
    'rejected',
    'reject',
    'denied',
    'refused',
    'forbidden',
    'aborted',
    'abort',
    'terminated',
  ],
  ...[
    'timeout',
    'time_out',
    'timed_out',
    'timedout',
    'moderated',
    'blocked',
    'banned',
    'nsfw',
    'unsafe',
    'flagged',
  ],
  ...['filtered', 'violation', 'violated'],
]);

/** What is put before a word without changing it; of an end, also the step that ended. */
const prefix = /^(?:(?:job|task|video|generation|render|media|result|run|status|state)_)+(?=.)/;
const stepPrefix = /^(?:(?:processing|submit|upload|content|moderation|safety)_)+(?=.)/;

const chineseRunning = /中$|^(?:等待|排[队隊]|已提交|未[开開]始|待[处處]理)/;
const chineseThing = '(?:任[务務]|生成|[处處]理|渲染|[视視][频頻](?:生成)?)?';
const chineseDone = new RegExp(`^${chineseThing}已?(?:成功|完成|完[毕畢])了?$|^已(?:生成|[结結]束)$`);
const chineseFailed = new RegExp(
  `^${chineseThing}已?(?:被)?(?:失[败敗]|超[时時]|[错錯][误誤]|出[错錯]|[异異]常|取消|[过過]期|拒[绝絕]|[终終]止|中止|[无無]效|[违違][规規]|封禁|屏蔽|[拦攔]截)了?$|^[审審]核(?:未|不)通[过過]$`,
);

function plainWord(word: string): string {
  return word
    .slice(0, 200)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/[.!。！]+$/, '')
    .replace(prefix, '');
}

/** The phase a status word means, compared without case. */
export function phaseOfWord(word: string): TaskPhase {
  const plain = plainWord(word);
  const step = plain.replace(stepPrefix, '');
  if (doneWords.has(plain) || chineseDone.test(plain)) return 'done';
  if ([plain, step].some((one) => endWords.has(one) || failedWords.has(one))) return 'failed';
  if (chineseFailed.test(plain)) return 'failed';
  return runningWords.has(plain) || chineseRunning.test(plain) ? 'running' : 'unknown';
}

/** Whether a call uses the word of itself as well. */
export function maySpeakOfCall(word: string): boolean {
  const plain = plainWord(word);
  return callDoneWords.has(plain) || failedWords.has(plain);
}

/** The reason that a word of failure is, lower case; undefined where it says only that it is one. */
export function reasonOfWord(word: string): string | undefined {
  const plain = plainWord(word);
  return endWords.has(plain) || ['fail', 'error', 'errored', '失败', '失敗'].includes(plain)
    ? undefined
    : plain;
}

/** Percent from a number or a text such as `100%`; undefined where it is neither. */
export function percent(value: unknown): number | undefined {
  const text =
    typeof value === 'string' ? /^\s*(\d{1,3}(?:\.\d+)?)\s*[%％]?\s*$/.exec(value)?.[1] : undefined;
  const number = typeof value === 'number' ? value : text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), 100) : undefined;
}

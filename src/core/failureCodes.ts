/**
 * Every `Failure.message` of this client, with what happened. The words that people read are the editor's; it keys
 * them by these codes.
 */
export const failureCodes = {
  // Nothing was sent.
  'create.unreachable': 'the provider could not be reached',
  'create.tls': 'no secure connection: certificate or handshake',
  'create.proxy': 'the proxy could not be reached, or refused the tunnel',
  'create.proxyAuth': 'the proxy wants a user name and a password',
  'create.proxyUnsupported': 'the settings name a proxy that is neither http nor https',
  'create.connectTimeout': 'no connection in time',
  'create.tooLate': 'connected after the time in which sending was allowed',
  'create.aborted': 'cancelled before anything was sent',
  'create.imageUnreadable': 'the kept copy of an image could not be read',
  'create.unsupported': 'the model has no such size',
  'create.origin': 'the API origin is neither https nor loopback',
  // The provider said no.
  'create.tooMany': 'too many requests (429)',
  'create.key': 'the key is missing, wrong or blocked',
  'create.noBalance': 'the balance or quota is used up',
  'create.modelUnavailable': 'the model is not to be had, or not with this key',
  'create.promptRefused': 'the prompt was refused by moderation',
  'create.imageRefused': 'an image was refused',
  'create.tooLarge': 'the request was too large (413)',
  'create.refused': 'the request was refused for another reason',
  // Nobody knows.
  'create.timeout': 'sent, no answer in time',
  'create.silent': 'sent, the answer stopped arriving',
  'create.broken': 'sent, the connection broke before the whole answer was here',
  'create.answerTooLarge': 'sent, the answer was too large to be one',
  'create.undecodable': 'sent, the answer was compressed in a way that cannot be undone',
  'create.redirected': 'sent, answered by a redirect, which is not followed',
  'create.unreadable': 'sent, answered by something that is not the API (a page, no JSON, no error message)',
  'create.noTaskId': 'sent and answered with success, without a task id',
  'create.providerFault': 'sent, answered by a fault of the provider',
  'create.unsafeLink':
    'sent and answered with a link that may not be opened: not https, or into a private network',
  'create.linkLost': 'sent and answered with a link, which could not be kept',

  // A status call that brought nothing.
  'status.unreachable': 'the provider could not be reached',
  'status.tls': 'no secure connection: certificate or handshake',
  'status.proxy': 'the proxy could not be reached, or refused the tunnel',
  'status.proxyAuth': 'the proxy wants a user name and a password',
  'status.proxyUnsupported': 'the settings name a proxy that is neither http nor https',
  'status.connectTimeout': 'no connection in time',
  'status.timeout': 'no answer in time',
  'status.silent': 'the answer stopped arriving',
  'status.broken': 'the connection broke',
  'status.answerTooLarge': 'the answer was too large to be one',
  'status.undecodable': 'the answer was compressed in a way that cannot be undone',
  'status.origin': 'the API origin is neither https nor loopback',
  'status.redirected': 'answered by a redirect, which is not followed',
  'status.unreadable': 'answered by something that is not the API',
  'status.key': 'the key is missing, wrong or blocked',
  'status.noBalance': 'the balance or quota is used up',
  'status.tooMany': 'too many requests (429)',
  'status.taskUnknown': 'the provider does not know the task (yet, or with this key)',
  'status.linkLost':
    'the link that came with the answer is not kept any more, and nobody can be asked for it',
  'status.refused': 'the question was refused for another reason',
  'status.providerFault': 'a fault of the provider',

  // The provider ended the job.
  'task.failed': 'the provider ended the job with a reason',
  'task.failedWithoutReason': 'the provider ended the job without a reason (often a refused prompt)',

  // A download that did not begin.
  'download.unreachable': 'the server of the clip could not be reached',
  'download.tls': 'no secure connection: certificate or handshake',
  'download.proxy': 'the proxy could not be reached, or refused the tunnel',
  'download.proxyAuth': 'the proxy wants a user name and a password',
  'download.proxyUnsupported': 'the settings name a proxy that is neither http nor https',
  'download.connectTimeout': 'no connection in time',
  'download.timeout': 'no answer in time',
  'download.silent': 'the answer stopped arriving',
  'download.broken': 'the connection broke',
  'download.origin': 'the API origin is neither https nor loopback',
  'download.taskUnknown': 'the task id is not one',
  'download.noLink': 'done without a link to the clip, and there is no other way to its bytes',
  'download.unsafeLink': 'the link, or what it redirects to, is not https',
  'download.redirected': 'too many redirects, or one that is not followed',
  'download.expired': 'the link no longer works',
  'download.notVideo': 'a page or a message came instead of a video',
  'download.notReady': 'the content endpoint answered with a message instead of the video',
  'download.key': 'the key is missing, wrong or blocked',
  'download.noBalance': 'the balance or quota is used up',
  'download.tooMany': 'too many requests (429)',
  'download.unexpected': 'an answer that a download does not have',
  'download.providerFault': 'a fault of the server',

  // The key check.
  'key.unreachable': 'the provider could not be reached',
  'key.tls': 'no secure connection: certificate or handshake',
  'key.proxy': 'the proxy could not be reached, or refused the tunnel',
  'key.proxyAuth': 'the proxy wants a user name and a password',
  'key.proxyUnsupported': 'the settings name a proxy that is neither http nor https',
  'key.connectTimeout': 'no connection in time',
  'key.timeout': 'no answer in time',
  'key.silent': 'the answer stopped arriving',
  'key.broken': 'the connection broke',
  'key.answerTooLarge': 'the answer was too large to be one',
  'key.undecodable': 'the answer was compressed in a way that cannot be undone',
  'key.origin': 'the API origin is neither https nor loopback',
  'key.redirected': 'answered by a redirect, which is not followed',
  'key.unreadable': 'what answers there is not the API',
  'key.tooMany': 'too many requests (429)',
  'key.providerFault': 'a fault of the provider',

  // The balance.
  'balance.unreachable': 'the provider could not be reached',
  'balance.tls': 'no secure connection: certificate or handshake',
  'balance.proxy': 'the proxy could not be reached, or refused the tunnel',
  'balance.proxyAuth': 'the proxy wants a user name and a password',
  'balance.proxyUnsupported': 'the settings name a proxy that is neither http nor https',
  'balance.connectTimeout': 'no connection in time',
  'balance.timeout': 'no answer in time',
  'balance.silent': 'the answer stopped arriving',
  'balance.broken': 'the connection broke',
  'balance.answerTooLarge': 'the answer was too large to be one',
  'balance.undecodable': 'the answer was compressed in a way that cannot be undone',
  'balance.origin': 'the origin is neither https nor loopback',
  'balance.redirected': 'answered by a redirect, which is not followed',
  'balance.unreadable': 'what answers there says nothing of a balance',
  'balance.key': 'the key is missing, wrong or blocked',
  'balance.noBalance': 'the quota of the key is used up',
  'balance.tooMany': 'too many requests (429)',
  'balance.providerFault': 'a fault of the provider',
} as const;

export type FailureCode = keyof typeof failureCodes;

/** What happened, for logs and programs; of another text the text itself. */
export function failureCodeText(code: string): string {
  const texts: Readonly<Record<string, string>> = failureCodes;
  return Object.hasOwn(texts, code) ? (texts[code] ?? code) : code;
}

import { abortable } from './abort.ts';
import { isLoopbackHttp } from './endpoints.ts';
import { isReachableForProvider, type Resolve } from './publicLink.ts';
import type { OpenAnswer } from './exchange.ts';
import type { Transport } from './transport.ts';
import { dropBody } from './videoBody.ts';

/** https, or http to this machine where the provider itself runs here; no user name or password inside. */
export function safeLink(link: string, isLocal: boolean): URL | undefined {
  const url = URL.parse(link);
  if (url?.username !== '' || url.password !== '') return undefined;
  return url.protocol === 'https:' || (isLocal && isLoopbackHttp(url)) ? url : undefined;
}

export function isRedirect({ httpStatus }: OpenAnswer): boolean {
  return [301, 302, 303, 307, 308].includes(httpStatus);
}

/** Where a redirect leads: under the rules of links, and never from https to http. */
export function redirectTarget(
  answer: OpenAnswer,
  from: URL,
  isLocal: boolean,
): URL | 'unsafeLink' | 'redirected' {
  const location = answer.header('location');
  const target = location === undefined ? null : URL.parse(location, from.href);
  if (target === null) return 'redirected';
  const next = safeLink(target.href, isLocal);
  if (next === undefined || (from.protocol === 'https:' && next.protocol !== 'https:')) return 'unsafeLink';
  return next;
}

/**
 * Opens a result link, without the key, following a few redirects; never from https to http, nor from a public
 * provider into a private network. Throws a TransportError,
 * or the abort.
 */
export async function openLink(
  transport: Transport,
  link: URL,
  headers: Readonly<Record<string, string>>,
  provider: { readonly baseUrl: string; readonly isLocal: boolean },
  signal: AbortSignal,
  resolve?: Resolve,
): Promise<OpenAnswer | 'unsafeLink' | 'redirected'> {
  const { baseUrl, isLocal } = provider;
  const way = { connectsItself: (target: URL) => transport.connectsItself(target) };
  let url = link;
  for (let hops = 0; hops <= transport.limits.redirects; hops += 1) {
    if (!isLocal && !(await abortable(isReachableForProvider(url, baseUrl, { ...way, resolve }), signal)))
      return 'unsafeLink';
    const answer = await transport.open(url, headers, signal);
    if (!isRedirect(answer)) return answer;
    dropBody(answer.body);
    const next = redirectTarget(answer, url, isLocal);
    if (typeof next === 'string') return next;
    url = next;
  }
  return 'redirected';
}

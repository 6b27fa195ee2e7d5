import { lookup } from 'node:dns/promises';
import { isPrivateAddress, isPrivateName } from '../core/privateAddress.ts';

/** The addresses of a host name; throws where it cannot be resolved. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** How links are reached. */
export interface Way {
  /** Whether this machine itself makes the connection, and no proxy does. */
  readonly connectsItself: (url: URL) => boolean;
  readonly resolve?: Resolve | undefined;
}

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether a result link may be opened: a provider out in the network has no business with this machine or the
 * private network around it. One that lies there itself has. What a name is resolved to here counts only where this
 * machine connects: a proxy resolves it by itself, and the local answer may be another one, or none.
 */
export async function isReachableForProvider(
  link: URL,
  apiOrigin: string,
  { connectsItself, resolve = systemResolve }: Way,
): Promise<boolean> {
  const api = URL.parse(apiOrigin);
  if (link.hostname === api?.hostname) return true;
  const isHere = (url: URL) => isPrivate(url.hostname, connectsItself(url) ? resolve : undefined);
  return !(await isHere(link)) || (api !== null && (await isHere(api)));
}

async function isPrivate(host: string, resolve: Resolve | undefined): Promise<boolean> {
  if (isPrivateName(host) || isPrivateAddress(host)) return true;
  if (resolve === undefined || /^[\d.]+$|:/.test(host)) return false;
  try {
    return (await resolve(host)).some(isPrivateAddress);
  } catch {
    return false;
  }
}

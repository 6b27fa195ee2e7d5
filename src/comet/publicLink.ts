import { lookup } from 'node:dns/promises';
import { isPrivateAddress, isPrivateName } from '../core/privateAddress.ts';

/** The addresses of a host name; throws where it cannot be resolved. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether a result link may be opened: a provider out in the network has no business with this machine or the
 * private network around it. One that lies there itself has. A name that cannot be resolved here is left to the
 * connection, which may go through a proxy that can.
 */
export async function isReachableForProvider(
  link: URL,
  apiOrigin: string,
  resolve: Resolve = systemResolve,
): Promise<boolean> {
  const api = URL.parse(apiOrigin)?.hostname ?? '';
  if (link.hostname === api) return true;
  return !(await isPrivate(link.hostname, resolve)) || (await isPrivate(api, resolve));
}

async function isPrivate(host: string, resolve: Resolve): Promise<boolean> {
  if (isPrivateName(host) || isPrivateAddress(host)) return true;
  if (/^[\d.]+$|:/.test(host)) return false;
  try {
    return (await resolve(host)).some(isPrivateAddress);
  } catch {
    return false;
  }
}

import type { Endpoint } from '../engine/ports.ts';
import type { Dialect } from './dialects/dialect.ts';
import { apiUrl, authorization } from './endpoints.ts';

/** A request that carries the key: its URL is at the endpoint's own origin by construction (P6). */
export interface KeyedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why a request with the key cannot be made: the origin may not have it, or it cannot stand in a header. */
export type KeyedRefusal = 'origin' | 'key';

export function keyedRequest(
  endpoint: Pick<Endpoint, 'baseUrl' | 'key'>,
  path: string,
  headers: Dialect['headers'] = {},
): KeyedRequest | KeyedRefusal {
  const url = apiUrl(endpoint.baseUrl, path);
  if (url === undefined) return 'origin';
  const bearer = authorization(endpoint.key);
  return bearer === undefined ? 'key' : { url, headers: { ...headers, ...bearer } };
}

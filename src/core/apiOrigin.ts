/** `insecure`: http to another machine, where everyone on the way could read the key. */
export type ApiOriginError = 'malformed' | 'scheme' | 'insecure' | 'credentials' | 'path' | 'query';

export type ApiOrigin =
  | {
      /** Without a trailing slash: `https://api.cometapi.com`. */
      readonly origin: string;
      readonly isLoopback: boolean;
    }
  | { readonly error: ApiOriginError };

/** Where CometAPI is. */
export const defaultApiOrigin = 'https://api.cometapi.com';

/** Reads the origin that the key may be sent to: https, or http to this very machine; nothing but scheme, host and port. */
export function parseApiOrigin(text: string): ApiOrigin {
  const trimmed = text.trim();
  // A URL parser repairs these silently, and would then talk to a host other than the one that was read.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(trimmed) || !URL.canParse(trimmed)) return { error: 'malformed' };
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { error: 'scheme' };
  if (!/^https?:\/\/[^/]/i.test(trimmed)) return { error: 'malformed' };
  if (trimmed.includes('@')) return { error: 'credentials' };
  if (/[?#]/.test(trimmed)) return { error: 'query' };
  if (url.pathname !== '/') return { error: 'path' };
  const isLoopback = isLoopbackHost(url.hostname);
  return url.protocol === 'https:' || isLoopback ? { origin: url.origin, isLoopback } : { error: 'insecure' };
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

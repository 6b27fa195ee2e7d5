import { parseApiOrigin } from '../core/apiOrigin.ts';
import { isTaskId } from '../core/taskId.ts';

/** Paths that belong to no dialect. */
export const accountPaths = {
  models: '/v1/models',
  catalogue: '/api/models',
  balance: '/user/quota',
} as const;

/** A path template with its `{id}` filled in; undefined where the id is not one. */
export function taskPath(template: string, taskId: string): string | undefined {
  return isTaskId(taskId) ? template.replace('{id}', () => encodeURIComponent(taskId)) : undefined;
}

/** The URL of a path at an API origin; undefined where the key may not be sent there (P6). */
export function apiUrl(baseUrl: string, path: string): URL | undefined {
  const parsed = parseApiOrigin(baseUrl);
  return 'error' in parsed ? undefined : new URL(path, parsed.origin);
}

/** `http:` to this very machine. */
export function isLoopbackHttp(url: URL): boolean {
  const parsed = parseApiOrigin(url.origin);
  return url.protocol === 'http:' && 'isLoopback' in parsed && parsed.isLoopback;
}

/** The one header that carries the key; undefined where the key could not stand in a header. */
export function authorization(key: string): { readonly authorization: string } | undefined {
  return /^[\x21-\x7e]+$/.test(key) ? { authorization: `Bearer ${key}` } : undefined;
}

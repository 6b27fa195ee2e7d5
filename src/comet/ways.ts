import { parseApiOrigin } from '../core/apiOrigin.ts';
import { TransportError, type TransportReason } from './transportError.ts';

/** How an origin is reached: by our own sockets, or by the editor's `fetch`. */
export type Way = 'own' | 'editor';

/** Which way leads to which origin, found out by GETs alone: a POST goes one way, once. */
export interface Ways {
  /** A GET by the way that is known to lead there, else by the other. Throws what the first way threw. */
  get<T>(origin: string, attempt: (way: Way) => Promise<T>): Promise<T>;
  /**
   * The way for a POST. Where none is known, and before each by the editor's way, which cannot tell a request that never
   * left from a lost one, a harmless GET goes first. Throws what that threw.
   */
  forPost(origin: string, probe: (way: Way) => Promise<void>): Promise<Way>;
  /** Whether the editor's way is the one that is known to lead there. */
  isEditors(origin: string): boolean;
  /** The network may have changed. */
  forget(origin: string): void;
}

/** Reasons why our own way made no connection. A certificate that does not hold is none: there is no way round it. */
const noConnection: ReadonlySet<TransportReason> = new Set([
  'unreachable',
  'connectTimeout',
  'proxy',
  'proxyAuth',
  'proxyUnsupported',
]);

export function createWays(hasEditorFetch: () => boolean): Ways {
  const known = new Map<string, Way>();

  async function get<T>(origin: string, attempt: (way: Way) => Promise<T>): Promise<T> {
    const first = hasEditorFetch() ? (known.get(origin) ?? 'own') : 'own';
    try {
      const answer = await attempt(first);
      known.set(origin, first);
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      known.delete(origin);
      const isWorthIt = first === 'editor' || (noConnection.has(error.reason) && hasEditorFetch());
      if (!isWorthIt || isLoopback(origin)) throw error;
      const second = first === 'own' ? 'editor' : 'own';
      try {
        const answer = await attempt(second);
        known.set(origin, second);
        return answer;
      } catch (again) {
        throw again instanceof TransportError ? error : again;
      }
    }
  }

  return {
    get,
    async forPost(origin, probe) {
      if (!hasEditorFetch() || isLoopback(origin)) return 'own';
      if (known.get(origin) !== 'own') await get(origin, probe);
      return known.get(origin) ?? 'own';
    },
    isEditors: (origin) => known.get(origin) === 'editor',
    forget: (origin) => known.delete(origin),
  };
}

function isLoopback(origin: string): boolean {
  const parsed = parseApiOrigin(origin);
  return !('error' in parsed) && parsed.isLoopback;
}

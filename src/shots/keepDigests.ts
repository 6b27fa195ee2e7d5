import { isPublicLink } from '../core/uriPath.ts';
import type { Digests } from './digests.ts';

const maxKept = 2_000;

export interface DigestSource extends Digests {
  /** Another one when a file has changed; undefined where no ordinary file lies. */
  stamp(uri: string): Promise<string | undefined>;
}

/** Each file is read again only when its stamp has changed. A public link has no digest: nothing is fetched. */
export function keepDigests(source: DigestSource): Digests {
  const known = new Map<string, Promise<string | undefined>>();

  async function digest(uri: string, kind: 'image' | 'file'): Promise<string | undefined> {
    const stamp = await source.stamp(uri);
    if (stamp === undefined) return undefined;
    const key = `${kind} ${stamp} ${uri}`;
    const made = known.get(key) ?? source[kind](uri);
    known.delete(key);
    known.set(key, made);
    for (const oldest of known.keys()) {
      if (known.size <= maxKept) break;
      known.delete(oldest);
    }
    return await made;
  }

  return {
    image: async (uri) => (isPublicLink(uri) ? undefined : await digest(uri, 'image')),
    file: async (uri) => await digest(uri, 'file'),
    text: (text) => source.text(text),
  };
}

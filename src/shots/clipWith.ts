import type { Digests } from './digests.ts';
import type { NotedClip } from './recordedClip.ts';

/** The place of a clip by what it holds, wherever it was moved with its sidecar; undefined: there is none. */
export async function clipWith(
  clips: readonly NotedClip[],
  sha256: string,
  digests: Pick<Digests, 'file'>,
): Promise<string | undefined> {
  for (const { uri, sidecar, isThere } of clips) {
    if (!isThere || sidecar.clip?.sha256 !== sha256) continue;
    if ((await digests.file(uri)) === sha256) return uri;
  }
  return undefined;
}

import { clipCharge } from '../core/clipCharge.ts';
import { namesInUri } from '../core/uriPath.ts';
import type { NotedClip } from './recordedClip.ts';

/**
 * Every clip once, however often it lies in the repository: a copy of a clip or of a sidecar was not paid for again. One
 * job has one task id; a clip that came without one is known by its bytes and the moments it was made and saved. Where
 * copies disagree the dearest known charge counts, and the clip is kept where any of them says so.
 */
export function eachPaidOnce(clips: readonly NotedClip[]): readonly NotedClip[] {
  return [...Map.groupBy(clips, jobOf).values()].flatMap((copies) => {
    if (copies.length === 1) return copies;
    const [first] = copies.toSorted(byMoney);
    if (first === undefined) return [];
    const isKept = copies.some(({ sidecar }) => sidecar.kept === true);
    return [isKept ? { ...first, sidecar: { ...first.sidecar, kept: true } } : first];
  });
}

function jobOf({ sidecarUri, sidecar }: NotedClip): string {
  const { sample, taskId, clip, times } = sidecar;
  const kind = sample === true ? 'sample' : 'paid';
  if (taskId !== undefined) return `${kind} task ${taskId}`;
  const { created, saved } = times;
  if (clip === undefined || created === undefined || saved === undefined) return `${kind} at ${sidecarUri}`;
  return `${kind} clip ${clip.sha256} ${created} ${saved}`;
}

/** What is known before what is not, the dearer before the cheaper, the lower bound first; then the one nearest to the root: a backup lies deeper. */
function byMoney(a: NotedClip, b: NotedClip): number {
  const [one, other] = [clipCharge(a.sidecar), clipCharge(b.sidecar)];
  return (
    (other.microUsd ?? -1) - (one.microUsd ?? -1) ||
    Number(other.isAtLeast) - Number(one.isAtLeast) ||
    Number(b.isThere) - Number(a.isThere) ||
    depth(a) - depth(b) ||
    (a.sidecarUri < b.sidecarUri ? -1 : 1)
  );
}

function depth({ sidecarUri }: NotedClip): number {
  return namesInUri(sidecarUri).length;
}

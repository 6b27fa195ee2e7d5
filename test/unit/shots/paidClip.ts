import type { Sidecar } from '../../../src/core/sidecar.ts';
import { clipBeside, type NotedClip } from '../../../src/shots/recordedClip.ts';
import { noteOf } from '../../../src/shots/sidecarNote.ts';
import { request } from '../core/makeJob.ts';

export interface PaidClipFields extends Partial<Sidecar> {
  /** The sidecar's place below the workspace folder. */
  readonly at?: string;
  readonly isThere?: boolean;
}

/** A clip that was paid for, as the index of the workspace keeps it. */
export function paidClip({ at = 'boat-1.mp4.json', isThere = true, ...fields }: PaidClipFields): NotedClip {
  const sidecar: Sidecar = {
    version: 1,
    request: { ...request, images: [] },
    model: request.model,
    quote: { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
    charge: { microUsd: 320_000, basis: 'estimated' },
    times: { created: '2026-10-03T10:00:00.000Z', saved: '2026-10-03T10:01:00.000Z' },
    images: [],
    ...fields,
  };
  const sidecarUri = `file:///work/film/${at}`;
  return { uri: clipBeside(sidecarUri), sidecarUri, isThere, sidecar: noteOf(sidecar) };
}

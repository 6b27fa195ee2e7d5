import { defined } from '../core/defined.ts';
import { inTurns } from '../core/inTurns.ts';
import type { Sidecar } from '../core/sidecar.ts';
import { type ClipNote, promptFileOf } from './recordedClip.ts';
import type { SidecarLook } from './sidecarLook.ts';

/** A {@link SidecarLook} of which only the note is kept. Plain data: it goes from one thread to another. */
export type SidecarNote =
  | { readonly kind: 'read'; readonly note: ClipNote; readonly promptFileUri?: string }
  | Exclude<SidecarLook, { readonly kind: 'read' }>;

export function noteIn(sidecarUri: string, look: SidecarLook): SidecarNote {
  if (look.kind !== 'read') return look;
  const { kind, sidecar } = look;
  const promptFileUri = promptFileOf({ sidecarUri, sidecar });
  return { kind, note: noteOf(sidecar), ...defined({ promptFileUri }) };
}

/** Whoever has read a sidecar as a whole gives it along. */
export type NoteSidecar = (uri: string, found: SidecarNote, whole?: SidecarLook) => void;

/** Reads these sidecars one by one. `read` never rejects. */
export async function noteEach(
  uris: readonly string[],
  read: (uri: string) => Promise<SidecarLook>,
  note: NoteSidecar,
): Promise<void> {
  await inTurns(uris, async (uri) => {
    const whole = await read(uri);
    note(uri, noteIn(uri, whole), whole);
  });
}

/** Of a sidecar that is not kept as a whole. */
export function noteOf({
  source,
  sample,
  kept,
  model,
  taskId,
  clip,
  charge,
  quote,
  times,
}: Sidecar): ClipNote {
  const { created, saved } = times;
  return {
    model,
    quote: { kind: quote.kind },
    times: defined({ created, saved }),
    ...defined({ source, sample, kept, taskId, charge }),
    ...(clip === undefined ? {} : { clip: { bytes: clip.bytes, sha256: clip.sha256 } }),
  };
}

import { VideoPromptError } from '../core/errors.ts';
import type { TakenFrame } from '../shots/frameFeeding.ts';
import { clipChangedWords, clipGoneWords } from '../words/frameWords.ts';

/** A clip, and whoever can take frames out of it. */
export interface FrameSteps {
  /** Of the clip, as it is shown. */
  readonly name: string;
  /** Of what the clip holds now; sha256 in lower-case hex. Undefined where it is gone. */
  readonly digest: () => Promise<string | undefined>;
  /** The frame as a PNG. Throws VideoPromptError `frame.unavailable`. */
  readonly grab: () => Promise<Uint8Array>;
  /** Keeps the picture under this name, and gives its place: a URI. */
  readonly keep: (name: string, bytes: Uint8Array) => Promise<string>;
}

/** The last frame of the very clip whose digest comes with it. Throws VideoPromptError `frame.unavailable`. */
export async function takeLastFrame({ name, digest, grab, keep }: FrameSteps): Promise<TakenFrame> {
  const clipSha256 = await digest();
  if (clipSha256 === undefined) throw unavailable(clipGoneWords(name));
  const bytes = await grab();
  if ((await digest()) !== clipSha256) throw unavailable(clipChangedWords(name));
  const frameName = `${name.replace(/\.[^.]*$/, '')}-last-frame.png`;
  return { uri: await keep(frameName, bytes), name: frameName, bytes, clipSha256 };
}

function unavailable(text: string): VideoPromptError {
  return new VideoPromptError('frame.unavailable', text);
}

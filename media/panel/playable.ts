import type { ClipView } from '../../src/protocol/panel.ts';

/** `full`: picture and sound; `silent`: the sound cannot be decoded; `unsure`: only trying tells. */
export type Playable = 'full' | 'silent' | 'unsure';

const soundCodecs = /^(mp4a|opus|vorbis|flac|ac-3|ec-3)/i;

/** What the browser says about a clip's codecs; VS Code's desktop build has no AAC, for one. */
export function playable(clip: ClipView, canPlayType: (type: string) => string): Playable {
  if (canPlayType(clip.type) !== '') return 'full';
  return clip.hasAudio && canPlayType(withoutSound(clip.type)) !== '' ? 'silent' : 'unsure';
}

/** `video/mp4; codecs="avc1.640028, mp4a.40.2"` without the codecs of sound. */
function withoutSound(type: string): string {
  return type.replace(/codecs="([^"]*)"/, (_, codecs: string) => {
    const picture = codecs.split(',').filter((codec) => !soundCodecs.test(codec.trim()));
    return `codecs="${picture.map((codec) => codec.trim()).join(', ')}"`;
  });
}

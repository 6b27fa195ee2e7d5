import { findModel, findSize } from './catalogue/catalogue.ts';
import type { Clip } from './job.ts';
import type { VideoRequest } from './request.ts';

/** Something about a clip that is not what was asked for. */
export type ClipDifference =
  | {
      readonly kind: 'size';
      /** `1280 × 720` */
      readonly asked: string;
      readonly got: string;
    }
  | { readonly kind: 'seconds'; readonly asked: number; readonly got: number }
  /** The model promises sound, or it was asked for, and there is no sound track; or the other way round. */
  | { readonly kind: 'silent' | 'sound' };

/** Encoders round to whole blocks: 1080 lines may be 1088. */
const toleratedPixels = 16;
/** Clips end with a whole frame or group of frames. */
const toleratedSeconds = 0.6;

/** Compares a clip with its request; what the file or the catalogue does not say is not compared. */
export function clipDifferences(request: VideoRequest, clip: Clip): readonly ClipDifference[] {
  const model = findModel(request.model);
  const differences: ClipDifference[] = [];
  const size = model && findSize(model, request.aspectRatio, request.resolution);
  const asked = pixelsOf(size);
  const got = pixelsOf(clip);
  if (asked !== undefined && got !== undefined) {
    const isOff =
      Math.abs(asked.width - got.width) > toleratedPixels ||
      Math.abs(asked.height - got.height) > toleratedPixels;
    const words = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`;
    if (isOff) differences.push({ kind: 'size', asked: words(asked), got: words(got) });
  }
  // A task that was recovered by its id has no length that we know of.
  if (request.seconds > 0 && clip.durationSeconds !== undefined) {
    const got = Math.round(clip.durationSeconds * 10) / 10;
    if (Math.abs(request.seconds - clip.durationSeconds) > toleratedSeconds) {
      differences.push({ kind: 'seconds', asked: request.seconds, got });
    }
  }
  const wantsSound = model?.audio === 'always' ? true : model?.audio === 'never' ? false : request.audio;
  if (clip.codecs !== undefined && wantsSound !== undefined && wantsSound !== hasSound(clip.codecs)) {
    differences.push({ kind: wantsSound ? 'silent' : 'sound' });
  }
  return differences;
}

/** Whether one of these codecs (RFC 6381 names) is of sound. */
export function hasSound(codecs: readonly string[]): boolean {
  return codecs.some((codec) => /^(mp4a|opus|ac-3|ec-3|flac)/i.test(codec));
}

function pixelsOf(of: { readonly width?: number; readonly height?: number } | undefined) {
  const { width, height } = of ?? {};
  return width === undefined || height === undefined ? undefined : { width, height };
}

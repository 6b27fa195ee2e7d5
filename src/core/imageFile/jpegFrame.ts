import { jpegMarker, jpegSegments } from './jpegSegments.ts';

/** What the frame of a JPEG says. */
export interface JpegFrame {
  /** Which kind it is: `0xc0` baseline, `0xc2` progressive, … */
  readonly marker: number;
  readonly bitsPerSample: number;
  /** In pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** Table definitions that are numbered among the frames. */
const noFrames = [0xc4, 0xc8, 0xcc];

/** The first frame, however much metadata lies before it; undefined where there is none before the pixels. */
export function jpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === jpegMarker.scan) return undefined;
    if (marker < 0xc0 || marker > 0xcf || noFrames.includes(marker)) continue;
    const part = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    if (part.byteLength < 10) return undefined;
    return {
      marker,
      bitsPerSample: part.getUint8(4),
      height: part.getUint16(5),
      width: part.getUint16(7),
      components: part.getUint8(9),
    };
  }
  return undefined;
}

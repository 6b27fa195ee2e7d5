/** A part of a JPEG: its marker, its length and its payload; a scan holds the coded pixels behind it too. */
export interface JpegSegment {
  /** The second byte: `0xe1` of `FF E1`. */
  readonly marker: number;
  /** Where its `FF` stands. */
  readonly start: number;
  /** Behind its last byte. */
  readonly end: number;
}

export const jpegMarker = {
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
} as const;

const escaped = 0x00;
const fill = 0xff;

/** The segments from the first to the end marker. What lies behind it, or is cut short, is none. */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return;
    if (marker === fill || marker === escaped) {
      at += 1;
      continue;
    }
    const end = segmentEnd(bytes, at, marker);
    if (end === undefined) return;
    yield { marker, start: at, end };
    if (marker === jpegMarker.end) return;
    at = end;
  }
}

function segmentEnd(bytes: Uint8Array, start: number, marker: number): number | undefined {
  if (isAlone(marker)) return start + 2;
  const length = (bytes[start + 2] ?? 0) * 256 + (bytes[start + 3] ?? 0);
  const end = start + 2 + length;
  if (length < 2 || end > bytes.length) return undefined;
  return marker === jpegMarker.scan ? scanEnd(bytes, end) : end;
}

/** Markers without length and payload. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || isRestart(marker) || marker === jpegMarker.start || marker === jpegMarker.end;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** Where the next marker stands behind coded pixels. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0;) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== escaped && next !== fill && !isRestart(next)) return at;
    at = bytes.indexOf(0xff, next === fill ? at + 1 : at + 2);
  }
  return bytes.length;
}

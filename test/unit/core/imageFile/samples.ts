/** Images of 16 x 8 pixels, whole ones. */
const base64 = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAFElEQVR4nGP4y8BAEiJN9agGIhEAX7d+gfptJZ4AAAAASUVORK5CYII=',
  jpeg: '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAABgcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAIABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCLAFF/f//Z',
  webp: 'UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoQAAgADMDOJaACdAFAAAD+3hJYYTBOv6u/O36ntgAAAA==',
  webpLossless: 'UklGRhwAAABXRUJQVlA4TA8AAAAvD8ABAAcQ9Y/+ByKi/wEA',
  webpAlpha:
    'UklGRlYAAABXRUJQVlA4WAoAAAAQAAAADwAABwAAQUxQSAoAAAABB9C/iAhERP8DVlA4ICYAAABwAQCdASoQAAgADMDOJaACdAFAAAD+3hJYYTBOv6u/O36ntgAAAA==',
} as const;

export type SampleName = keyof typeof base64;
export const sampleNames = Object.keys(base64) as readonly SampleName[];

export function sample(name: SampleName): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64[name], 'base64'));
}

export function joined(...parts: readonly (Uint8Array | readonly number[] | string)[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  );
}

/** What a phone writes: the orientation, and words that tell where the picture was taken. */
export function exifBlock(orientation: number, order: 'MM' | 'II' = 'MM'): Uint8Array {
  const short = (value: number) => (order === 'MM' ? [0, value] : [value, 0]);
  const long = (value: number) => (order === 'MM' ? [0, 0, 0, value] : [value, 0, 0, 0]);
  const entry = [...[1, 18].toSorted((a, b) => (order === 'MM' ? a - b : b - a)), ...short(3), ...long(1)];
  return joined(
    order,
    short(42),
    long(8),
    short(1),
    [...entry, ...short(orientation), 0, 0],
    long(0),
    'GPS 52.5200 N 13.4050 E',
  );
}

export function jpegSegment(marker: number, payload: Uint8Array | string): Uint8Array {
  const { length } = joined(payload);
  return joined([0xff, marker, (length + 2) >> 8, (length + 2) & 255], payload);
}

/** The sample with these behind its JFIF header. */
export function jpegWith(...segments: readonly Uint8Array[]): Uint8Array {
  const jfifEnd = 20;
  return joined(sample('jpeg').subarray(0, jfifEnd), ...segments, sample('jpeg').subarray(jfifEnd));
}

/** Its checksum is none: nobody here checks it. */
export function pngChunk(type: string, payload: Uint8Array | string): Uint8Array {
  const { length } = joined(payload);
  return joined([length >> 24, length >> 16, length >> 8, length], type, payload, [1, 2, 3, 4]);
}

/** The sample with these behind its `IHDR`. */
export function pngWith(...chunks: readonly Uint8Array[]): Uint8Array {
  const headerEnd = 33;
  return joined(sample('png').subarray(0, headerEnd), ...chunks, sample('png').subarray(headerEnd));
}

export function webpChunk(type: string, payload: Uint8Array | string): Uint8Array {
  const { length } = joined(payload);
  return joined(
    type,
    [length, length >> 8, length >> 16, length >> 24],
    payload,
    length % 2 === 1 ? [0] : [],
  );
}

/** The sample with transparency, announced as having notes, with these behind its pixels. */
export function webpWith(...chunks: readonly Uint8Array[]): Uint8Array {
  const all = joined(sample('webpAlpha'), ...chunks);
  new DataView(all.buffer).setUint32(4, all.length - 8, true);
  all[20] = (all[20] ?? 0) | 0x0c;
  return all;
}

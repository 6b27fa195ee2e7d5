// Pictures that move, as an animated WebP: https://developers.google.com/speed/webp/docs/riff_container.

export interface AnimatedFrame {
  /** Where this part is put on what is shown already, pixels; `x` and `y` are even. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  /** A WebP file with a single picture of this size. */
  readonly webp: Uint8Array;
}

/** The file; it begins again at its end. */
export function animatedWebp(
  { width, height }: { readonly width: number; readonly height: number },
  frames: readonly AnimatedFrame[],
): Uint8Array {
  const isAnimated = 0b10;
  const canvas = [isAnimated, 0, 0, 0, ...uint24(width - 1), ...uint24(height - 1)];
  // A black background, and no end to the repetitions.
  const animation = [0, 0, 0, 255, 0, 0];
  const chunks = Buffer.concat([
    chunk('VP8X', Uint8Array.from(canvas)),
    chunk('ANIM', Uint8Array.from(animation)),
    ...frames.map((frame) => chunk('ANMF', frameData(frame))),
  ]);
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), chunks]));
}

function frameData({ x, y, width, height, durationMs, webp }: AnimatedFrame): Uint8Array {
  // It replaces what is below, and stays.
  const isNotBlended = 0b10;
  const head = [x / 2, y / 2, width - 1, height - 1, durationMs].flatMap(uint24);
  return Buffer.concat([Uint8Array.from([...head, isNotBlended]), pictureOf(webp)]);
}

/** The chunk with the pixels. */
function pictureOf(webp: Uint8Array): Uint8Array {
  for (const { name, at, end } of chunksOf(webp, 12)) {
    if (name === 'VP8 ' || name === 'VP8L') return chunk(name, webp.subarray(at, end));
  }
  throw new Error('This is no WebP with a single opaque picture.');
}

interface Chunk {
  readonly name: string;
  /** The first byte of its content. */
  readonly at: number;
  readonly end: number;
}

function* chunksOf(file: Uint8Array, from: number): Generator<Chunk> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  for (let at = from; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    yield { name: bytes.toString('latin1', at, at + 4), at: at + 8, end };
    at = end + (end % 2);
  }
}

/** How long each picture of an animated WebP is shown, in milliseconds. */
export function durationsOf(file: Uint8Array): readonly number[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return [...chunksOf(file, 12)]
    .filter(({ name }) => name === 'ANMF')
    .map(({ at }) => bytes.readUIntLE(at + 12, 3));
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, new Uint8Array(content.length % 2)]);
}

function uint24(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255];
}

/** Reads up to `length` bytes at `offset`; fewer only at the end of the file. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/** The bytes contradict themselves or the size of the file. */
export class Malformed extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Malformed';
  }
}

/** What is only told, and not needed: undefined where it cannot be read. */
export async function ifReadable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

const windowBytes = 64 * 1024;
/** The most that is held at once; what would need more is read in pieces. */
const maxReadBytes = 4 * 1024 * 1024;

/** A file of known size; small reads that lie close together cost one read of the file. */
export class Source {
  readonly size: number;
  readonly #readAt: ReadAt;
  #window: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(readAt: ReadAt, size: number) {
    this.#readAt = readAt;
    this.size = size;
  }

  /** Throws {@link Malformed} where the file ends before, or where so much at once cannot be meant. */
  async read(offset: number, length: number): Promise<Fields> {
    if (offset + length > this.size) throw new Malformed('the file ends too early');
    if (length > maxReadBytes) throw new Malformed('a part is too large');
    if (length > windowBytes) return this.#fields(await this.#readAt(offset, length), length);
    const { start, bytes } = this.#window;
    if (offset < start || offset + length > start + bytes.length) {
      const wanted = Math.min(windowBytes, this.size - offset);
      this.#window = { start: offset, bytes: await this.#readAt(offset, wanted) };
    }
    const from = offset - this.#window.start;
    return this.#fields(this.#window.bytes.subarray(from, from + length), length);
  }

  #fields(bytes: Uint8Array, length: number): Fields {
    if (bytes.length < length) throw new Malformed('the file ends too early');
    return new Fields(bytes);
  }
}

/** Big-endian fields in a piece of a file; reading behind its end throws {@link Malformed}. */
export class Fields {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    this.#need(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    this.#need(at, 2);
    return this.#view.getUint16(at);
  }

  u32(at: number): number {
    this.#need(at, 4);
    return this.#view.getUint32(at);
  }

  i32(at: number): number {
    this.#need(at, 4);
    return this.#view.getInt32(at);
  }

  /** Up to 2^53; no file is larger. */
  u64(at: number): number {
    const value = this.u32(at) * 2 ** 32 + this.u32(at + 4);
    if (!Number.isSafeInteger(value)) throw new Malformed('a number is too large');
    return value;
  }

  /** Four characters, as boxes and codecs are named. */
  name(at: number): string {
    this.#need(at, 4);
    return String.fromCharCode(...this.bytes.subarray(at, at + 4));
  }

  #need(at: number, length: number): void {
    if (at < 0 || at + length > this.length) throw new Malformed('a part ends too early');
  }
}

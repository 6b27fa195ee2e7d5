import { Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { OpenAnswer } from './exchange.ts';
import type { Way } from './ways.ts';

/** The body is packed in a way that cannot be undone here, or is broken inside. */
export class UndecodableBody extends Error {
  constructor() {
    super('The body cannot be decoded.');
    this.name = 'UndecodableBody';
  }
}

/** What servers write that is no coding of the bytes. */
const noCodings: ReadonlySet<string> = new Set([
  ...['', 'identity', 'none', 'null', 'undefined', 'chunked', 'aws-chunked'],
  ...['binary', '8bit', '7bit', 'utf-8', 'utf8'],
]);
const maxCodings = 5;
/** Video hardly packs, and of texts no more than this is taken: what grows like this is a bomb. */
const bombFromBytes = 64 * 1024 * 1024;
const bombFactor = 50;

/** What speaks of the packed bytes and would mislead about the others. */
const ofPackedBytes: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
]);

interface Undoing {
  /** The editor's `fetch` undoes what it knows, and leaves the header. */
  readonly way: Way;
  /** A text may end early and still tell something; a file that ends early is broken. */
  readonly isFile: boolean;
}

/**
 * The answer with its `content-encoding` undone as its bytes come, whatever was asked for. What was packed cannot be
 * continued in the middle: such an answer has neither length nor range nor validator. Bytes that are not packed as the
 * header says are taken as they are. The body throws {@link UndecodableBody} where it cannot be read.
 */
export function decoded(answer: OpenAnswer, undoing: Undoing): OpenAnswer {
  const codings = (answer.header('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => !noCodings.has(coding));
  // A text may come packed without a word about it; a file is left to the check of files.
  if (codings.length === 0 && undoing.isFile) return answer;
  const { body: packed } = answer;
  packed.on('error', () => undefined);
  const body = bodyOf(undone(packed, codings, undoing), packed);
  return {
    httpStatus: answer.httpStatus,
    header: (name) =>
      codings.length > 0 && ofPackedBytes.has(name.toLowerCase()) ? undefined : answer.header(name),
    body,
  };
}

/** Not `Readable.from`: that one ends its source only after the generator, which may be waiting for the source. */
function bodyOf(bytes: AsyncGenerator<Uint8Array>, packed: Readable): Readable {
  let isReading = false;
  const pull = async () => {
    try {
      const next: IteratorResult<Uint8Array, undefined> = await bytes.next();
      isReading = false;
      body.push(next.done === true ? null : next.value);
    } catch (error) {
      body.destroy(error instanceof Error ? error : new UndecodableBody());
    }
  };
  const body = new Readable({
    highWaterMark: packed.readableHighWaterMark,
    read() {
      if (isReading) return;
      isReading = true;
      void pull();
    },
    destroy(error, callback) {
      packed.destroy();
      bytes.return(undefined).then(
        () => undefined,
        () => undefined,
      );
      callback(error);
    },
  });
  return body;
}

async function* undone(
  packed: Readable,
  codings: readonly string[],
  undoing: Undoing,
): AsyncGenerator<Uint8Array> {
  if (codings.length > maxCodings) throw new UndecodableBody();
  const taken = { bytes: 0 };
  let bytes: AsyncIterable<Uint8Array> = counted(packed as AsyncIterable<Uint8Array>, taken);
  // Written in the order in which they were applied.
  for (const coding of codings.length === 0 ? [''] : [...codings].reverse()) {
    bytes = layer(bytes, coding, undoing);
  }
  let given = 0;
  for await (const chunk of bytes) {
    given += chunk.byteLength;
    if (given > bombFromBytes && given > taken.bytes * bombFactor) throw new UndecodableBody();
    yield chunk;
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  taken: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    taken.bytes += chunk.byteLength;
    yield chunk;
  }
}

const headBytes = 12;

/** One coding undone. Its kind is seen at the first bytes, because headers are wrong more often than bytes. */
async function* layer(
  source: AsyncIterable<Uint8Array>,
  coding: string,
  undoing: Undoing,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  try {
    while (head.byteLength < headBytes) {
      const next: IteratorResult<Uint8Array, undefined> = await iterator.next();
      if (next.done === true) break;
      head = head.byteLength === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    if (head.byteLength === 0) return;
    const all = behind(head, iterator);
    const decoder = decoderFor(coding, head, undoing);
    if (decoder === undefined) yield* all;
    else yield* through(decoder, all);
  } finally {
    await iterator.return?.();
  }
}

async function* behind(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  for (;;) {
    const next: IteratorResult<Uint8Array, undefined> = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** Undefined: the bytes are no longer, or never were, packed. */
function decoderFor(coding: string, head: Uint8Array, { way, isFile }: Undoing): Transform | undefined {
  const { constants } = zlib;
  const flush = isFile ? {} : { finishFlush: constants.Z_SYNC_FLUSH };
  if (startsWith(head, [0x1f, 0x8b])) return zlib.createGunzip(flush);
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) {
    // Not in every Node that may run this.
    if (!('createZstdDecompress' in zlib)) throw new UndecodableBody();
    return zlib.createZstdDecompress(isFile ? {} : { finishFlush: constants.ZSTD_e_flush });
  }
  if (coding === '' || way === 'editor' || looksPlain(head)) return undefined;
  if (coding === 'deflate') {
    const [first = 0, second = 0] = head;
    const isWrapped = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
    return isWrapped ? zlib.createInflate(flush) : zlib.createInflateRaw(flush);
  }
  if (coding === 'br') {
    return zlib.createBrotliDecompress(isFile ? {} : { finishFlush: constants.BROTLI_OPERATION_FLUSH });
  }
  throw new UndecodableBody();
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/** Bytes that are what they should be without any decoding: JSON, a page, events, words, a container of video. */
function looksPlain(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  return (
    /^(?:\xef\xbb\xbf)?\s*(?:[[{]\s*["\d{}[\]tfn-]|"|<[!?/a-z])/i.test(text) ||
    /^(?:data|event|id|retry)?:/.test(text) ||
    /^[\x20-\x7e\r\n\t]+$/.test(text) ||
    /^.{4}(?:ftyp|moov|mdat|free|wide|skip)/s.test(text) ||
    /^(?:\x1aE\xdf\xa3|RIFF|OggS|FLV)/.test(text)
  );
}

/** The output of a decoder that is fed beside it. What broke at the source wins over what the decoder makes of it. */
async function* through(decoder: Transform, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const fed: { broken?: unknown } = {};
  const feeding = feed(decoder, source, fed);
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } catch {
    if (!('broken' in fed)) throw new UndecodableBody();
  } finally {
    decoder.destroy();
  }
  await feeding;
  if ('broken' in fed) throw fed.broken;
}

/** Never rejects. */
async function feed(
  decoder: Transform,
  source: AsyncIterable<Uint8Array>,
  fed: { broken?: unknown },
): Promise<void> {
  try {
    for await (const chunk of source) {
      if (decoder.destroyed) return;
      if (!decoder.write(chunk)) await takesMore(decoder);
    }
  } catch (error) {
    fed.broken = error;
  }
  // Also behind a broken connection: what came before it is still told.
  decoder.end();
}

function takesMore(decoder: Transform): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      decoder.off('drain', settle).off('close', settle);
      resolve();
    };
    decoder.on('drain', settle).on('close', settle);
  });
}

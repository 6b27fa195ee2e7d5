import { type Fields, Malformed, type Source } from './source.ts';

const segmentId = 0x18538067;
const docTypeId = 0x4282;
const maxHeaderBytes = 4096;

export interface Matroska {
  readonly extension: '.webm' | '.mkv';
}

/** Tells WebM from Matroska and checks that the segment fits in the file. Throws {@link Malformed}. */
export async function readMatroska(source: Source): Promise<Matroska> {
  const head = await source.read(0, Math.min(maxHeaderBytes, source.size));
  const header = element(head, 0);
  if (header.size === undefined) throw new Malformed('the header has no size');
  const segment = element(head, header.body + header.size);
  if (segment.id !== segmentId) throw new Malformed('the segment is missing');
  // A recording whose end was not known when it began cannot be checked.
  if (segment.size !== undefined && segment.body + segment.size > source.size) {
    throw new Malformed('the file ends too early');
  }
  return { extension: docType(head, header.body, header.body + header.size) === 'webm' ? '.webm' : '.mkv' };
}

function docType(fields: Fields, start: number, end: number): string | undefined {
  for (let at = start; at < end;) {
    const { id, body, size } = element(fields, at);
    if (size === undefined) return undefined;
    if (id === docTypeId)
      return String.fromCharCode(...fields.bytes.subarray(body, body + Math.min(size, 16)));
    at = body + size;
  }
  return undefined;
}

interface Element {
  readonly id: number;
  readonly body: number;
  /** Undefined: to the end. */
  readonly size?: number;
}

function element(fields: Fields, at: number): Element {
  const idBytes = vintBytes(fields.u8(at));
  if (idBytes > 4) throw new Malformed('an element has no name');
  let id = 0;
  for (let index = 0; index < idBytes; index++) id = id * 256 + fields.u8(at + index);
  const sizeAt = at + idBytes;
  const sizeBytes = vintBytes(fields.u8(sizeAt));
  const mask = 2 ** (8 - sizeBytes) - 1;
  let size = fields.u8(sizeAt) & mask;
  let isUnknown = size === mask;
  for (let index = 1; index < sizeBytes; index++) {
    const byte = fields.u8(sizeAt + index);
    isUnknown &&= byte === 0xff;
    size = size * 256 + byte;
  }
  const body = sizeAt + sizeBytes;
  if (isUnknown) return { id, body };
  if (!Number.isSafeInteger(size)) throw new Malformed('an element is too large');
  return { id, body, size };
}

/** The length of a number is told by the leading zeros of its first byte. */
function vintBytes(first: number): number {
  const bytes = Math.clz32(first) - 23;
  if (bytes > 8) throw new Malformed('an element has no length');
  return bytes;
}

import type { ClipExtension } from '../clipExtension.ts';
import { hasAscii } from '../imageFile/ascii.ts';

/** So much of a file's beginning tells what it is. */
export const headBytes = 1024;

/** Unknown bytes that are no more than this are no film. */
const minUnknownBytes = 4096;

/**
 * What a file of `size` bytes is by its beginning: the extension of a video; `unknown` where nobody knows these bytes,
 * for a clip that is paid for must not be lost. Undefined for what is certainly none: a message, a page, a picture, a
 * document, or next to nothing. Labels do not count: servers put wrong ones on everything.
 */
export function videoStart(head: Uint8Array, size: number): ClipExtension | 'unknown' | undefined {
  if (noVideos.some((isOne) => isOne(head))) return undefined;
  const known = knownStart(head);
  if (known !== undefined) return known;
  if (isText(head)) return undefined;
  return size < minUnknownBytes ? undefined : 'unknown';
}

/** A container that says so itself. */
function knownStart(head: Uint8Array): ClipExtension | undefined {
  return starts.find(([, isOne]) => isOne(head))?.[0];
}

/** Whether these bytes are the beginning of a text, in whatever encoding: an error, a page. Nothing is one, too. */
export function isText(head: Uint8Array): boolean {
  if (knownStart(head) !== undefined) return false;
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return isWide || isUtf16(head) || head.every(isTextByte);
}

/** A page or an object in UTF-16 without the mark that says so: every other byte is zero. */
function isUtf16(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  if (head.length < 4 || !['<', '{', '['].includes(String.fromCharCode(first || second))) return false;
  return head.subarray(0, 32).every((byte, at) => (byte === 0) === (at % 2 === (first === 0 ? 0 : 1)));
}

function isTextByte(byte: number): boolean {
  // With the escape that changes alphabets in some encodings.
  return byte >= 0x20 ? byte !== 0x7f : (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}

type IsOne = (head: Uint8Array) => boolean;

const says =
  (at: number, ...texts: readonly string[]): IsOne =>
  (head) =>
    texts.some((text) => hasAscii(head, at, text));

/** The first box of an MP4, or of a piece of one. */
const mp4Starts = ['ftyp', 'styp', 'moof', 'sidx', 'ssix', 'prft', 'emsg'];
/** QuickTime files may begin without naming themselves. */
const quickTimeStarts = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

const starts: readonly (readonly [ClipExtension, IsOne])[] = [
  ['.mov', says(4, 'ftypqt  ', ...quickTimeStarts)],
  ['.mp4', says(4, ...mp4Starts)],
  ['.mkv', says(0, '\x1a\x45\xdf\xa3')],
  ['.avi', (head) => says(0, 'RIFF', 'RF64')(head) && says(8, 'AVI ', 'AVIX')(head)],
  ['.flv', says(0, 'FLV\x01')],
  ['.ogv', says(0, 'OggS')],
  ['.m2t', isTransportStream(0, 188)],
  ['.m2t', isTransportStream(0, 204)],
  ['.m2ts', isTransportStream(4, 192)],
  // A program stream, and the bare pictures of MPEG-1, 2 and 4.
  ['.mpg', says(0, '\0\0\x01\xba', '\0\0\x01\xb3', '\0\0\x01\xb0', '\0\0\x01\xb5')],
  ['.h264', says(0, ...['\x67', '\x27', '\x09'].flatMap((unit) => [`\0\0\0\x01${unit}`, `\0\0\x01${unit}`]))],
  ['.h265', says(0, '\0\0\0\x01\x40\x01', '\0\0\0\x01\x46\x01', '\0\0\x01\x40\x01')],
  ['.wmv', says(0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11')],
  ['.mxf', says(0, '\x06\x0e\x2b\x34\x02\x05\x01\x01')],
  ['.ivf', says(0, 'DKIF')],
  ['.y4m', says(0, 'YUV4MPEG2 ')],
  ['.gif', says(0, 'GIF87a', 'GIF89a')],
];

/** A byte of synchronisation begins each packet; up to four of them are looked at. */
function isTransportStream(first: number, packetBytes: number): IsOne {
  return (head) => {
    const packets = Math.min(4, Math.floor((head.length - first - 1) / packetBytes) + 1);
    if (head.length < first + packetBytes) return false;
    for (let index = 0; index < packets; index++) {
      if (head[first + index * packetBytes] !== 0x47) return false;
    }
    return true;
  };
}

/** Pictures, documents, archives and programs. */
const noVideos: readonly IsOne[] = [
  says(0, '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'II*\0', 'MM\0*', '%PDF-', 'PK\x03\x04', 'PK\x05\x06'),
  says(0, '\x1f\x8b', '7z\xbc\xaf\x27\x1c', 'Rar!\x1a\x07', '\x28\xb5\x2f\xfd', 'BZh', '\x7fELF'),
  says(0, 'ID3', 'fLaC', 'SQLite format 3\0'),
  (head) => says(0, 'RIFF')(head) && says(8, 'WEBP', 'WAVE')(head),
  (head) => says(4, 'ftyp')(head) && says(8, 'avif', 'heic', 'heix', 'mif1', 'msf1')(head),
];

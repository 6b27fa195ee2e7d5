import type { ClipExtension } from '../../../../src/core/clipExtension.ts';
import { ascii, box, join, matroska, mp4, u32, zeros } from '../mp4Builder.ts';

const noise = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 151 + 7) % 256);

function transportStream(packetBytes: number, before = 0): Uint8Array {
  const packet = join(zeros(before), [0x47, 0x40, 0x11, 0x10], noise(packetBytes - before - 4));
  return join(...Array.from({ length: 20 }, () => packet));
}

/** Videos in containers of all kinds: their beginnings, and something behind. */
export const containers: readonly (readonly [string, ClipExtension, Uint8Array])[] = [
  ['an MP4', '.mp4', mp4()],
  ['a piece of a stream', '.mp4', join(box('styp', ascii('msdh')), noise(5000))],
  ['QuickTime', '.mov', mp4({ brand: 'qt  ' })],
  ['QuickTime that does not name itself', '.mov', join(box('wide'), box('mdat', noise(5000)))],
  ['Matroska', '.mkv', matroska('matroska')],
  ['MPEG-TS', '.m2t', transportStream(188)],
  ['MPEG-TS with error correction', '.m2t', transportStream(204)],
  ['MPEG-TS as discs have it', '.m2ts', transportStream(192, 4)],
  ['one packet of MPEG-TS', '.m2t', transportStream(188).subarray(0, 188)],
  ['AVI', '.avi', join(ascii('RIFF'), [1, 2, 3, 4], ascii('AVI LIST'), noise(5000))],
  ['Flash video', '.flv', join(ascii('FLV'), [1, 5, 0, 0, 0, 9], noise(5000))],
  ['Ogg', '.ogv', join(ascii('OggS'), [0, 2], noise(5000))],
  ['an MPEG program stream', '.mpg', join([0, 0, 1, 0xba], noise(5000))],
  ['MPEG-2 pictures', '.mpg', join([0, 0, 1, 0xb3], noise(5000))],
  ['bare H.264', '.h264', join([0, 0, 0, 1, 0x67, 0x64], noise(5000))],
  ['bare H.265', '.h265', join([0, 0, 0, 1, 0x40, 1], noise(5000))],
  ['Windows Media', '.wmv', join([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], noise(5000))],
  ['MXF', '.mxf', join([0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01], noise(5000))],
  ['IVF', '.ivf', join(ascii('DKIF'), noise(5000))],
  [
    'bare pictures with a text before them',
    '.y4m',
    join(ascii('YUV4MPEG2 W1280 H720 F24:1\nFRAME\n'), noise(5000)),
  ],
  ['a moving GIF', '.gif', join(ascii('GIF89a'), noise(5000))],
];

const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));

/** What servers send instead of a clip. */
export const nothingToWatch: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['a page', join(ascii('<!doctype html><html><body>Sign in</body></html>'))],
  ['a page behind blank lines', join([0xef, 0xbb, 0xbf], ascii('\r\n\r\n  <html>'))],
  ['an error in XML', join(ascii('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'))],
  ['JSON', join(ascii('{"error":{"message":"expired"}}'))],
  ['words', join(ascii('upstream connect error or disconnect/reset before headers'))],
  ['Chinese words', Uint8Array.from(Buffer.from('视频已过期，请重新获取'))],
  ['words in an old encoding', join([0xca, 0xd3, 0xc6, 0xb5, 0xd2, 0xd1, 0xb9, 0xfd, 0xc6, 0xda])],
  ['a page in UTF-16', utf16('<html><body>Sign in</body></html>')],
  ['a marked text in UTF-16', join([0xff, 0xfe], utf16('Sign in'))],
  ['a list of pieces', join(ascii('#EXTM3U\n#EXT-X-VERSION:3\nsegment0.ts\n'))],
  ['a PNG', join([0x89], ascii('PNG\r\n\x1a\n'), u32(13), ascii('IHDR'))],
  ['a JPEG', join([0xff, 0xd8, 0xff, 0xe0], zeros(100))],
  ['a WebP', join(ascii('RIFF'), u32(100), ascii('WEBPVP8 '), zeros(100))],
  ['an AVIF', join(u32(32), ascii('ftypavif'), zeros(100))],
  ['a PDF', join(ascii('%PDF-1.7\n'), [0xe2, 0xe3, 0, 1, 2])],
  ['an archive', join(ascii('PK\x03\x04'), zeros(100))],
  ['something compressed', join([0x1f, 0x8b, 8, 0], zeros(100))],
  ['a song', join(ascii('ID3'), [4, 0, 0], zeros(100))],
];

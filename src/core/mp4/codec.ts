import { type Box, boxesIn, childrenOf } from './boxes.ts';
import { type Fields, ifReadable, Malformed, type Source } from './source.ts';

const videoHeaderBytes = 78;
const audioHeaderBytes = 28;

const hex = (value: number) => value.toString(16).padStart(2, '0');

/** The first sample entry of a track; its name is that of the codec. */
export async function sampleEntry(source: Source, stsd: Box): Promise<Box | undefined> {
  for await (const entry of boxesIn(source, stsd.body + 8, stsd.end)) return entry;
  return undefined;
}

/** The RFC 6381 name: `avc1.640028` and `mp4a.40.2` in full, others by their four characters; undefined for no name. */
export async function codecName(source: Source, entry: Box): Promise<string | undefined> {
  const name = entry.type.trimEnd();
  if (!/^[A-Za-z0-9+.-]{2,4}$/.test(name)) return undefined;
  if (name === 'avc1' || name === 'avc3') return (await ifReadable(() => avcName(source, entry))) ?? name;
  if (name === 'mp4a') return (await ifReadable(() => aacName(source, entry))) ?? name;
  return name;
}

/** The pixels of a picture as they are stored and, by their shape, shown; undefined where they are not said. */
export async function codedSize(source: Source, entry: Box): Promise<CodedSize | undefined> {
  const fields = await source.read(entry.body, videoHeaderBytes);
  const [width, height] = [fields.u16(24), fields.u16(26)];
  if (width === 0 || height === 0) return undefined;
  const shape = await ifReadable(async () => {
    const { pasp } = await childrenOf(source, { body: entry.body + videoHeaderBytes, end: entry.end }, [
      'pasp',
    ]);
    if (pasp === undefined) return undefined;
    const sides = await source.read(pasp.body, 8);
    return { across: sides.u32(0), down: sides.u32(4) };
  });
  const ratio = shape === undefined || shape.down === 0 ? 0 : shape.across / shape.down;
  // Nobody has pixels of another shape.
  if (ratio < 1 / 16 || ratio > 16) return { width, height };
  return { width: Math.round(width * ratio), height, hasShape: true };
}

export interface CodedSize {
  readonly width: number;
  readonly height: number;
  /** The file says the shape of a pixel. */
  readonly hasShape?: true;
}

/** A codec of single pictures: a cover, or thumbnails. */
export async function isStillCodec(source: Source, entry: Box): Promise<boolean> {
  if (['jpeg', 'png ', 'mjp2', 'tiff', 'gif ', 'webp', 'bmp '].includes(entry.type)) return true;
  if (entry.type !== 'mp4v') return false;
  const { esds } = await childrenOf(source, { body: entry.body + videoHeaderBytes, end: entry.end }, [
    'esds',
  ]);
  if (esds === undefined || esds.end - esds.body > 4096) return false;
  const { objectType } = readConfiguration(await source.read(esds.body, esds.end - esds.body));
  // JPEG, PNG and JPEG 2000, as MPEG-4 numbers them.
  return [0x6c, 0x6d, 0x6e].includes(objectType);
}

async function avcName(source: Source, entry: Box): Promise<string | undefined> {
  const { avcC } = await childrenOf(source, { body: entry.body + videoHeaderBytes, end: entry.end }, [
    'avcC',
  ]);
  if (avcC === undefined) return undefined;
  const record = await source.read(avcC.body, 4);
  return `${entry.type}.${hex(record.u8(1))}${hex(record.u8(2))}${hex(record.u8(3))}`;
}

async function aacName(source: Source, entry: Box): Promise<string | undefined> {
  const { esds } = await childrenOf(source, { body: entry.body + audioHeaderBytes, end: entry.end }, [
    'esds',
  ]);
  if (esds === undefined || esds.end - esds.body > 4096) return undefined;
  const fields = await source.read(esds.body, esds.end - esds.body);
  const { configuration, objectType } = readConfiguration(fields);
  if (objectType !== 0x40) return `mp4a.${hex(objectType)}`;
  const specific = descriptor(fields, configuration + 13, 5);
  const short = fields.u8(specific) >> 3;
  const audioObject =
    short === 31 ? 32 + (((fields.u8(specific) & 7) << 3) | (fields.u8(specific + 1) >> 5)) : short;
  return `mp4a.40.${audioObject}`;
}

/** ISO/IEC 14496-1: ES descriptor (3) > decoder configuration (4) > decoder specific information (5). */
function readConfiguration(fields: Fields): { readonly configuration: number; readonly objectType: number } {
  const stream = descriptor(fields, 4, 3);
  const flags = fields.u8(stream + 2);
  const optionalBytes =
    (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + fields.u8(stream + 3) : 0) + (flags & 0x20 ? 2 : 0);
  const configuration = descriptor(fields, stream + 3 + optionalBytes, 4);
  return { configuration, objectType: fields.u8(configuration) };
}

/** Where the body of the descriptor starts. */
function descriptor(fields: Fields, at: number, tag: number): number {
  if (fields.u8(at) !== tag) throw new Malformed('a descriptor is missing');
  let body = at + 1;
  // The length: up to four bytes, of which all but the last have the high bit.
  for (let count = 0; count < 4; count++) {
    if ((fields.u8(body++) & 0x80) === 0) return body;
  }
  throw new Malformed('a descriptor is too long');
}

/** How a stored picture has to be turned or mirrored to be upright: EXIF's 1 (as it is) to 8. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const orientationTag = 0x0112;
const shortType = 3;
const entryBytes = 12;
/** A camera writes some dozens; hostile bytes are not searched for longer. */
const maxEntries = 1000;

/** The orientation in an EXIF block (a TIFF header and its first directory); 1 where it says none. */
export function exifOrientation(block: Uint8Array): Orientation {
  const at = isExifPrefix(block) ? 6 : 0;
  const tiff = new DataView(block.buffer, block.byteOffset + at, block.byteLength - at);
  const order = tiff.byteLength < 8 ? 0 : tiff.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const isLittle = order === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (tiff.getUint16(2, isLittle) !== 42 || directory + 2 > tiff.byteLength) return 1;
  const count = Math.min(maxEntries, tiff.getUint16(directory, isLittle));
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * entryBytes;
    if (entry + entryBytes > tiff.byteLength) return 1;
    if (tiff.getUint16(entry, isLittle) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    if (tiff.getUint16(entry + 2, isLittle) !== shortType) return 1;
    return orientations.find((one) => one === value) ?? 1;
  }
  return 1;
}

/** Whether width and height change places when the picture is turned upright. */
export function isOnItsSide(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** `Exif\0\0`, which stands before the block in a JPEG and in some WebP files. */
export function isExifPrefix(bytes: Uint8Array): boolean {
  return [0x45, 0x78, 0x69, 0x66, 0, 0].every((byte, index) => bytes[index] === byte);
}

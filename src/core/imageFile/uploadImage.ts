import { type ImageFacts, readImageFacts } from '../imageFacts.ts';
import { stripMetadata } from './stripMetadata.ts';

/** What leaves the machine of an image, and what the image is. */
export interface UploadImage {
  /** Without metadata; the pixels as they were. */
  readonly bytes: Uint8Array;
  readonly facts: ImageFacts;
}

/** Undefined where the bytes are no usable image, or would not be the same picture without their metadata. */
export function uploadImage(bytes: Uint8Array): UploadImage | undefined {
  const facts = readImageFacts(bytes);
  if (facts === undefined) return undefined;
  const stripped = stripMetadata(bytes, facts.type);
  const left = readImageFacts(stripped);
  return left?.type === facts.type && left.width * left.height === facts.width * facts.height
    ? { bytes: stripped, facts }
    : undefined;
}

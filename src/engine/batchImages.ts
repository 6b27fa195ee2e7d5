import { type UploadImage, uploadImage } from '../core/imageFile/uploadImage.ts';
import type { ImageSnapshot } from '../core/job.ts';
import type { ImageInput } from '../core/preflight.ts';
import type { RequestImage } from '../core/request.ts';
import { isPublicLink } from '../core/uriPath.ts';
import type { ImageRead, Images, LeavingImage } from './ports.ts';

/** An image of a request and what lies at its place. */
export interface LookedImage {
  readonly image: RequestImage;
  readonly read: ImageRead;
}

/** What is sent of an image; a job's snapshot holds exactly this. */
interface Leaving extends UploadImage {
  readonly image: RequestImage;
  readonly name: string;
}

interface Found {
  readonly read: ImageRead;
  readonly upload: UploadImage | undefined;
}

/** The images of a whole batch: each is read, shown and kept once, however many requests use it. */
export class BatchImages {
  readonly #images: Images;
  readonly #found = new Map<string, Promise<Found>>();
  readonly #kept = new Map<string, ImageSnapshot>();
  readonly #leaving = new Map<string, Leaving>();

  constructor(images: Images) {
    this.#images = images;
  }

  async look(image: RequestImage, namedBy?: string): Promise<ImageInput> {
    const { read, upload } = await this.#find(image, namedBy);
    if (read.kind === 'read' && upload !== undefined)
      this.#leaving.set(image.uri, { ...upload, image, name: read.name });
    return inputOf({ image, read }, upload);
  }

  /** What leaves the machine of all that was looked at. */
  leaving(): readonly LeavingImage[] {
    return [...this.#leaving.values()].map(({ image, name, bytes }) => ({
      uri: image.uri,
      name,
      bytes: bytes.byteLength,
    }));
  }

  /** Puts a copy of everything that leaves on disk. */
  async keep(): Promise<void> {
    for (const { image, name, bytes, facts } of this.#leaving.values())
      this.#kept.set(image.uri, await this.#images.keep(bytes, image, facts.type, name));
  }

  /** The kept copies that go with a request, in the order of its images. */
  snapshots(images: readonly RequestImage[]): readonly ImageSnapshot[] {
    return images.flatMap(({ uri, role }) => {
      const kept = this.#kept.get(uri);
      return kept === undefined ? [] : [{ ...kept, role }];
    });
  }

  #find(image: RequestImage, namedBy?: string): Promise<Found> {
    const key = `${image.uri} ${namedBy ?? ''}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const finding = this.#read(image, namedBy);
    this.#found.set(key, finding);
    return finding;
  }

  async #read(image: RequestImage, namedBy?: string): Promise<Found> {
    if (isPublicLink(image.uri)) return { read: { kind: 'link' }, upload: undefined };
    const read = await this.#images.read(image, namedBy);
    return { read, upload: uploadOf(read) };
  }
}

function uploadOf(read: ImageRead): UploadImage | undefined {
  return read.kind === 'read' ? uploadImage(read.bytes) : undefined;
}

/** What is known of an image as it would be sent: its size is that without metadata. */
export function inputOf({ image, read }: LookedImage, upload = uploadOf(read)): ImageInput {
  switch (read.kind) {
    case 'missing':
    case 'directory':
    case 'link':
      return { ...image, kind: read.kind };
    case 'unreadable':
      return { ...image, kind: 'unreadable', reason: read.reason };
    case 'oversize':
      return { ...image, kind: 'read', bytes: read.bytes };
    case 'read':
      return upload === undefined
        ? { ...image, kind: 'read', bytes: read.bytes.byteLength }
        : { ...image, kind: 'read', bytes: upload.bytes.byteLength, facts: upload.facts };
  }
}

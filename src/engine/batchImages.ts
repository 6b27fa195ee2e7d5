import { defined } from '../core/defined.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { ImageFacts } from '../core/imageFacts.ts';
import { type UploadImage, uploadImage } from '../core/imageFile/uploadImage.ts';
import { imageDamage, type InflatedLength } from '../core/imageFile/wholeImage.ts';
import type { ImageSnapshot } from '../core/job.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { RequestImage } from '../core/request.ts';
import { isPublicLink } from '../core/uriPath.ts';
import type { ImageRead, Images, LeavingImage } from './ports.ts';

/** An image of a request and what lies at its place. */
export interface LookedImage {
  readonly image: RequestImage;
  readonly read: ImageRead;
}

/** What is sent of an image; a job's snapshot holds exactly this. */
interface Leaving {
  readonly image: RequestImage;
  readonly namedBy?: string;
  readonly name: string;
  readonly facts: ImageFacts;
  readonly size: number;
  /** Absent: read once more, since the images of a batch may be more than fits into memory. */
  readonly bytes?: Uint8Array;
}

const maxHeldBytes = 64 * 1024 * 1024;

/** The images of a whole batch: each is looked at, shown and kept once, however many requests use it. */
export class BatchImages {
  readonly #images: Images;
  readonly #found = new Map<string, ImageInput>();
  readonly #kept = new Map<string, ImageSnapshot>();
  readonly #leaving = new Map<string, Leaving>();
  #held = 0;

  constructor(images: Images) {
    this.#images = images;
  }

  /** Of one image after the other. `namedBy`: the prompt file that names it. */
  async look(image: RequestImage, namedBy?: string): Promise<ImageInput> {
    const key = `${image.uri} ${namedBy ?? ''}`;
    const found = this.#found.get(key) ?? (await this.#read(image, namedBy));
    this.#found.set(key, found);
    return { ...found, ...image };
  }

  /** What leaves the machine of all that was looked at. */
  leaving(): readonly LeavingImage[] {
    return [...this.#leaving.values()].map(({ image: { uri, clip }, name, size }) => ({
      uri,
      name,
      bytes: size,
      ...defined({ clipUri: clip?.uri }),
    }));
  }

  /** Puts a copy of everything that leaves on disk. Throws VideoPromptError where a file is another by now. */
  async keep(): Promise<void> {
    for (const leaving of [...this.#leaving.values()]) {
      const { image, name, facts } = leaving;
      const bytes = leaving.bytes ?? (await this.#readAgain(leaving));
      this.#kept.set(image.uri, await this.#images.keep(bytes, image, facts.type, name));
    }
  }

  /** The kept copies that go with a request, in the order of its images. */
  snapshots(images: readonly RequestImage[]): readonly ImageSnapshot[] {
    return images.flatMap(({ uri, role }) => {
      const kept = this.#kept.get(uri);
      return kept === undefined ? [] : [{ ...kept, role }];
    });
  }

  async #read(image: RequestImage, namedBy: string | undefined): Promise<ImageInput> {
    if (isPublicLink(image.uri)) return { ...image, kind: 'link' };
    const read = await this.#images.read(image, namedBy);
    const upload = uploadOf(read);
    const input = await inspect({ image, read }, this.#images.inflatedLength, upload);
    const isDamaged = input.kind === 'read' && input.damage !== undefined;
    if (read.kind === 'read' && upload !== undefined && !isDamaged) {
      const { facts, bytes } = upload;
      const size = bytes.byteLength;
      const isHeld = this.#held + size <= maxHeldBytes;
      if (isHeld) this.#held += size;
      const leaving = { image, name: read.name, facts, size, ...defined({ namedBy }) };
      this.#leaving.set(image.uri, { ...leaving, ...(isHeld ? { bytes } : {}) });
    }
    return input;
  }

  async #readAgain({ image, namedBy, name, facts, size }: Leaving): Promise<Uint8Array> {
    const upload = uploadOf(await this.#images.read(image, namedBy));
    const isSame =
      upload?.bytes.byteLength === size &&
      upload.facts.type === facts.type &&
      upload.facts.width === facts.width &&
      upload.facts.height === facts.height;
    if (isSame) return upload.bytes;
    throw new VideoPromptError('request.invalid', say('request.imageChanged', { name }), { field: 'images' });
  }
}

function uploadOf(read: ImageRead): UploadImage | undefined {
  return read.kind === 'read' ? uploadImage(read.bytes) : undefined;
}

/** What is known of an image as it would be sent, and whether its pixels are all there. */
export async function inspect(
  looked: LookedImage,
  inflatedLength: InflatedLength,
  upload = uploadOf(looked.read),
): Promise<ImageInput> {
  const input = inputOf(looked, upload);
  if (input.kind !== 'read' || looked.read.kind !== 'read' || upload === undefined) return input;
  const damage = await imageDamage(looked.read.bytes, upload.facts.type, inflatedLength);
  return { ...input, ...defined({ damage }) };
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

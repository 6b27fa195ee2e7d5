import type { ImageInput } from '../core/imageInput.ts';
import type { Digests } from './digests.ts';
import { Held } from './held.ts';

/** What lies at an image that a prompt file names. */
export type LookAtImage = (imageUri: string, promptFileUri: string) => Promise<ImageInput>;

/** What images and clips hold, asked for once until some of them change. */
export class KnownFiles implements Digests {
  readonly #digests: Digests;
  readonly #look: LookAtImage;
  #clips = new Map<string, Held<string | undefined>>();
  #images = new Map<string, Held<string | undefined>>();
  #inputs = new Map<string, Held<ImageInput>>();

  constructor(digests: Digests, look: LookAtImage) {
    this.#digests = digests;
    this.#look = look;
  }

  image(uri: string): Promise<string | undefined> {
    return heldIn(this.#images, uri).get(() => this.#digests.image(uri));
  }

  file(uri: string): Promise<string | undefined> {
    return heldIn(this.#clips, uri).get(() => this.#digests.file(uri));
  }

  text(content: string): string {
    return this.#digests.text(content);
  }

  look(imageUri: string, promptFileUri: string): Promise<ImageInput> {
    return heldIn(this.#inputs, `${imageUri} ${promptFileUri}`).get(() =>
      this.#look(imageUri, promptFileUri),
    );
  }

  forgetImages(): void {
    this.#images = new Map();
    this.#inputs = new Map();
  }

  forgetClips(): void {
    this.#clips = new Map();
  }
}

function heldIn<Value>(all: Map<string, Held<Value>>, key: string): Held<Value> {
  const held = all.get(key) ?? new Held<Value>();
  all.set(key, held);
  return held;
}

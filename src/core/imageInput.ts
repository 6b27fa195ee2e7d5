import type { ImageFacts } from './imageFacts.ts';
import type { ImageDamage } from './imageFile/wholeImage.ts';
import type { RequestImage } from './request.ts';

/** An image of the request and what was found at its place. */
export type ImageInput = RequestImage &
  (
    | { readonly kind: 'missing' }
    | { readonly kind: 'directory' }
    /** The reason is a short text for people. */
    | { readonly kind: 'unreadable'; readonly reason: string }
    /** A public address, which is sent as it is. */
    | { readonly kind: 'link' }
    /** The last frame of a clip that is still to be made: nothing else is known of it. */
    | { readonly kind: 'frame' }
    /** Without facts the bytes are no image of a known type. */
    | {
        readonly kind: 'read';
        readonly bytes: number;
        readonly facts?: ImageFacts;
        /** It cannot be drawn; absent also where nobody has looked. */
        readonly damage?: ImageDamage;
      }
  );

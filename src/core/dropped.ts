import type { ImageField } from '../protocol/imageField.ts';
import type { Wish } from './requestOptions.ts';

/** A value that another model could not take over. */
export interface Dropped {
  readonly field: 'seconds' | 'aspectRatio' | 'resolution' | ImageField | Wish | 'remixOf';
  readonly from: string | number | boolean;
  /** Undefined: nothing took its place. */
  readonly to: string | number | undefined;
}

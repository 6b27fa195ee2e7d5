import * as z from 'zod/mini';
import { fileBytes } from './fileBytes.ts';

/** Which picture of a clip. */
export type FrameMoment = 'first' | 'last';

export type FrameType = 'image/png' | 'image/jpeg';

/** What the frame page is to do; it finds this in its document. */
export interface FrameOrder {
  /** A URI the webview may load. */
  readonly src: string;
  readonly moment: FrameMoment;
  readonly type: FrameType;
  /** Larger pictures are made smaller, pixels; absent: the clip's own size. */
  readonly maxWidth?: number;
  /** What is being done, for who looks at the tab meanwhile. */
  readonly text: string;
}

/** What the frame page answers, once. */
export const frameMessage = z.discriminatedUnion('kind', [
  /** The image. */
  z.strictObject({ kind: z.literal('frame'), data: fileBytes }),
  /** The clip cannot be decoded or read here; the player's own words. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string().check(z.maxLength(2_000)) }),
]);

export type FrameMessage = z.infer<typeof frameMessage>;

import * as z from 'zod/mini';
import { fileBytes } from './fileBytes.ts';

/** Which picture of a clip. */
export type FrameMoment = 'first' | 'last';

/** What the frame page is to do; it finds this in its document. */
export interface FrameOrder {
  /** A URI the webview may load. */
  readonly src: string;
  readonly moment: FrameMoment;
  /** What is being done, for who looks at the tab meanwhile. */
  readonly text: string;
}

/** What the frame page answers, once. */
export const frameMessage = z.discriminatedUnion('kind', [
  /** A PNG of the clip's own size. */
  z.strictObject({ kind: z.literal('frame'), data: fileBytes }),
  /** The clip cannot be decoded or read here; the player's own words. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string().check(z.maxLength(2_000)) }),
]);

export type FrameMessage = z.infer<typeof frameMessage>;

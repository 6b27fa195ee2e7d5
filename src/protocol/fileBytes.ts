import * as z from 'zod/mini';
import { maxPastedBytes } from './maxPastedBytes.ts';

/** The bytes of a file that a webview made or was given. */
export const fileBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength < maxPastedBytes,
);

import type { UploadConsent } from '../engine/ports.ts';
import { uploadWords } from '../words/uploadWords.ts';
import { type Dialogs, type Memory, rememberedTexts, rememberTexts } from './dialogs.ts';

const memoryKey = 'uploadOrigins';

export interface UploadConsentParts {
  readonly dialogs: Dialogs;
  readonly memory: Memory;
  /** Where a file lies in the workspace; undefined: elsewhere. */
  readonly placeOf: (uri: string) => string | undefined;
}

/**
 * Asks once for each workspace and origin, in a modal dialog that names the files. The answer is kept where nothing in the
 * workspace's files can put it.
 */
export function createUploadConsent({ dialogs, memory, placeOf }: UploadConsentParts): UploadConsent {
  return {
    isGiven: (origin) => rememberedTexts(memory, memoryKey).includes(origin),
    isInWorkspace: (uri) => placeOf(uri) !== undefined,
    async ask({ origin, images }, signal) {
      // Of a file from elsewhere the name, which is what is sent.
      const named = images.map(({ uri, name, bytes }) => ({ place: placeOf(uri) ?? name, bytes }));
      const isAgreed = await dialogs.confirm(uploadWords(new URL(origin).host, named));
      if (signal?.aborted === true) return false;
      if (isAgreed) await rememberTexts(memory, memoryKey, [origin]);
      return isAgreed;
    },
  };
}

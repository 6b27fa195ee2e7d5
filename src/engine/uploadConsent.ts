import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { sampleOrigin } from '../core/job.ts';
import { type Caller, isUnattended } from './batch.ts';
import type { LeavingImage, UploadConsent } from './ports.ts';

/** What may not leave the machine for an origin yet. */
export function unagreedImages(
  uploads: Pick<UploadConsent, 'isGiven'>,
  images: readonly LeavingImage[],
  origin: string,
): readonly LeavingImage[] {
  return origin === sampleOrigin || uploads.isGiven(origin) ? [] : images;
}

/**
 * Nobody's images leave the machine for the first time without their word: the first upload of a workspace to an origin
 * names the files. Code that runs unattended cannot give that word; it is refused. Samples stay on the machine.
 */
export async function agreeToUpload(
  uploads: UploadConsent,
  images: readonly LeavingImage[],
  { origin, caller, allowUnattended }: { origin: string; caller: Caller; allowUnattended: boolean },
): Promise<void> {
  const unagreed = unagreedImages(uploads, images, origin);
  if (unagreed.length === 0) return;
  if (caller.kind === 'agent' || isUnattended(caller, { allowUnattended })) {
    throw new VideoPromptError('upload.unconfirmed', say('upload.unconfirmed'), { field: 'images' });
  }
  if (!(await uploads.ask({ origin, images: unagreed }))) {
    throw new VideoPromptError('confirmation.declined', say('confirmation.declined'));
  }
}

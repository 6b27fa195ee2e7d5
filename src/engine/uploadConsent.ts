import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { sampleOrigin } from '../core/job.ts';
import { type Caller, isUnattended } from './batch.ts';
import type { EngineContext } from './context.ts';
import type { LeavingImage, UploadConsent } from './ports.ts';
import type { EngineSettings } from './settings.ts';

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
 * names the files. Code that runs unattended cannot give that word: it is refused, unless the user lets it upload images of the
 * workspace. Samples stay on the machine.
 */
export async function agreeToUpload(
  { settings, patience }: Pick<EngineContext, 'settings' | 'patience'>,
  uploads: UploadConsent,
  images: readonly LeavingImage[],
  { origin, caller }: { readonly origin: string; readonly caller: Caller },
): Promise<void> {
  const unagreed = unagreedImages(uploads, images, origin);
  if (unagreed.length === 0) return;
  const isAgent = caller.kind === 'agent';
  const isAlone = isUnattended(caller, settings());
  if ((isAgent || isAlone) && mayUpload(uploads, unagreed, settings())) return;
  if (isAlone || caller.kind === 'command') throw unconfirmed();
  const question = { origin, images: unagreed };
  const isAgreed = isAgent
    ? await patience((signal) => uploads.ask(question, signal))
    : await uploads.ask(question);
  if (isAgreed === undefined) throw unconfirmed();
  if (!isAgreed) throw new VideoPromptError('confirmation.declined', say('confirmation.declined'));
}

/** An image from elsewhere takes a person's word in any case. */
function mayUpload(
  uploads: UploadConsent,
  images: readonly LeavingImage[],
  { allowUploads = false }: EngineSettings,
): boolean {
  return allowUploads && images.every(({ uri, clipUri = uri }) => uploads.isInWorkspace(clipUri));
}

function unconfirmed(): VideoPromptError {
  return new VideoPromptError('upload.unconfirmed', say('upload.unconfirmed'), { field: 'images' });
}

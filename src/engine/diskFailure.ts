import { say } from '../core/errorText.ts';
import type { VideoPromptError } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';

/** What the disk refused to a clip that is rendered already: the key of the error's sentence, with its arguments. */
export function diskFailure({ sentence, message }: VideoPromptError): Failure {
  const { key, args } = sentence ?? say('disk.other', { reason: message });
  return { class: 'disk', message: key, args, charged: 'yes' };
}

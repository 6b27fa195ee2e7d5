import type { SubmitItem } from '../../../src/core/batch.ts';
import type { Job, JobState } from '../../../src/core/job.ts';
import { fileNameOfUri } from '../../../src/core/uriPath.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { makeJob } from '../core/makeJob.ts';

/** A job that was admitted for an item. */
export function rival({ request, source }: SubmitItem, state: JobState, id: string): Job {
  return makeJob({
    id,
    state,
    request,
    ...(source === undefined ? {} : { source }),
    images: request.images.map(({ uri, role }) => ({
      name: fileNameOfUri(uri),
      role,
      type: 'image/png',
      bytes: 1,
      sha256: sha256(fileNameOfUri(uri)),
    })),
  });
}

import { findModel } from './catalogue/catalogue.ts';
import { promptForModel } from './imageNames.ts';
import { type Job, sampleOrigin } from './job.ts';
import type { RemixSource, VideoRequest } from './request.ts';

/**
 * What a job's clip can be remixed by: the clip itself where it is finished, and its model knows how. Of a clip that was
 * recovered by its task id nobody knows the length, and so not the price. A retired model stays: preflight names what
 * has taken its place.
 */
export function remixSource({ state, taskId, origin, request }: Job): RemixSource | undefined {
  const isFinished = state === 'saved' || state === 'stored';
  const isKnown = request.seconds > 0 && findModel(request.model)?.remix === true;
  return isFinished && isKnown && taskId !== undefined && origin !== sampleOrigin
    ? { taskId, origin }
    : undefined;
}

/** The request that remixes a clip, still with the prompt that its job had. What a remix does not send stays behind. */
export function remixRequest({ request }: Job, remixOf: RemixSource): VideoRequest {
  const { model: id, seconds, aspectRatio, resolution, output } = request;
  const model = findModel(id);
  return {
    prompt: model === undefined ? request.prompt : promptForModel(request, model),
    model: id,
    seconds,
    aspectRatio,
    resolution,
    images: [],
    ...(output === undefined ? {} : { output }),
    remixOf,
  };
}

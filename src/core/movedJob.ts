import type { Job } from './job.ts';
import { type FileMove, placeAfter } from './fileMoves.ts';

/** The job with everything that it says of files as it is after the moves; undefined where nothing of it has moved. */
export function movedJob(job: Job, moves: readonly FileMove[]): Job | undefined {
  if (urisOf(job).every((uri) => placeAfter(uri, moves) === undefined)) return undefined;
  const after = (uri: string) => placeAfter(uri, moves)?.uri ?? uri;
  const { source, output, request, clip } = job;
  const folder = placeAfter(output.directoryUri, moves)?.move.workspaceFolderUri;
  return {
    ...job,
    ...(source === undefined ? {} : { source: { ...source, promptFileUri: after(source.promptFileUri) } }),
    output: {
      ...output,
      directoryUri: after(output.directoryUri),
      // A place that was chosen in no workspace folder stays one.
      ...(output.workspaceFolderUri === undefined || folder === undefined
        ? {}
        : { workspaceFolderUri: folder }),
    },
    request: {
      ...request,
      images: request.images.map((image) => ({
        ...image,
        uri: after(image.uri),
        ...(image.clip?.uri === undefined ? {} : { clip: { ...image.clip, uri: after(image.clip.uri) } }),
      })),
    },
    ...(clip?.uri === undefined ? {} : { clip: { ...clip, uri: after(clip.uri) } }),
  };
}

function urisOf({ source, output, request, clip }: Job): readonly string[] {
  return [
    source?.promptFileUri,
    output.directoryUri,
    ...request.images.flatMap((image) => [image.uri, image.clip?.uri]),
    clip?.uri,
  ].filter((uri) => uri !== undefined);
}

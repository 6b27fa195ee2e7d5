import { relativeUriPath } from '../core/uriPath.ts';
import { uriOf } from '../runtime/repository.ts';

/** `film/harbour.video.md`, as a person in that directory writes it; a whole URI where no path leads there. */
export function shownFrom(workingDirectory: string): (uri: string) => string {
  const here = `${uriOf(workingDirectory)}/x`;
  return (uri) => relativeUriPath(here, uri) ?? uri;
}

import { clipOf } from './clip.ts';
import { type Exchange, sendError, type SimulatorContext } from './context.ts';
import { errorAnswer } from './errorBody.ts';
import { readLink } from './link.ts';
import { findMarker } from './markers.ts';
import { serveBytes } from './serveBytes.ts';
import { progressOf } from './task.ts';

/** `GET /files/{id}.mp4?…`: a result link. Whoever sends the key along is told so: it must never get here. */
export function resultFile(context: SimulatorContext, exchange: Exchange): void {
  const { request, response, url } = exchange;
  if (request.headers.authorization !== undefined) {
    sendError(
      response,
      errorAnswer(400, 'key_sent_to_link', 'a result link must be fetched without the key'),
    );
    return;
  }
  const link = readLink(url, context.now());
  const task = link === undefined ? undefined : context.findTask(link.taskId);
  if (link === undefined || task === undefined) {
    sendError(response, errorAnswer(403, 'expired', 'the link has expired'));
    return;
  }
  const isDead = link.generation === 0 && findMarker(task.script, 'deadlink') !== undefined;
  if (isDead || progressOf(task, context.now()) < 100) {
    sendError(response, errorAnswer(410, 'gone', 'the file is gone'));
    return;
  }
  if (findMarker(task.script, 'linkredirect') !== undefined && !url.searchParams.has('hop')) {
    response.writeHead(302, { location: `${url.pathname}${url.search}&hop=1` }).end();
    return;
  }
  serveBytes(context, exchange, task, clipOf(context.sample, task.id));
}

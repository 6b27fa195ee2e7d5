import * as z from 'zod';
import { encodeJson } from '../encodedBody.ts';
import { parseJson } from '../reply.ts';
import type { Dialect } from './dialect.ts';

/**
 * `/v1/chat/completions`: the clip's link comes inside the streamed answer itself. There is no task to ask about, so an
 * answer that breaks off is lost.
 */
export const chat: Dialect = {
  createPath: () => '/v1/chat/completions',
  statusPaths: () => [],

  createBody: ({ request, model }) =>
    encodeJson({ model: model.id, stream: true, messages: [{ role: 'user', content: request.prompt }] }),

  readTaskId: () => undefined,
  readStatus: () => ({ kind: 'none' }),
};

const words = z.string().optional().catch(undefined);
const saying = z.looseObject({ content: words }).optional().catch(undefined);
const chunkSchema = z.looseObject({
  choices: z
    .array(z.looseObject({ delta: saying, message: saying }))
    .catch([])
    .optional(),
});

/** What the answer says, from its server-sent events or from a plain answer. */
export function chatText(body: string): string {
  const lines = body.split(/\r?\n/);
  const events = lines.flatMap((line) =>
    line.startsWith('data:') ? [line.slice('data:'.length).trim()] : [],
  );
  return (events.length > 0 ? events : [body])
    .flatMap((event) => {
      const parsed = chunkSchema.safeParse(parseJson(event));
      return parsed.success ? (parsed.data.choices ?? []) : [];
    })
    .map(({ delta, message }) => delta?.content ?? message?.content ?? '')
    .join('');
}

const maxLinkLength = 8_192;
const linkPattern = /https?:\/\/[^\s<>"'`()[\]{}\\]+/gi;
const videoPath = /\.(?:mp4|m4v|mov|webm|mkv)$/i;

/** The link to the clip: the last one that ends like a video. */
export function chatLink(body: string): string | undefined {
  const links = chatText(body).match(linkPattern) ?? [];
  return links.findLast((link) => {
    const path = link.length <= maxLinkLength ? URL.parse(link)?.pathname : undefined;
    return path !== undefined && videoPath.test(path);
  });
}

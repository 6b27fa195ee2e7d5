import * as z from 'zod';
import { encodeJson } from '../encodedBody.ts';
import { parseJson } from '../reply.ts';
import { clipLinks } from './chatLink.ts';
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

const text = z.string().optional().catch(undefined);
const place = z.looseObject({ url: text }).optional().catch(undefined);
/** A text, or parts of which some are texts and some name a file. */
const words = z
  .union([
    z.string(),
    z
      .array(z.looseObject({ text, video_url: place, url: text }).catch({}))
      .transform((parts) =>
        parts.map((part) => part.text ?? `\n[video](${part.video_url?.url ?? part.url ?? ''})\n`).join(''),
      ),
  ])
  .optional()
  .catch(undefined);
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

/** The links that may lead to the clip, likeliest first. */
export function chatLinks(body: string): readonly string[] {
  return clipLinks(chatText(body));
}

import type { DialectId } from '../../../src/core/catalogue/model.ts';
import type { VideoRequest } from '../../../src/core/request.ts';
import type { ImageBytes } from '../../../src/engine/ports.ts';

/** What must arrive, by the documentation of each family. */
interface Wire {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly unknown[];
}

interface Sent {
  readonly request: VideoRequest;
  /** The size as the model spells it. */
  readonly wire: string;
  readonly images: readonly ImageBytes[];
}

export function wireOf(dialect: DialectId, { request, wire, images }: Sent): Wire {
  const { model, prompt, seconds, resolution } = request;
  switch (dialect) {
    case 'unified':
      return {
        path: '/v1/videos',
        body: {
          model,
          prompt,
          seconds: String(seconds),
          ...(model === 'omni-fast' ? { aspect_ratio: wire, resolution } : { size: wire }),
        },
        // The first frame before the last one, references in the order of the prompt.
        files: (['first', 'last', 'reference'] as const).flatMap((role) =>
          images
            .filter((image) => image.role === role)
            .map(({ name, ...image }) => file('input_reference', image, name.replaceAll('"', '%22'))),
        ),
      };
    case 'grok':
      return {
        path: '/grok/v1/videos/generations',
        body: { model, prompt, duration: seconds, aspect_ratio: wire, resolution },
        files: images.map((image) => file('image.url', image)),
      };
    case 'kling': {
      const [first] = images.filter(({ role }) => role === 'first');
      const [last] = images.filter(({ role }) => role === 'last');
      return {
        path: `/kling/v1/videos/${images.length > 0 ? 'image2video' : 'text2video'}`,
        body: {
          model_name: model,
          prompt,
          duration: String(seconds),
          aspect_ratio: wire,
          mode: 'std',
          external_task_id: 'job-1',
        },
        files: [
          ...(first === undefined ? [] : [file('image', first)]),
          ...(last === undefined ? [] : [file('image_tail', last)]),
        ],
      };
    }
    case 'runway':
      return {
        path: '/runwayml/v1/image_to_video',
        body: {
          model,
          promptImage: 'https://images.example/first.png',
          promptText: prompt,
          duration: seconds,
          ratio: wire,
        },
        files: [],
      };
    case 'midjourney':
      return {
        path: '/mj/submit/video',
        body: { motion: 'low', prompt },
        files: images.map((image) => file('image', image)),
      };
    case 'chat':
      throw new Error('A chat has no task.');
  }
}

function file(
  field: string,
  { type, bytes, sha256 }: Pick<ImageBytes, 'type' | 'bytes' | 'sha256'>,
  name = '',
) {
  return { field, name, type, bytes, sha256 };
}

import type { Finding } from '../core/finding.ts';
import type { ImageInput } from '../core/imageInput.ts';
import { type Market, quoteIn } from '../core/market.ts';
import { preflight } from '../core/preflight.ts';
import { isSamePrice, type Quote } from '../core/quote.ts';
import type { RequestImage, VideoRequest } from '../core/request.ts';
import { optionNames, pickOptions } from '../core/requestOptions.ts';
import type { Sidecar } from '../core/sidecar.ts';
import type { RecordedImage } from './recordedImages.ts';

/** A recorded request as it can be submitted now. */
export interface RecordedNow {
  /** With the images that were found; frames of clips are still to be taken. */
  readonly request: VideoRequest;
  readonly quote: Quote;
  readonly images: readonly RecordedImage[];
  /** The price that was recorded, where it is another one now. */
  readonly formerQuote?: Quote;
  /** The recorded clip is a sample of the simulator. */
  readonly isSample: boolean;
  /** Errors; an image that is gone is none of them. */
  readonly findings: readonly Finding[];
}

export interface RecordedContext {
  readonly market: Market;
  readonly origin: string;
  readonly workspaceFolderUris: readonly string[];
  readonly look: (image: RequestImage) => Promise<ImageInput>;
}

export async function recordedNow(
  sidecar: Sidecar,
  images: readonly RecordedImage[],
  { market, origin, workspaceFolderUris, look }: RecordedContext,
): Promise<RecordedNow> {
  const found = images.flatMap((image): readonly RequestImage[] => {
    if (image.kind === 'frame') return [{ uri: image.clip, role: image.role }];
    return 'uri' in image ? [{ uri: image.uri, role: image.role }] : [];
  });
  const request = recordedRequest(sidecar, found, origin);
  const quote = quoteIn(market, request);
  const isFrame = ({ uri }: RequestImage) => images.some((one) => one.kind === 'frame' && one.clip === uri);
  const inputs = await Promise.all(
    request.images.map(async (image) =>
      isFrame(image) ? { ...image, kind: 'frame' as const } : await look(image),
    ),
  );
  const findings = preflight(request, market.find(request.model), inputs, { workspaceFolderUris, origin });
  const isLost = images.some(({ kind }) => kind === 'gone' || kind === 'link');
  return {
    request,
    quote,
    images,
    ...(isSamePrice(quote, sidecar.quote) ? {} : { formerQuote: sidecar.quote }),
    isSample: sidecar.sample === true,
    findings: findings.filter(
      // An image that is gone is said already.
      ({ severity, field }) => severity === 'error' && !(isLost && /^(images|prompt)/.test(field)),
    ),
  };
}

/** The recorded request for one clip, with these images; a remix is one of the present origin's task. */
export function recordedRequest(
  { request }: Sidecar,
  images: readonly RequestImage[],
  origin: string,
): VideoRequest {
  const { variants: _variants, remixOf, ...options } = pickOptions(request, optionNames);
  return {
    prompt: request.prompt,
    ...options,
    images,
    ...(remixOf === undefined ? {} : { remixOf: { taskId: remixOf.taskId, origin } }),
  };
}

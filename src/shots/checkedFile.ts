import { mayHaveImages } from '../core/imageCounts.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { Finding } from '../core/finding.ts';
import { type Market, quoteIn } from '../core/market.ts';
import { preflight, type PreflightContext } from '../core/preflight.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import type { Quote } from '../core/quote.ts';
import type { ShotPlan } from './planShots.ts';

/** A clip that a file asks for, held against the rules of its model. */
export interface CheckedShot extends ShotPlan {
  readonly inputs: readonly ImageInput[];
  readonly findings: readonly Finding[];
  /** Of one clip. */
  readonly quote: Quote;
}

export interface CheckedFile {
  readonly resolved: ResolvedPromptFile;
  readonly market: Market;
  readonly shots: readonly CheckedShot[];
}

/** What a plan is held against, besides its model. */
export type CheckContext = Pick<PreflightContext, 'workspaceFolderUris' | 'origin'>;

/** `lookAt`: what lies at an image that the file names; each image is looked at once for each shot that uses it. */
export async function checkShot(
  plan: ShotPlan,
  market: Market,
  lookAt: (imageUri: string) => Promise<ImageInput>,
  context: CheckContext,
): Promise<CheckedShot> {
  const { request, model, cell } = plan;
  // Of a shot that names more images than its model takes, none is opened.
  const images = mayHaveImages(request, model) ? request.images : [];
  const inputs = await Promise.all(
    images.map(async (image, at): Promise<ImageInput> =>
      cell.images[at]?.kind === 'file'
        ? { ...(await lookAt(image.uri)), ...image }
        : { kind: 'frame', ...image },
    ),
  );
  return {
    ...plan,
    inputs,
    findings: preflight(request, model, inputs, { ...context, refusedModels: market.refused }),
    quote: quoteIn(market, request),
  };
}

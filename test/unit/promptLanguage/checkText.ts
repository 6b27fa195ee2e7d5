import { defaultModelId, findModel } from '../../../src/core/catalogue/catalogue.ts';
import { unchartedModel } from '../../../src/core/catalogue/uncharted.ts';
import { preflight } from '../../../src/core/preflight.ts';
import type { ImageInput } from '../../../src/core/imageInput.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../src/core/promptFile/resolvePromptFile.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import type { CheckedFile } from '../../../src/promptLanguage/checkedFile.ts';
import { anywhere } from '../core/promptFile/makeFile.ts';
import { planShots } from '../../../src/shots/planShots.ts';

export const fileUri = 'file:///work/boat.video.md';

const found = {
  kind: 'read',
  bytes: 1000,
  facts: { type: 'image/png', width: 1280, height: 720 },
} as const;

/** A prompt file as the editor checks it, in a folder where all images are good and `bases` lie beside it. */
export async function checkText(
  text: string,
  { bases = {}, missing = [] }: { bases?: Record<string, string>; missing?: readonly string[] } = {},
): Promise<CheckedFile> {
  const resolved = await resolvePromptFile(
    readPromptFile(text),
    fileUri,
    anywhere((uri) => {
      const base = bases[uri.slice(uri.lastIndexOf('/') + 1)];
      return base === undefined ? { reason: 'none' } : { text: base };
    }),
  );
  const shots = planShots(resolved, { defaultModelId, find: findModel }).map((plan) => {
    const inputs = plan.request.images.map((image, index): ImageInput => {
      if (plan.cell.images[index]?.kind !== 'file') return { kind: 'frame', ...image };
      return missing.some((name) => image.uri.endsWith(name))
        ? { kind: 'missing', ...image }
        : { ...found, ...image };
    });
    const model = plan.model ?? unchartedModel(plan.request.model);
    const quote = quoteClip(plan.request, model);
    return { ...plan, inputs, findings: preflight(plan.request, plan.model, inputs), quote };
  });
  return { resolved, market: shippedMarket, shots };
}

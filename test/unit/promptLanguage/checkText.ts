import { defaultModelId } from '../../../src/core/catalogue/defaultModelId.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import type { ImageInput } from '../../../src/core/imageInput.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../src/core/promptFile/resolvePromptFile.ts';
import { type CheckedFile, checkShot } from '../../../src/shots/checkedFile.ts';
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
  const lookAt = (uri: string): Promise<ImageInput> =>
    Promise.resolve({
      uri,
      role: 'reference',
      ...(missing.some((name) => uri.endsWith(name)) ? { kind: 'missing' } : found),
    });
  const plans = planShots(resolved, { defaultModelId, find: shippedMarket.find });
  const shots = await Promise.all(plans.map((plan) => checkShot(plan, shippedMarket, lookAt, {})));
  return { resolved, market: shippedMarket, shots };
}

import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import type { Finding } from '../core/finding.ts';
import { fixText, type ProblemFix } from '../core/promptFile/problemFix.ts';
import type { Quote } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';
import { quoteWords } from './priceWords.ts';

/** What the button of a finding's fix says; undefined where it has none. */
export function fixWords({ fix }: Finding, { images }: VideoRequest): string | undefined {
  if (fix === undefined) return undefined;
  if (fix.images !== undefined) {
    if (fix.images.length === 0) return l10n.t('Remove the images');
    return fix.images.length === images.length
      ? l10n.t('Change the roles')
      : l10n.t('Keep {0} of {1}', fix.images.length, images.length);
  }
  const value = valueOf(fix);
  return value === undefined ? l10n.t('Remove it') : l10n.t('Use {0}', value);
}

/** The first value that the fix sets, as people write it. */
function valueOf({ model, seconds, aspectRatio, resolution, variants, output }: Partial<VideoRequest>) {
  if (model !== undefined) return modelLabel(model);
  if (seconds !== undefined) return l10n.t('{0} s', seconds);
  return aspectRatio ?? resolution ?? variants?.toString() ?? output;
}

/** What the button says that draws a copy of the image. */
export function redrawWords({ code }: Finding): string {
  switch (code) {
    case 'image.turned':
      return l10n.t('Turn upright…');
    case 'image.shape':
    case 'image.exactSize':
    case 'image.tooLong':
      return l10n.t('Crop or pad…');
    case 'image.tooSmall':
    case 'image.tooManyPixels':
    case 'image.tooLarge':
      return l10n.t('Scale…');
    case 'image.transparent':
      return l10n.t('Fill…');
    default:
      return l10n.t('Convert…');
  }
}

/** What the button says that settles a problem of a prompt file; the English texts are the keys. */
export function problemFixWords({ words, args }: ProblemFix): string {
  return l10n.t(fixText[words], { ...args });
}

/** What the button says that writes a text in the place of another one. */
export function writeWords(text: string): string {
  return l10n.t('Write {0}', text);
}

/** What the button says that takes another model: `Use Veo 3.1 ($0.32)`. */
export function useModelWords({ label }: Model, quote: Quote): string {
  return l10n.t('Use {0} ({1})', label, quoteWords(quote));
}

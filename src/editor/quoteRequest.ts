import { findModel } from '../core/catalogue/catalogue.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import type { Quote } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';

/** The price of one clip of a request. Throws VideoPromptError `request.invalid` for an unknown model. */
export function quoteRequest(request: VideoRequest, quote: QuoteOf): Quote {
  const model = findModel(request.model);
  if (model !== undefined) return quote(request, model);
  throw new VideoPromptError('request.invalid', `The model “${request.model}” is unknown.`, {
    field: 'model',
  });
}

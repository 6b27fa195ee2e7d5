import type { Model } from './catalogue/model.ts';
import { say } from './errorText.ts';
import { VideoPromptError } from './errors.ts';
import type { QuoteOf } from './livePrice.ts';
import type { Quote } from './quote.ts';
import type { VideoRequest } from './request.ts';

/** The price of one clip of a request. Throws VideoPromptError `request.invalid` for an unknown model. */
export function quoteRequest(
  request: VideoRequest,
  { find, quote }: { readonly find: (id: string) => Model | undefined; readonly quote: QuoteOf },
): Quote {
  const model = find(request.model);
  if (model !== undefined) return quote(request, model);
  throw new VideoPromptError('request.invalid', say('request.modelUnknown', { model: request.model }), {
    field: 'model',
  });
}

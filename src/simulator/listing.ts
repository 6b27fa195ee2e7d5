import { chatModel } from './chat.ts';
import { grokModels } from './grok.ts';
import { klingModels } from './kling.ts';
import { midjourneyModel } from './midjourney.ts';
import { listedModels, modelFacts } from './models.ts';
import { runwayModel } from './runway.ts';

/** Every id, and the path it is made at. */
function allModels(): readonly (readonly [id: string, endpoint: string])[] {
  const at = (endpoint: string, ids: readonly string[]) => ids.map((id) => [id, endpoint] as const);
  return [
    ...at('/v1/videos', Object.keys(modelFacts)),
    ...at('/grok/v1/videos/generations', Object.keys(grokModels)),
    ...at('/kling/v1/videos/text2video', klingModels),
    ...at('/runwayml/v1/image_to_video', [runwayModel]),
    ...at('/mj/submit/video', [midjourneyModel]),
    ...at('/v1/chat/completions', [chatModel]),
  ];
}

/** The same, and what only the public list knows. */
function listing(): readonly (readonly [id: string, endpoint: unknown])[] {
  const listed = Object.entries(listedModels).map(([id, { endpoints }]) => [id, endpoints] as const);
  return [...allModels().filter(([id]) => !Object.hasOwn(listedModels, id)), ...listed];
}

/** `GET /v1/models`: the list with which a key is tried. */
export function modelList(): unknown {
  return {
    object: 'list',
    data: allModels().map(([id]) => ({
      id,
      object: 'model',
      created: 1_779_000_000,
      owned_by: 'comet',
    })),
  };
}

/** US dollars a second, from; no price for the others. */
const fromPrices: Readonly<Record<string, number>> = {
  'veo3.1-fast': 0.08,
  'veo3.1': 0.32,
  'doubao-seedance-2-0': 0.08,
  'grok-imagine-video': 0.04,
};

/** `GET /api/models`: the public catalogue. */
export function publicCatalogue(): unknown {
  return {
    success: true,
    data: listing().map(([id, endpoint]) => ({
      id,
      provider: 'simulator',
      model_type: 'video',
      features: ['text-to-video'],
      endpoints: endpoint,
      upcoming: false,
      pricing: {
        currency: 'USD',
        input: null,
        output: null,
        per_request: null,
        per_second: fromPrices[id] ?? null,
        ratio: 0.8,
        ...listedModels[id]?.pricing,
      },
      api_doc_url: '',
    })),
  };
}

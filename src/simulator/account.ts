import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { chatModel } from './chat.ts';
import { grokModels } from './grok.ts';
import { klingModels } from './kling.ts';
import { midjourneyModel } from './midjourney.ts';
import { listedModels, modelFacts } from './models.ts';
import { runwayModel } from './runway.ts';

/**
 * Whether a call's key is taken: any of the documented form, except those whose beginning asks for a refusal
 * (`sk-invalid…`, `sk-nobalance…`, `sk-forbidden…`).
 */
export function checkAuthorization(header: string | undefined): ErrorAnswer | undefined {
  const key = /^Bearer (sk-[A-Za-z0-9_-]{8,250})$/.exec(header ?? '')?.[1];
  if (key === undefined || key.startsWith('sk-invalid'))
    return errorAnswer(401, 'invalid_api_key', 'invalid token');
  return undefined;
}

/** What a valid key may still not do: create without money, or with a model it was not given. */
export function checkPermission(header: string | undefined): ErrorAnswer | undefined {
  if (header?.includes('sk-nobalance') === true) {
    return { status: 403, body: { code: null, message: 'user quota is not enough' } };
  }
  if (header?.includes('sk-forbidden') === true) {
    return errorAnswer(403, 'permission_denied', 'this key may not use this model');
  }
  return undefined;
}

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

const keyForm = /^sk-[A-Za-z0-9_-]{8,250}$/;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** What an account had before any clip, and what each clip costs it, in US dollars. */
const startBalance = 25;
const clipPrice = 0.32;

/**
 * `GET /user/quota`: the balance. The key stands in the query; `clipTimes` are when clips were made, epoch
 * milliseconds. Days are of UTC.
 */
export function balanceAnswer(query: URLSearchParams, clipTimes: readonly number[]): ErrorAnswer {
  const key = query.get('key') ?? '';
  if (!keyForm.test(key) || key.startsWith('sk-invalid')) {
    return errorAnswer(401, 'invalid_api_key', 'invalid token');
  }
  const [start, end] = [query.get('start_date'), query.get('end_date')];
  if ([start, end].some((day) => day !== null && !dayForm.test(day))) {
    return {
      status: 400,
      body: { code: 'invalid_request', message: 'start_date and end_date are YYYY-MM-DD' },
    };
  }
  const used = Math.round(clipTimes.length * clipPrice * 100) / 100;
  const days = Map.groupBy(clipTimes, (at) => new Date(at).toISOString().slice(0, 10));
  const daily = [...days]
    .filter(([day]) => day >= (start ?? '') && day <= (end ?? '9999'))
    .map(([date, times]) => ({ date, used_quota: Math.round(times.length * clipPrice * 100) / 100 }));
  return {
    status: 200,
    body: {
      username: 'simulator',
      total_quota: startBalance - used,
      total_used_quota: used,
      request_count: clipTimes.length,
      keys: [
        { name: 'render', remain_quota: -1, used_quota: used },
        { name: 'balance only', remain_quota: 0, used_quota: 0 },
      ],
      ...(start === null && end === null ? {} : { daily_quota: daily }),
    },
  };
}

import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { modelFacts } from './models.ts';

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

/** `GET /v1/models`: the list with which a key is tried. */
export function modelList(): unknown {
  return {
    object: 'list',
    data: Object.keys(modelFacts).map((id) => ({
      id,
      object: 'model',
      created: 1_779_000_000,
      owned_by: 'comet',
    })),
  };
}

/** `GET /api/models`: the public catalogue. */
export function publicCatalogue(): unknown {
  return {
    success: true,
    data: Object.keys(modelFacts).map((id) => ({
      id,
      provider: 'simulator',
      model_type: 'video',
      features: ['text-to-video'],
      endpoints: '/v1/videos',
      upcoming: false,
      pricing: {
        currency: 'USD',
        input: null,
        output: null,
        per_request: null,
        per_second: 0.08,
        ratio: 0.8,
      },
      api_doc_url: '',
    })),
  };
}

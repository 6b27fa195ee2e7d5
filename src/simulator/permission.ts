import { type ErrorAnswer, errorAnswer } from './errorBody.ts';

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

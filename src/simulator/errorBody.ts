import { randomBytes } from 'node:crypto';

export interface ErrorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as CometAPI words it: the request id stands inside the message. */
export function errorAnswer(status: number, code: string, message: string): ErrorAnswer {
  const requestId = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}${randomBytes(4).toString('hex')}`;
  const text = `${message} (request id: ${requestId})`;
  return { status, body: { error: { message: text, type: 'comet_api_error', param: '', code } } };
}

/** The documented answer to a status asked for by a marker. */
export function refusal(status: number): ErrorAnswer {
  switch (status) {
    case 401:
      return errorAnswer(401, 'invalid_api_key', 'invalid token');
    case 403:
      return { status, body: { code: null, message: 'user quota is not enough' } };
    case 404:
      return errorAnswer(404, 'not_found', 'no such endpoint');
    case 413:
      return errorAnswer(413, 'request_too_large', 'request body too large');
    case 422:
      return errorAnswer(422, 'invalid_request', 'the prompt was rejected by the content policy');
    case 429:
      return {
        ...errorAnswer(429, 'too_many_requests', 'too many requests'),
        headers: { 'retry-after': '1' },
      };
    case 500:
      return errorAnswer(500, 'internal_error', 'internal error');
    case 502:
    case 504:
    case 524:
      return errorAnswer(status, 'bad_gateway', 'upstream did not answer');
    case 503:
      return errorAnswer(503, 'model_not_found', 'no available channel for this model');
    default:
      return { status: 400, body: { code: 'invalid_request', message: 'a field is wrong' } };
  }
}

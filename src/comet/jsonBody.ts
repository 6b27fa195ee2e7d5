import type { EncodedBody } from './multipart.ts';

/** Encodes a value as the JSON body of a request. */
export function encodeJson(value: object): EncodedBody {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value), 'utf8') };
}

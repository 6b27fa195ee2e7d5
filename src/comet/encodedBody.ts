/** The body of a request, complete before the connection is opened. */
export interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Members that are undefined are left out. */
export function encodeJson(value: Readonly<Record<string, unknown>>): EncodedBody {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value), 'utf8') };
}

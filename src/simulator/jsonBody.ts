import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type FormFile, sniffImage } from './form.ts';

export type JsonBody = Readonly<Record<string, unknown>>;

const maxBytes = 64 * 1024 * 1024;

/** Reads a JSON object; undefined where the body is none. */
export async function readJson(request: IncomingMessage): Promise<JsonBody | undefined> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) return undefined;
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonBody) : undefined;
  } catch {
    return undefined;
  }
}

/** An image in a JSON body: a `data:` URI, or base64 alone; undefined where the text is neither. */
export function imageIn(field: string, text: string): FormFile | undefined {
  const [, named, data = text] = /^data:([a-z]+\/[a-z0-9.+-]+);base64,(.*)$/s.exec(text) ?? [];
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return undefined;
  const bytes = Buffer.from(data, 'base64');
  const head = bytes.subarray(0, 16);
  const type = named ?? sniffImage(head) ?? '';
  return {
    field,
    name: '',
    type,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    head,
  };
}

export function isHttpsLink(value: unknown): value is string {
  return typeof value === 'string' && URL.parse(value)?.protocol === 'https:';
}

/** The first field that is not among the documented ones. */
export function unknownField(body: JsonBody, known: readonly string[]): string | undefined {
  return Object.keys(body).find((name) => !known.includes(name));
}

/** Empty where it is no text. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

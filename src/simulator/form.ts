import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The first bytes, by which the real type is told. */
  readonly head: Uint8Array;
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly FormFile[];
}

/** Reads a multipart body; undefined where it is none. */
export async function readForm(request: IncomingMessage): Promise<Form | undefined> {
  const { headers } = request;
  if (!/^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '')) return undefined;
  const fields = new Map<string, string>();
  const files: FormFile[] = [];
  const parser = newParser(headers as BusboyHeaders);
  if (parser === undefined) return undefined;
  parser.on('field', (name, value) => void fields.set(name, value));
  parser.on('file', (field, stream, name, _encoding, type) => {
    const hash = createHash('sha256');
    let bytes = 0;
    let head = Buffer.alloc(0);
    stream.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      bytes += chunk.byteLength;
      if (head.byteLength < 16) head = Buffer.concat([head, chunk.subarray(0, 16)]);
    });
    stream.on('end', () => void files.push({ field, name, type, bytes, sha256: hash.digest('hex'), head }));
  });
  return await new Promise((resolve) => {
    parser.on('finish', () => resolve({ fields, files }));
    parser.on('error', () => resolve(undefined));
    request.pipe(parser);
  });
}

/** Undefined where the headers name no boundary: then the parser throws. */
function newParser(headers: BusboyHeaders): InstanceType<typeof Busboy> | undefined {
  try {
    return new Busboy({ headers });
  } catch {
    return undefined;
  }
}

/** The image type that the first bytes show. */
export function sniffImage(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

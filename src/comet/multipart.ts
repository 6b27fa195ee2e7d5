import { randomUUID } from 'node:crypto';
import type { EncodedBody } from './encodedBody.ts';

export type Part =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly fileName: string; readonly type: string; readonly bytes: Uint8Array };

/**
 * Encodes parts as `multipart/form-data`, in their order. By hand because the platform's FormData turns the line
 * ends of a prompt into CRLF and can only be read asynchronously, after the moment at which sending was allowed.
 */
export function encodeMultipart(parts: readonly Part[]): EncodedBody {
  const boundary = `video-prompt-${randomUUID()}`;
  const pieces: Uint8Array[] = [];
  const write = (text: string) => pieces.push(Buffer.from(text, 'utf8'));
  for (const part of parts) {
    write(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(part.name)}"`);
    if ('value' in part) {
      write(`\r\n\r\n${part.value}\r\n`);
    } else {
      write(`; filename="${quoted(part.fileName)}"\r\nContent-Type: ${part.type}\r\n\r\n`);
      pieces.push(part.bytes);
      write('\r\n');
    }
  }
  write(`--${boundary}--\r\n`);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.concat(pieces) };
}

/** The escapes that browsers use inside a quoted name. */
function quoted(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

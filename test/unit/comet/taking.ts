import { type DownloadCall, type DownloadOutcome } from '../../../src/engine/ports.ts';
import { downloadCall, patient, withProvider } from './calls.ts';
import type { ScriptedServer } from './scriptedServer.ts';

interface Taken {
  readonly outcome: DownloadOutcome;
  readonly bytes?: Buffer;
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Downloads and, where bytes come, reads them all. */
export async function take(call: DownloadCall, limits = {}): Promise<Taken> {
  return await withProvider(
    async (provider) => {
      const outcome = await provider.download(call, patient);
      return outcome.kind === 'bytes' ? { outcome, bytes: await readAll(outcome.body) } : { outcome };
    },
    { limits },
  );
}

export const fromLink = (
  server: ScriptedServer,
  changes: Partial<DownloadCall> = {},
  path = '/clip.mp4?sig=s3cret',
) => downloadCall('https://api.example.com', { link: server.origin + path, ...changes });

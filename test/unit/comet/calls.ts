import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import type { VideoRequest } from '../../../src/core/request.ts';
import type { CreateCall, DownloadCall, ImageBytes, TaskCall } from '../../../src/engine/ports.ts';
import { createProvider, type CometProvider, type ProviderOptions } from '../../../src/comet/provider.ts';

export const key = 'sk-secretsecretsecret1234567890';

/** A signal that nobody aborts. */
export const patient = new AbortController().signal;

export const request: VideoRequest = {
  prompt: 'A fox in the snow.\nSlow motion.',
  model: veo31Fast.id,
  seconds: 8,
  aspectRatio: '16:9',
  resolution: '720p',
  images: [],
};

export function image(role: ImageBytes['role'], name: string, text: string): ImageBytes {
  const bytes = Buffer.from(text);
  return {
    role,
    name,
    type: 'image/png',
    sha256: '00',
    bytes: bytes.length,
    read: () => Promise.resolve(bytes),
  };
}

export function createCall(baseUrl: string, changes: Partial<CreateCall> = {}): CreateCall {
  const endpoint = { baseUrl, key, keyFingerprint: 'fp', isLocal: true };
  return {
    endpoint,
    request,
    model: veo31Fast,
    images: [],
    clientId: 'job-1',
    mayStillSend: () => true,
    ...changes,
  };
}

export function taskCall(baseUrl: string, taskId = 'task_abc123'): TaskCall {
  return { endpoint: { baseUrl, key, keyFingerprint: 'fp', isLocal: true }, dialect: 'unified', taskId };
}

export function downloadCall(baseUrl: string, changes: Partial<DownloadCall> = {}): DownloadCall {
  return { ...taskCall(baseUrl), ...changes };
}

/** Runs with a provider that is closed afterwards. */
export async function withProvider<T>(
  use: (provider: CometProvider) => Promise<T>,
  options: ProviderOptions = {},
): Promise<T> {
  const provider = createProvider(options);
  try {
    return await use(provider);
  } finally {
    await provider.close();
  }
}

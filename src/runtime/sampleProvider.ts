import type { Endpoint } from '../engine/ports.ts';

/** The simulator in this process, started at the first sample job: clips without a key and without a price. */
export interface SampleProvider {
  endpoint(): Promise<Endpoint>;
  close(): Promise<void>;
}

const sampleKey = 'sk-sample-clips-need-no-key';

/** `readClip`: the bytes of the clip that every sample job renders. */
export function createSampleProvider(readClip: () => Promise<Uint8Array>): SampleProvider {
  let running: Promise<{ readonly origin: string; close(): Promise<void> }> | undefined;
  const start = async () => {
    const { startSimulator } = await import('../simulator/server.ts');
    return await startSimulator({ clip: await readClip() });
  };
  return {
    async endpoint() {
      running ??= start().catch((error: unknown) => {
        running = undefined;
        throw error;
      });
      const { origin } = await running;
      return { baseUrl: origin, key: sampleKey, keyFingerprint: 'sample', isLocal: true };
    },
    async close() {
      const simulator = await running?.catch(() => undefined);
      await simulator?.close();
    },
  };
}

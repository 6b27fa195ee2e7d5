import * as vscode from 'vscode';
import type { Endpoint } from '../../engine/ports.ts';

/** The simulator inside the extension, started at the first sample job: clips without a key and without a price. */
export interface SampleProvider {
  endpoint(): Promise<Endpoint>;
  close(): Promise<void>;
}

const sampleKey = 'sk-sample-clips-need-no-key';

export function createSampleProvider(extensionUri: vscode.Uri): SampleProvider {
  let running: Promise<{ readonly origin: string; close(): Promise<void> }> | undefined;
  const start = async () => {
    const { startSimulator } = await import('../../simulator/server.ts');
    const clip = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4'));
    return await startSimulator({ clip });
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

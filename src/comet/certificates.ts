import { rootCertificates } from 'node:tls';
import { Worker } from 'node:worker_threads';

/**
 * Reading the system's store can take seconds on some systems, so it is done beside the thread that all extensions
 * share. Older hosts cannot read it.
 */
const reader = `
  const { parentPort } = require('node:worker_threads');
  const tls = require('node:tls');
  const read = (kind) => { try { return tls.getCACertificates?.(kind) ?? []; } catch { return []; } };
  parentPort.postMessage([...read('system'), ...read('extra')]);
`;

let loading: Promise<readonly string[]> | undefined;

/** The public certificates and the machine's own, PEM; read once. Never rejects. */
export async function trustedCertificates(): Promise<readonly string[]> {
  loading ??= readSystem();
  return [...rootCertificates, ...(await loading)];
}

function readSystem(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const worker = new Worker(reader, { eval: true, execArgv: [] });
    worker.once('message', (found: unknown) => {
      resolve(Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : []);
    });
    worker.once('error', () => resolve([]));
    worker.once('exit', () => resolve([]));
    worker.unref();
  });
}

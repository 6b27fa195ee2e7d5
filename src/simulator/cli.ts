// `node dist/simulator.js [--port N] [--render-ms N] [--clip path]`: serves until it is told to end.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSimulator } from './server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'render-ms': { type: 'string' }, clip: { type: 'string' } },
});
const clip = await readFile(values.clip ?? join(import.meta.dirname, '../media/sample.mp4'));
const simulator = await startSimulator({
  clip,
  port: Number(values.port ?? 0),
  ...(values['render-ms'] === undefined ? {} : { renderMs: Number(values['render-ms']) }),
});
process.stdout.write(`The simulator listens at ${simulator.origin}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}

import { sha256 } from '../../../src/node/sha256.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { makeJob } from '../core/makeJob.ts';

// A window in which agents ask for one request after the other, as in others; prints how many were admitted.
const [directory = '', name = '', tries = '', agentDayMicroUsd = ''] = process.argv.slice(2);
const store = await openStore({ directory });
let admitted = 0;
for (let index = 0; index < Number(tries); index++) {
  const digest = sha256(String(index));
  const job = makeJob({ id: `${name}-${index}`, by: 'agent', digest, reservedMicroUsd: 1 });
  const outcome = await store.admit([job], {}, { agentDayMicroUsd: Number(agentDayMicroUsd) });
  if (outcome.kind === 'admitted') admitted++;
}
store.close();
process.stdout.write(String(admitted));

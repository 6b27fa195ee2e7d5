import { openStore } from '../../../src/store/jobStore.ts';
import { makeJob } from '../core/makeJob.ts';

// A window that admits job after job against a cap that it shares with others; prints how many got through.
const [directory = '', name = '', tries = '', capMicroUsd = ''] = process.argv.slice(2);
const store = await openStore({ directory });
let admitted = 0;
for (let index = 0; index < Number(tries); index++) {
  const job = makeJob({ id: `${name}-${index}`, reservedMicroUsd: 1 });
  const outcome = await store.admit([job], { dayMicroUsd: Number(capMicroUsd) });
  if (outcome.kind === 'admitted') admitted++;
}
store.close();
process.stdout.write(String(admitted));

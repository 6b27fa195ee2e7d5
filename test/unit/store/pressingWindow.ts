import { openStore } from '../../../src/store/jobStore.ts';
import { makeJob } from '../core/makeJob.ts';

// A window in which a person presses on one shot after the other, as others do; prints how many were admitted.
const [directory = '', name = '', shots = ''] = process.argv.slice(2);
const store = await openStore({ directory });
const upTo = 0;
let admitted = 0;
for (let shot = 0; shot < Number(shots); shot++) {
  const source = { promptFileUri: 'file:///boat.video.md', shot: `shot-${shot}`, cell: '', take: 1 };
  const job = makeJob({ id: `${name}-${shot}`, source, reservedMicroUsd: 1 });
  const seen = new Map([[job.id, { upTo, agreedSecond: [] }]]);
  if ((await store.admit([job], {}, { seen })).kind === 'admitted') admitted++;
}
store.close();
process.stdout.write(String(admitted));

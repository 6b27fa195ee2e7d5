// A window that does nothing but write: admits jobs and drives them to their end, and says what was committed.
import { openStore } from '../../src/store/jobStore.ts';
import { makeJob } from '../unit/core/makeJob.ts';

const [directory = '', name = 'writer'] = process.argv.slice(2);
const store = await openStore({ directory });
// One line at a time, straight to the pipe: what was said survives the kill.
const say = (words: string) =>
  new Promise<void>((resolve) => process.stdout.write(`${words}\n`, () => resolve()));
const now = Date.now();
await say('ready');
for (let index = 0; ; index++) {
  const ids = [0, 1, 2].map((variant) => `${name}-${String(index)}-${String(variant)}`);
  const jobs = ids.map((id) => makeJob({ id, batchId: ids[0] ?? '', windowId: name }));
  await store.admit(jobs, {});
  for (const id of ids) await say(`queued ${id}`);
  for (const id of ids) {
    await store.apply(id, { kind: 'send' }, now, { epoch: 1 });
    await say(`submitting ${id}`);
    await store.apply(id, { kind: 'accepted', taskId: `task_${id}`, keyFingerprint: 'f', nextAt: 0 }, now);
    await say(`running ${id}`);
    await store.apply(id, { kind: 'rendered' }, now, { epoch: 1 });
    await say(`downloading ${id}`);
  }
}

import { openDatabase } from '../../../src/store/database.ts';
import { insertJob } from '../../../src/store/jobRows.ts';
import { makeJob, request } from '../core/makeJob.ts';

// A window that dies inside a transaction which has already reached the disk in part.
const [directory = ''] = process.argv.slice(2);
const database = await openDatabase(directory);
await database.write((connection) => {
  connection.exec('PRAGMA cache_size = 4; PRAGMA cache_spill = 1;');
  for (let index = 0; index < 500; index++) {
    insertJob(
      connection,
      makeJob({ id: `half-${index}`, request: { ...request, prompt: 'x'.repeat(3000) } }),
    );
  }
  process.stdout.write('half-way');
  process.kill(process.pid, 'SIGKILL');
});

// `npm run test:busy [-- --times N]`: the demo and every test beside one busy loop for each processor, N times (1) in a row.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { atExit } from './support/atExit.ts';
import { runNode } from './support/build.ts';
import { repository } from './support/paths.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '1' } } });
const loops = Array.from({ length: availableParallelism() }, () => {
  const loop = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  atExit(() => void loop.kill('SIGKILL'));
  return loop;
});
console.log(`${String(loops.length)} busy loops run beside the tests.`);
const scripts = [['test/demo/demo.ts', '--json'], ['test/run.ts']];
for (let time = 1; time <= Number(values.times); time++) {
  for (const [script = '', ...args] of scripts) {
    const code = await runNode([join(repository, script), ...args]);
    console.log(`run ${String(time)} of ${values.times}: ${script} ended with ${String(code)}`);
    if (code !== 0) process.exit(code);
  }
}
process.exit(0);

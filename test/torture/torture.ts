// `npm run torture [-- --kills N --writes N --seeds N --seed S --json]`: ends with `N passed, N failed`.
import { parseArgs } from 'node:util';
import { runMany } from '../simulation/manySeeds.ts';
import { build } from '../support/build.ts';
import { ensureCodeServer } from '../support/codeServerInstall.ts';
import { killWriters } from './killedWriters.ts';
import { Storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    writes: { type: 'string', default: '200' },
    /** Of the simulation. */
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const say = (words: string) => (values.json ? process.stderr : process.stdout).write(`${words}\n`);

say(`Killing ${values.writes} processes in the middle of store transactions…`);
const writers = await killWriters(Number(values.writes), seed);
say(
  `  ${String(writers.kills)} kills, ${String(writers.insideTransaction)} inside a transaction, ${String(writers.commits)} commits kept, faults: ${writers.faults.join('; ') || 'none'}`,
);

let simulated = { passed: 0, failed: 0 };
if (Number(values.seeds) > 0) {
  say(`Simulating ${values.seeds} lives of the engine…`);
  simulated = await runMany(seed, Number(values.seeds), say);
  say(`  ${String(simulated.passed)} kept every promise, ${String(simulated.failed)} did not`);
}

await build({ tests: false, quiet: true });
await ensureCodeServer(say);
const storm = await Storm.start(seed);
const startedAt = Date.now();
let failed = (writers.faults.length > 0 ? 1 : 0) + (simulated.failed > 0 ? 1 : 0);
try {
  for (let index = 0; index < kills; index++) {
    const { moment, window, fault } = await storm.strike(index);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(
      `${String(index + 1).padStart(4)} of ${String(kills)} at ${String(seconds)} s: window ${String(window + 1)}, ${moment}${fault === undefined ? '' : `: ${fault}`}`,
    );
    if (fault !== undefined) failed++;
  }
  const end = await storm.end();
  failed += end.faults.length > 0 ? 1 : 0;
  const byMoment = Map.groupBy(end.kills, ({ moment }) => moment);
  for (const [moment, struck] of byMoment) say(`  ${String(struck.length)} × ${moment}`);
  say(
    `${String(end.jobs)} jobs, ${String(end.creates)} create requests, ${String(end.saved)} saved, ${String(end.uncertain)} uncertain`,
  );
  say(`faults: ${end.faults.length === 0 ? 'none' : `\n  ${end.faults.join('\n  ')}`}`);
  if (values.json)
    process.stdout.write(`${JSON.stringify({ ok: failed === 0, writers, simulated, ...end })}\n`);
} finally {
  await storm.close();
}
const checks = kills + 3;
say(`${String(checks - failed)} passed, ${String(failed)} failed`);
process.exit(failed === 0 ? 0 : 1);

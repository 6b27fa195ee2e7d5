import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { always, scriptedServer } from './scriptedServer.ts';

const run = promisify(execFile);

/** Runs in a process of its own, because the slot can be taken only once per process. */
async function inChild(script: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout);
}

const provider = new URL('../../../src/comet/provider.ts', import.meta.url).href;
const undici = new URL(import.meta.resolve('undici')).href;

describe("the process-wide dispatcher of everybody's fetch", () => {
  it('stays the one of the platform when this client is loaded, and fetch still works', async () => {
    await using server = await scriptedServer(always(200, { hello: 'world' }));
    const result = await inChild(`
      const slot = Symbol.for('undici.globalDispatcher.1');
      const untouched = globalThis[slot] === undefined;
      const { createProvider } = await import(${JSON.stringify(provider)});
      const afterImport = globalThis[slot];
      const { Agent } = await import(${JSON.stringify(undici)});
      const isOurs = afterImport instanceof Agent;
      const client = createProvider();
      const answer = await (await fetch(${JSON.stringify(server.origin)})).json();
      await client.close();
      const isUnchanged = globalThis[slot] === afterImport;
      const again = await (await fetch(${JSON.stringify(server.origin)})).json();
      console.log(JSON.stringify({ untouched, isOurs, isUnchanged, answer, again }));
      process.exit();
    `);
    assert.deepEqual(result, {
      untouched: true,
      isOurs: false,
      isUnchanged: true,
      answer: { hello: 'world' },
      again: { hello: 'world' },
    });
  });

  it('stays what another extension has put there', async () => {
    const result = await inChild(`
      const slot = Symbol.for('undici.globalDispatcher.1');
      const theirs = { dispatch() { throw new Error('theirs'); } };
      Object.defineProperty(globalThis, slot, { value: theirs, writable: true, configurable: false });
      await import(${JSON.stringify(provider)});
      console.log(JSON.stringify(globalThis[slot] === theirs));
    `);
    assert.equal(result, true);
  });
});

// `npm start [-- --desktop]`: the demo with a person in it; stays until Ctrl-C.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { build } from '../support/build.ts';
import { ensureCodeServer } from '../support/codeServerInstall.ts';
import { vsixPath } from '../support/paths.ts';
import { type DemoWorld, makeDemoWorld, madeUpKey, startVscode } from './demoWorld.ts';

const say = (words: string) => process.stdout.write(`${words}\n`);
const isDesktop = process.argv.includes('--desktop');

await build({ tests: false, quiet: true });
const world = await makeDemoWorld({ renderMs: 12_000 });
const stop = isDesktop ? startDesktop(world) : await startServer(world);
say(`\nThe simulator listens at ${world.simulator.origin}; the key is ${madeUpKey}; nothing costs anything.`);
say(`The workspace: ${world.workspace}\nPress Ctrl-C to end.`);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void stop()
      .then(() => world.close())
      .then(() => process.exit(0));
  });
}

async function startServer(demo: DemoWorld): Promise<() => Promise<void>> {
  await ensureCodeServer(say);
  const server = await startVscode(demo, { env: { COMETAPI_KEY: madeUpKey } });
  say(`\nVS Code with Video Prompt: ${server.origin}/?folder=${encodeURIComponent(demo.workspace)}`);
  return () => server.stop();
}

/** The installed desktop VS Code, with data and extensions of its own beside the user's. */
function startDesktop({ dataDir, workspace }: DemoWorld): () => Promise<void> {
  const places = ['--user-data-dir', dataDir, '--extensions-dir', `${dataDir}/extensions`];
  const shell = process.platform === 'win32';
  const installed = spawnSync('code', [...places, '--install-extension', vsixPath, '--force'], { shell });
  if (installed.error !== undefined || installed.status !== 0) {
    throw new Error(
      'No desktop VS Code was found on the PATH (command “code”). Leave --desktop out to use a browser.',
    );
  }
  const child: ChildProcess = spawn('code', [...places, '--wait', '--new-window', workspace], {
    shell,
    env: { ...process.env, COMETAPI_KEY: madeUpKey },
  });
  return () => {
    child.kill();
    return Promise.resolve();
  };
}

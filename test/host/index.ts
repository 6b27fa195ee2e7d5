import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Called inside the extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 300_000,
    color: false,
    reporter: 'spec',
    forbidOnly: true,
    forbidPending: true,
  });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, 'host', mocha);
  // First: it wants a window in which nothing was used yet.
  await import('./followMoves.test.ts');
  await import('./api.test.ts');
  await import('./places.test.ts');
  await import('./hostileWorkspace.test.ts');
  await import('./hostileText.test.ts');
  await import('./models.test.ts');
  await import('./choosing.test.ts');
  await import('./frames.test.ts');
  await import('./clipIndex.test.ts');
  await import('./clipsOfRepository.test.ts');
  await import('./keepTake.test.ts');
  await import('./promptLanguage.test.ts');
  await import('./promptNavigation.test.ts');
  await import('./newPromptFile.test.ts');
  await import('./ownPaths.test.ts');
  await import('./promptPrices.test.ts');
  await import('./promptFiles.test.ts');
  await import('./promptChains.test.ts');
  await import('./twoPresses.test.ts');
  await import('./frameFeeder.test.ts');
  await import('./agents.test.ts');
  await import('./commands.test.ts');
  const grep = process.env.VIDEO_PROMPT_TEST_GREP;
  if (grep !== undefined && grep !== '') mocha.grep(grep);
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  const { passes = 0, failures = 1 } = stats ?? {};
  const path = process.env.VIDEO_PROMPT_TEST_RESULTS;
  if (path !== undefined) writeFileSync(path, JSON.stringify({ passed: passes, failed: failures }));
  if (failures > 0) throw new Error(`${String(failures)} of the host tests failed.`);
}

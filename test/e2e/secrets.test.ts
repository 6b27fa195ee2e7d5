import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { type EchoingProvider, startEchoingProvider } from './echoingProvider.ts';
import { Fixture, generate } from './fixture.ts';
import { filesWith } from './secretSearch.ts';
import { scenario } from './scenario.ts';

const key = 'sk-only-the-secret-storage-may-hold-this-1';
const wrongKey = 'sk-invalid-and-repeated-by-the-provider-2';
const canary = 'canary-that-the-search-has-to-find-3';

/** Renders that end in every way a job can end, with the words that show the end of those that save no clip. */
const failures: readonly (readonly [string, RegExp])[] = [
  ['Refused words [sim:refuse=422]', /The prompt was refused/],
  ['Refused with an echo [echo:refused]', /refused the request|was not good for/],
  ['Failed render [sim:fail=moderation]', /prompt was refused/],
  ['Failed with an echo [echo:failed]', /was not good for/],
  ['In doubt [sim:reset]', /connection broke/],
];
const savedPrompts = [
  'Dead link [sim:deadlink]',
  'Cut download [sim:cut]',
  'Short download [sim:truncated]',
  'Link as reason [sim:faillink]',
  'Fault with an echo [echo:fault]',
];

describe('secrets after a run with every kind of failure', () => {
  const it = scenario();
  let provider: EchoingProvider;
  let fixture: Fixture;
  let vscode: Workbench;
  const shown: string[] = [];
  before(async () => {
    provider = await startEchoingProvider();
    fixture = await Fixture.start({
      isOwn: true,
      key: null,
      renderMs: 500,
      settings: { 'videoPrompt.api.baseUrl': provider.origin, 'videoPrompt.budget.perDayUsd': 50 },
    });
    provider.target = fixture.world.simulator.origin;
    await fixture.browser.grantPermissions(['clipboard-read', 'clipboard-write']);
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
    await provider.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const folders = () => [fixture.world.dataDir, fixture.world.workspace];
  const found = async (secrets: readonly string[]) =>
    (await filesWith(secrets, folders())).map((path) => relative(join(fixture.world.dataDir, '..'), path));
  const clips = async () => {
    const names = await readdir(join(fixture.world.workspace, 'videos')).catch(() => []);
    return names.filter((name) => name.endsWith('.mp4')).length;
  };
  const look = async () => {
    shown.push(await vscode.page.content(), await vscode.panel.locator('html').innerHTML());
  };

  it('would be found: in a file of any form, and in what the browser keeps', async () => {
    const folder = join(fixture.world.workspace, 'canary');
    await mkdir(folder);
    await writeFile(join(folder, 'plain'), `x${canary}x`);
    await writeFile(join(folder, 'utf16'), Buffer.from(`x${canary}`, 'utf16le'));
    for (const offset of [0, 1, 2])
      await writeFile(join(folder, `base64-${String(offset)}`), btoa(`${'x'.repeat(offset)}${canary}yy`));
    await vscode.page.evaluate((text) => localStorage.setItem('canary', text), canary);
    await until('the browser to write it down', async () =>
      (await found([canary])).some((path) => path.includes('browser')),
    );
    assert.equal((await found([canary])).filter((path) => path.includes('canary')).length, 5);
    await vscode.page.evaluate(() => localStorage.removeItem('canary'));
    await rm(folder, { recursive: true });
  });

  it('are nowhere on the screen while everything fails that can', async () => {
    await generate(vscode, 'The first clip');
    const input = vscode.quickInput.locator('.quick-input-box input');
    await vscode.quickInput.filter({ hasText: 'CometAPI key' }).waitFor();
    await input.fill(wrongKey);
    await vscode.page.keyboard.press('Enter');
    await vscode.quickInput.getByText(/does not know this key/).waitFor();
    await look();
    await input.fill(key);
    await vscode.page.keyboard.press('Enter');
    await until('the first clip', async () => (await clips()) === 1);

    for (const [prompt, words] of failures) {
      await generate(vscode, prompt);
      await vscode.panel.getByText(words).first().waitFor();
      await look();
    }
    for (const [index, prompt] of savedPrompts.entries()) {
      await generate(vscode, prompt);
      await until(`the clip of ${prompt}`, async () => (await clips()) === index + 2);
    }
    await vscode.run('Video Prompt: Show Jobs');
    await vscode.run('Video Prompt: Show Log');
    await look();
    assert.ok(provider.echoes() >= 4, String(provider.echoes()));
    assert.ok(provider.signatures.size >= 6, String(provider.signatures.size));
    const secrets = [key, wrongKey, ...provider.signatures];
    for (const text of shown) for (const secret of secrets) assert.ok(!text.includes(secret), secret);
  });

  it('are not in the diagnostics, which tell what failed', async () => {
    await vscode.run('Video Prompt: Copy Diagnostics');
    await vscode.untilNotified('Diagnostics copied');
    const report = await vscode.page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /API key: stored/);
    assert.match(report, /- failed: 4/);
    assert.match(report, /request id echo-1/);
    for (const secret of [key, wrongKey, ...provider.signatures, fixture.world.workspace, 'Refused words'])
      assert.ok(!report.includes(secret), secret);
  });

  it('are in no file: user data, workspace, database, sidecars, logs, browser', async () => {
    // Whatever is written at the end of a window is written now.
    await vscode.reload();
    await vscode.openPanel();
    await vscode.panel.getByRole('button', { name: /^Generate/ }).waitFor();
    assert.deepEqual(await found([key, wrongKey, ...provider.signatures]), []);
  });

  it('are found again where the key is still needed: a render goes on with it', async () => {
    const before = await clips();
    await generate(vscode, 'With the stored key');
    await until('one more clip', async () => (await clips()) === before + 1);
  });
});

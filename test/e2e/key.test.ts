import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, generate } from './fixture.ts';
import { scenario } from './scenario.ts';

const key = 'sk-typed-by-a-person-1234567890';

describe('the API key', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ key: null, renderMs: 1_000 });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const field = () => vscode.quickInput.locator('.quick-input-box input');

  it('is asked for by the first render, which then goes on', async () => {
    await generate(vscode, 'Asks for the key first');
    await vscode.quickInput.filter({ hasText: 'CometAPI key' }).waitFor();
    assert.equal(await field().getAttribute('type'), 'password');

    await field().fill('not-a-key');
    await vscode.quickInput.getByText(/does not start with sk-/).waitFor();

    await field().fill('sk-invalid-as-the-simulator-knows');
    await vscode.page.keyboard.press('Enter');
    await vscode.quickInput.getByText(/does not know this key/).waitFor();
    assert.equal(fixture.world.simulator.stats.creates, 0);

    await field().fill(`  Bearer ${key} `);
    await vscode.page.keyboard.press('Enter');
    await vscode.panel.locator('video').first().waitFor();
    assert.equal(fixture.world.simulator.stats.creates, 1);
  });

  it('stays known after a reload of the window', async () => {
    await vscode.reload();
    await vscode.openPanel();
    await vscode.panel.locator('video').first().waitFor();
    assert.equal(await vscode.panel.getByText(/No API key is set/).count(), 0);
  });

  it('is nowhere but in the secret storage: not in user data, workspace, database or logs', async () => {
    const found: string[] = [];
    const search = async (folder: string): Promise<void> => {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && entry.name !== 'browser') await search(path);
        else if (entry.isFile() && (await readFile(path)).includes(key)) found.push(path);
      }
    };
    await search(fixture.world.dataDir);
    await search(fixture.world.workspace);
    assert.deepEqual(found, []);
  });

  it('can be removed, and then a render asks again', async () => {
    await vscode.run('Video Prompt: Remove API Key');
    await vscode.untilNotified('was removed');
    await vscode.panel.getByText(/No API key is set/).waitFor();
    await generate(vscode, 'Asks once more');
    await vscode.quickInput.filter({ hasText: 'CometAPI key' }).waitFor();
    await vscode.page.keyboard.press('Escape');
    await vscode.panel.getByRole('button', { name: /^Generate/ }).waitFor();
    assert.equal(fixture.world.simulator.stats.creates, 1);
  });

  it('is told to be untried when nothing answers, and can be stored unchecked', async () => {
    await fixture.world.simulator.close();
    await vscode.run('Video Prompt: Set API Key…');
    await vscode.answer('CometAPI key', key);
    await vscode.pressInNotification('could not be checked', 'Store Unchecked');
    await vscode.panel.getByText(/No API key is set/).waitFor({ state: 'hidden' });
    await vscode.untilNotified('is stored');
  });
});

import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { agreeToPrice, Fixture, shotPath } from './fixture.ts';

describe('a double click on a lens, in a window that has done nothing yet', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_500 });
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('asks once, pays once, and brings one clip', async () => {
    const { workspace, simulator } = fixture.world;
    await writeFile(join(workspace, 'one.video.md'), '---\nmodel: veo3.1-fast\n---\n\nThe boat leaves.\n');
    const vscode = await fixture.open();
    await vscode.explorerRow('one.video.md').dblclick();
    const lens = vscode.page.locator('.codelens-decoration a').filter({ hasText: /Render/ });
    await lens.dblclick();
    await vscode.dialog.waitFor();
    await vscode.screenshot(shotPath('double-click-question'));
    await agreeToPrice(vscode);
    const clips = async () =>
      (await readdir(join(workspace, 'one')).catch(() => [])).filter((name) => name.endsWith('.mp4'));
    await until('the clip', async () => (await clips()).length > 0);
    assert.deepEqual(await clips(), ['one-1.mp4']);
    assert.equal(simulator.stats.creates, 1);
    assert.equal(await vscode.dialog.count(), 0);
  });
});

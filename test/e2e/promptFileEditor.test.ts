import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageFacts } from '../../src/core/imageFacts.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToPrice, Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a prompt file in the editor', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const at = (path: string) => join(fixture.world.workspace, path);
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_500,
      settings: { 'explorer.autoReveal': false, 'files.autoSave': 'off' },
    });
    vscode = await fixture.open();
    await vscode.openPanel();
    await vscode.run('View: Close All Editors');
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const lens = (text: string | RegExp) =>
    vscode.page.locator('.codelens-decoration a').filter({ hasText: text });
  const squiggles = () => vscode.page.locator('.squiggly-error, .squiggly-warning');
  async function show(name: string, text: string): Promise<void> {
    await writeFile(at(name), text);
    await vscode.explorerRow(name).dblclick();
    await vscode.tab(name).waitFor();
    await lens('').first().waitFor();
  }
  const fixMenu = () => vscode.page.locator('.action-widget:not(.action-list-submenu-panel)');
  /** Puts the cursor there and opens the menu of quick fixes. */
  async function fixAt(position: string): Promise<void> {
    await vscode.page.keyboard.press('Control+g');
    await vscode.quickInput.locator('input').first().fill(`:${position}`);
    await vscode.page.keyboard.press('Enter');
    await vscode.quickInput.waitFor({ state: 'hidden' });
    // A key that comes before the focus is back in the editor is lost.
    await until('the quick fixes', async () => {
      await vscode.page.keyboard.press('Control+.');
      return await fixMenu()
        .waitFor({ timeout: 2_000 })
        .then(
          () => true,
          () => false,
        );
    });
  }

  it('takes a copy that was cropped in the panel: it lies beside the original, and the file names it', async () => {
    const original = await readFile(at('images/harbour-dawn.png'));
    await show(
      'tall.video.md',
      '---\nmodel: veo3.1-fast\naspectRatio: "9:16"\nseconds: 4\nfirst: images/harbour-dawn.png # the quay\n---\nA boat.\n',
    );
    await squiggles().first().waitFor();
    await fixAt('5:12');
    await vscode.screenshot(shotPath('prompt-file-fix-image'));
    await fixMenu().getByText('Crop or pad…').click();
    await vscode.panel.getByRole('button', { name: 'Crop or pad…' }).click();
    const dialog = vscode.panel.getByRole('dialog');
    await dialog
      .getByRole('button', { name: 'Use Copy' })
      .and(vscode.panel.locator('[aria-disabled="false"]'))
      .click();
    await vscode.page
      .locator('.view-lines')
      .getByText(/images\/harbour-dawn-\d+x\d+\.\w+/)
      .waitFor();
    await squiggles().first().waitFor({ state: 'detached' });
    await vscode.screenshot(shotPath('prompt-file-copy-used'));
    await vscode.run('File: Save');
    const text = await until('the file names the copy', async () => {
      const saved = await readFile(at('tall.video.md'), 'utf8');
      return saved.includes('harbour-dawn.png') ? undefined : saved;
    });
    const [, path = ''] = /^first: (images\/harbour-dawn-\d+x\d+\.\w+) # the quay$/m.exec(text) ?? [];
    const facts = readImageFacts(await readFile(at(path)));
    assert.equal((facts?.width ?? 0) * 16, (facts?.height ?? 1) * 9);
    assert.deepEqual(await readFile(at('images/harbour-dawn.png')), original);
  });
});

describe('the clips of a prompt file', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const at = (path: string) => join(fixture.world.workspace, path);
  before(async () => {
    fixture = await Fixture.start({
      isOwn: true,
      renderMs: 1_000,
      settings: { 'explorer.autoReveal': false },
    });
    await writeFile(
      at('boat.video.md'),
      '---\nmodel: veo3.1-fast\nseconds: 4\n---\n\n## One\n\nA boat.\n\n## Two\n\nWaves.\n',
    );
    vscode = await fixture.open();
    await vscode.openPanel();
    await vscode.run('View: Close All Editors');
    // By the right button: no editor is opened, and none is restored.
    await vscode.clipMenu('boat.video.md', 'Render Prompt File…');
    await agreeToPrice(vscode);
    await until('two clips', () =>
      Promise.all(['one', 'two'].map((name) => readFile(at(`boat/${name}-1.mp4.json`)))).catch(
        () => undefined,
      ),
    );
    await vscode.untilNotified('2 clips are ready');
    await vscode.run('Notifications: Clear All Notifications');
    await fixture.restart();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });
  const lens = (text: string | RegExp) =>
    vscode.page.locator('.codelens-decoration a').filter({ hasText: text });
  /** The mark of a row of the jobs view, as a style sheet draws it. */
  const badgeOf = async (name: string) =>
    await vscode.jobRows
      .filter({ hasText: name })
      .locator('.monaco-icon-label')
      .first()
      .evaluate((label) => getComputedStyle(label, '::after').content);
  /** A row of the explorer, as its mark names it. */
  const marked = (words: string) => vscode.page.getByRole('treeitem').locator(`[aria-label$="${words}"]`);

  it('are marked in a window that has shown no prompt file yet', async () => {
    const text = await readFile(at('boat.video.md'), 'utf8');
    await writeFile(at('boat.video.md'), text.replace('Waves.', 'High waves.'));
    vscode = await fixture.open();
    await vscode.expandFolder('boat');
    await marked('two-1.mp4 • Stale: prompt').waitFor();
    await marked('boat.video.md • 1 stale: prompt').waitFor();
    await vscode.screenshot(shotPath('prompt-file-marks'));
  });

  it('are told as missing where they are gone: over the shot, and in the jobs view', async () => {
    await rm(at('boat/one-1.mp4'));
    await vscode.explorerRow('boat.video.md').dblclick();
    await lens('Clip missing').waitFor();
    await vscode.run('Video Prompt: Show Jobs');
    await until('the marks in the jobs view', async () => {
      const marks = [await badgeOf('one, take 1'), await badgeOf('two, take 1')];
      return marks.join(' ') === '"✗" "≠"';
    });
    await vscode.screenshot(shotPath('prompt-file-missing-dark'));
    await vscode.setTheme('Light Modern');
    await vscode.screenshot(shotPath('prompt-file-missing-light'));
  });
});

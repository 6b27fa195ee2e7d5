import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a prompt file', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      settings: { 'explorer.autoReveal': false, 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 },
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

  const read = async (path: string) =>
    await readFile(join(fixture.world.workspace, path), 'utf8').catch(() => '');
  const field = () => vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true });
  const named = async (name: string) => {
    await vscode.quickInput.getByText('New prompt file').waitFor();
    await vscode.answer('New prompt file', name);
    await vscode.tab(`${name}.video.md`).waitFor();
    // At the end, where the prompt goes.
    await vscode.page
      .locator('.statusbar-item')
      .filter({ hasText: /Ln (?!1,)\d+, Col 1/ })
      .waitFor();
  };

  it('begins empty, with the usual model and a hint, under a name that is asked for', async () => {
    await vscode.run('Video Prompt: New Prompt File…');
    await named('harbour');
    assert.equal(
      await read('harbour.video.md'),
      '---\nmodel: veo3.1-fast\n---\n\n<!-- Describe what the video should show. -->\n',
    );
    await vscode.page.keyboard.type('A ferry leaves the harbour at dawn');
    await until('it is saved', async () => (await read('harbour.video.md')).includes('ferry'));
    await vscode.screenshot(shotPath('new-prompt-file'));
  });

  it('opens in the panel, and the panel’s request as a file: two views of one request', async () => {
    await vscode.run('Video Prompt: Open Shot in Panel');
    await field().waitFor();
    await until('the prompt', async () => (await field().inputValue()).startsWith('A ferry leaves'));
    await vscode.panel.getByLabel('Length').selectOption('6');
    await vscode.panel.getByLabel('Variants').selectOption('2');
    await vscode.panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
    await vscode.panel.getByRole('button', { name: 'Open as prompt file…' }).press('Enter');
    await named('ferry');
    assert.equal(
      await read('ferry.video.md'),
      [
        '---',
        'model: veo3.1-fast',
        'seconds: 6',
        'aspectRatio: 16:9',
        'resolution: 720p',
        'variants: 2',
        '---',
        '',
        'A ferry leaves the harbour at dawn',
        '',
      ].join('\n'),
    );
  });

  it('begins with images of the explorer', async () => {
    await vscode.expandFolder('images');
    await vscode.explorerRow('harbour-dusk.png').waitFor();
    await vscode.explorerMenu(['harbour-dawn.png', 'harbour-dusk.png'], 'New Prompt File from Images…');
    await named('from-images');
    assert.match(
      await read('images/from-images.video.md'),
      /^---\nmodel: veo3\.1-fast\nimages:\n.*harbour-dawn\.png\n.*harbour-dusk\.png\n---\n/,
    );
    await vscode.page.keyboard.type('From dawn to dusk');
    await until('it is saved', async () => (await read('images/from-images.video.md')).includes('From dawn'));
    await vscode.run('Video Prompt: Open Shot in Panel');
    await vscode.panel.locator('.imageRow').filter({ hasText: 'harbour-dusk.png' }).waitFor();
    assert.equal(await field().inputValue(), 'From dawn to dusk');
  });
});

import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageFacts } from '../../src/core/imageFacts.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a clip in a Markdown file', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const inWorkspace = (path: string) => join(fixture.world.workspace, path);
  before(async () => {
    fixture = await Fixture.start({
      settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 },
    });
    await mkdir(inWorkspace('videos'));
    await copyFile(join(repository, 'media/sample.mp4'), inWorkspace('videos/boat at dusk.mp4'));
    await writeFile(inWorkspace('README.md'), '# Harbour film\n\nHow it looks:');
    vscode = await fixture.open();
    // The menu of the explorer has our items once the extension runs.
    await vscode.openPanel();
    await vscode.run('View: Close All Editors');
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const link = '[![boat at dusk.mp4](videos/boat%20at%20dusk.mp4.jpg)](videos/boat%20at%20dusk.mp4)';
  const readme = async () => await readFile(inWorkspace('README.md'), 'utf8');

  it('is put at the end of a file that is chosen: its first frame, which leads to it', async () => {
    await vscode.expandFolder('videos');
    await vscode.clipMenu('boat at dusk.mp4', 'Insert into Markdown…');
    await vscode.quickInput.getByText('Insert into which Markdown file?').waitFor();
    await vscode.screenshot(shotPath('insert-into-markdown-pick'));
    await vscode.page.keyboard.press('Enter');
    const expected = `# Harbour film\n\nHow it looks:\n\n${link}\n`;
    await until('the link in the file', async () => (await readme()) === expected);
    const facts = readImageFacts(await readFile(inWorkspace('videos/boat at dusk.mp4.jpg')));
    assert.deepEqual([facts?.type, facts?.width, facts?.height], ['image/jpeg', 1280, 720]);
  });

  it('shows in the preview', async () => {
    await vscode.run('Markdown: Open Preview to the Side');
    const preview = vscode.page
      .locator('iframe.webview.ready')
      .last()
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
    const image = preview.getByRole('img', { name: 'boat at dusk.mp4' });
    await image.waitFor();
    await until('the poster is drawn', () =>
      image.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth === 1280),
    );
    await vscode.screenshot(shotPath('insert-into-markdown-preview'));
  });

  it('is put at the cursor of the file that is being edited', async () => {
    await vscode.run('View: Close All Editors');
    await writeFile(inWorkspace('NOTES.md'), 'Before  after\n');
    await vscode.explorerRow('NOTES.md').dblclick();
    const line = vscode.page.locator('.view-line').filter({ hasText: 'Before' });
    await line.waitFor();
    await line.click();
    await vscode.page.keyboard.press('Control+Home');
    for (const _letter of 'Before ') await vscode.page.keyboard.press('ArrowRight');
    await vscode.run('Video Prompt: Insert into Markdown…');
    await vscode.quickInput.getByText('Insert which clip?').waitFor();
    await vscode.page.keyboard.press('Enter');
    await until('the link in the file', async () =>
      (await readFile(inWorkspace('NOTES.md'), 'utf8')).startsWith(`Before ${link} after`),
    );
  });

  it('stands by itself at the end of a line', async () => {
    await vscode.page.keyboard.press('Control+End');
    await vscode.page.keyboard.press('ArrowLeft');
    await vscode.run('Video Prompt: Insert into Markdown…');
    await vscode.answer('Insert which clip?', 'boat');
    await until('the link in the file', async () =>
      (await readFile(inWorkspace('NOTES.md'), 'utf8')).endsWith(` after\n\n${link}\n`),
    );
  });
});

import assert from 'node:assert/strict';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToPrice, Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a film of three shots', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_500,
      settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100, 'explorer.autoReveal': false },
    });
    await cp(join(repository, 'test/demo/prompts'), fixture.world.workspace, { recursive: true });
    vscode = await fixture.open();
    await vscode.openPanel();
    await vscode.run('View: Close All Editors');
    await vscode.explorerRow('boat.video.md').dblclick();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const lens = (text: string | RegExp) =>
    vscode.page.locator('.codelens-decoration a').filter({ hasText: text });
  const clips = async () =>
    (await readdir(join(fixture.world.workspace, 'boat')).catch(() => []))
      .filter((name) => name.endsWith('.mp4'))
      .sort();

  /** It is written after its clip. */
  const sidecar = async (name: string) => {
    const path = join(fixture.world.workspace, `boat/${name}.mp4.json`);
    return readSidecar(
      await until(`the sidecar ${name}`, () => readFile(path, 'utf8').catch(() => undefined)),
    );
  };

  it('says what rendering it costs, above the file and above each shot', async () => {
    await lens(/Render all 4/).waitFor();
    await vscode.screenshot(shotPath('film-lenses-dark'));
  });

  it('is rendered whole, in order, with one question about the money and one about the image', async () => {
    await lens(/Render all 4/).click();
    await vscode.dialog.waitFor();
    await vscode.screenshot(shotPath('film-question'));
    await vscode.dialog.getByRole('button', { name: /^(Generate|Render)/ }).click();
    await vscode.dialog.getByRole('button', { name: 'Upload' }).click();
    await vscode.screenshot(shotPath('film-rendering'));
    await until('four clips', async () => (await clips()).length === 4);
    await vscode.notification('4 clips are ready');
    await vscode.screenshot(shotPath('film-rendered'));
    const { request, source } = await sidecar('the-storm-1');
    assert.deepEqual(source, { file: '../boat.video.md', shot: 'the-storm', cell: '', take: 1 });
    assert.equal(request.images[0]?.clip, 'leaving-the-harbour-1.mp4');
    assert.equal(fixture.world.simulator.stats.creates, 4);
    assert.match(request.prompt, /^35 mm film.*\n\nA small sailing boat.*\n\nWaves as high as houses\.$/);
  });

  it('names what has changed when the words do, and makes the follower of a changed shot stale', async () => {
    await vscode.run('Notifications: Clear All Notifications');
    await until('all is current', async () => (await lens(/current/).count()) >= 3);
    const path = join(fixture.world.workspace, 'boat.video.md');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('The boat leaves at dawn.', 'The boat leaves at dawn, with gulls.'));
    await lens(/stale: prompt/).waitFor();
    await vscode.screenshot(shotPath('film-stale-dark'));
    await vscode.setTheme('Light Modern');
    await vscode.screenshot(shotPath('film-stale-light'));
    await vscode.setTheme('Dark Modern');
  });

  it('renders only what is stale, as a new take', async () => {
    await lens(/Render all/).click();
    await vscode.quickInput.getByText(/Only/).first().waitFor();
    await vscode.screenshot(shotPath('film-render-stale'));
    await vscode.pick('Only');
    await vscode.dialog.getByText('Generate 2 videos for').waitFor();
    await vscode.screenshot(shotPath('film-question-after-list'));
    await agreeToPrice(vscode);
    await until('the second take', async () => (await clips()).includes('leaving-the-harbour-2.mp4'));
    assert.equal((await sidecar('leaving-the-harbour-2')).request.prompt.endsWith('with gulls.'), true);
    await vscode.screenshot(shotPath('film-rendered-again'));
  });

  it('keeps the better of two takes, which were compared, in its sidecar alone', async () => {
    await sidecar('the-storm-2');
    await lens('2 takes').first().click();
    for (const name of ['Take 2', 'Take 1'])
      await vscode.panel.getByRole('button', { name: `Compare ${name}` }).press('Enter');
    await vscode.panel.getByRole('button', { name: 'Keep Take 2' }).press('Enter');
    await vscode.panel.getByText('The kept clip has cost').waitFor();
    assert.equal((await sidecar('leaving-the-harbour-2')).kept, true);
    assert.equal((await sidecar('leaving-the-harbour-1')).kept, undefined);
    await vscode.screenshot(shotPath('film-kept'));
  });

  it('stands in the README as a picture that leads to the kept clip', async () => {
    const path = join(fixture.world.workspace, 'README.md');
    await writeFile(path, '# Harbour film\n\nHow it looks:\n');
    await vscode.explorerRow('README.md').dblclick();
    await vscode.page.locator('.view-line').filter({ hasText: 'How it looks' }).click();
    await vscode.page.keyboard.press('End');
    await vscode.run('Video Prompt: Insert into Markdown…');
    await vscode.answer('Insert which clip?', 'leaving-the-harbour-2');
    const text = await until('the picture', async () => {
      const saved = await readFile(path, 'utf8');
      return saved.includes('](boat/leaving-the-harbour-2.mp4)') ? saved : undefined;
    });
    const [, poster = ''] = /!\[[^\]]*\]\(([^)]+)\)/.exec(text) ?? [];
    const bytes = await readFile(join(fixture.world.workspace, poster));
    assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff], poster);
    await vscode.run('Markdown: Open Preview to the Side');
    const preview = vscode.page.locator('iframe.webview.ready').last().contentFrame();
    await preview.locator('iframe#active-frame').contentFrame().locator('img').waitFor();
    await vscode.screenshot(shotPath('film-in-the-readme'));
  });
});

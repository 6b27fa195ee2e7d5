import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { Fixture, shotPath, untilWatched } from './fixture.ts';
import { checkInAllThemes } from './themes.ts';
import { scenario } from './scenario.ts';

describe('the takes of a shot', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const inFilm = (path: string) => join(fixture.world.workspace, 'film', path);
  const uriOf = (path: string) => pathToFileURL(path).href;

  async function record(take: number, { prompt, seed }: { prompt: string; seed?: number }) {
    const bytes = await readFile(join(repository, 'media/sample.mp4'));
    const path = inFilm(`storm-${String(take)}.mp4`);
    const job = makeJob({
      state: 'saved',
      request: { ...request, prompt, ...(seed === undefined ? {} : { seed }) },
      output: {
        workspaceFolderUri: uriOf(fixture.world.workspace),
        directoryUri: uriOf(inFilm('')),
        baseName: 'storm',
      },
      source: {
        promptFileUri: uriOf(join(fixture.world.workspace, 'film.video.md')),
        shot: 'storm',
        cell: '',
        take,
      },
      charge: { microUsd: 320_000, basis: 'estimated' },
      clip: {
        bytes: bytes.byteLength,
        sha256: 'a'.repeat(64),
        extension: '.mp4',
        durationSeconds: 4,
        width: 1280,
        height: 720,
        uri: uriOf(path),
      },
    });
    await writeFile(path, bytes);
    await writeFile(`${path}.json`, writeSidecar(job, { savedAt: Date.UTC(2026, 10, 20 + take) }));
  }

  before(async () => {
    fixture = await Fixture.start();
    await mkdir(inFilm(''));
    await writeFile(join(fixture.world.workspace, 'film.video.md'), '## Storm\n\nWaves as high as houses\n');
    await record(1, { prompt: 'Waves as high as houses' });
    await record(2, { prompt: 'Waves as high as towers', seed: 7 });
    await record(3, { prompt: 'Waves as high as towers', seed: 8 });
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

  const take = (name: string) =>
    vscode.panel.locator('.take').filter({ has: vscode.page.locator(`h2:text-is("${name}")`) });
  const isKept = async (number: number) =>
    (await readFile(inFilm(`storm-${String(number)}.mp4.json`), 'utf8')).includes('"kept": true');

  it('are listed newest first, from a clip in the explorer', async () => {
    await vscode.expandFolder('film');
    await vscode.clipMenu('storm-1.mp4', 'Show Takes');
    await take('Take 1').waitFor();
    await vscode.panel.getByRole('heading', { name: 'Storm', exact: true }).waitFor();
    assert.deepEqual(await vscode.panel.locator('.takeName').allInnerTexts(), ['Take 3', 'Take 2', 'Take 1']);
    await checkInAllThemes(vscode, 'takes');
  });

  it('are compared side by side: what differs is marked, and they play together', async () => {
    await take('Take 3').getByRole('button', { name: 'Compare Take 3' }).press('Enter');
    await take('Take 2').getByRole('button', { name: 'Compare Take 2' }).press('Enter');
    await take('Take 1').waitFor({ state: 'detached' });
    assert.deepEqual(await vscode.panel.locator('.takeFact:has([data-differs]) dt').allInnerTexts(), [
      'Seed',
      'Seed',
    ]);
    await vscode.panel.getByRole('button', { name: 'Play together' }).press('Enter');
    await until('both play', () =>
      vscode.panel
        .locator('video')
        .evaluateAll(
          (all) => all.length === 2 && all.every((one) => (one as HTMLVideoElement).currentTime > 0),
        ),
    );
    await vscode.screenshot(shotPath('takes-compared'));
    await vscode.panel.getByRole('button', { name: /^Show all/ }).press('Enter');
    await take('Take 1').waitFor();
  });

  it('one is kept: the mark lies in its sidecar, and moves with the choice', async () => {
    await take('Take 2').getByRole('button', { name: 'Keep Take 2' }).press('Enter');
    await until('take 2 is kept', () => isKept(2));
    await take('Take 1').getByRole('button', { name: 'Keep Take 1' }).press('Enter');
    await until('take 1 is kept', async () => (await isKept(1)) && !(await isKept(2)));
    await take('Take 1')
      .getByRole('button', { name: /is kept. Keep it no longer/ })
      .press('Enter');
    await until('none is kept', async () => !(await isKept(1)));
  });

  it('what a kept clip has cost follows the choice, here and on the open spend screen', async () => {
    const cost = vscode.panel.locator('.takesCost');
    await take('Take 3').getByRole('button', { name: 'Keep Take 3' }).press('Enter');
    await cost.filter({ hasText: 'The kept clip has cost $0.96 with all 3 takes.' }).waitFor();
    const other = await fixture.open();
    await untilWatched(other, fixture.world.workspace);
    await other.run('Video Prompt: Show Spend');
    const perTake = other.panel
      .locator('*')
      .filter({ hasText: /^Per kept take/ })
      .last();
    await perTake.waitFor();
    await other.panel.getByText('in this workspace, in all months: 3 takes for 1 kept').waitFor();
    await take('Take 3')
      .getByRole('button', { name: /is kept. Keep it no longer/ })
      .press('Enter');
    await perTake.waitFor({ state: 'detached' });
    await take('Take 2').getByRole('button', { name: 'Keep Take 2' }).press('Enter');
    await perTake.waitFor();
    await other.screenshot(shotPath('takes-spend'));
    await other.close();
  });

  it('is chosen in two windows: one stays kept, and both show it', async () => {
    const other = await fixture.open();
    await untilWatched(other, fixture.world.workspace);
    await other.expandFolder('film');
    await other.clipMenu('storm-1.mp4', 'Show Takes');
    const stop = (window: Workbench) =>
      window.panel.getByRole('button', { name: /is kept. Keep it no longer/ });
    await stop(other).waitFor();
    await other.panel.getByRole('button', { name: 'Keep Take 1' }).press('Enter');
    await vscode.panel.getByRole('button', { name: 'Take 1 is kept. Keep it no longer' }).waitFor();
    assert.equal(await stop(vscode).count(), 1);
    await vscode.panel.getByRole('button', { name: 'Keep Take 3' }).press('Enter');
    await other.panel.getByRole('button', { name: 'Take 3 is kept. Keep it no longer' }).waitFor();
    assert.equal(await stop(other).count(), 1);
    assert.deepEqual(await Promise.all([1, 2, 3].map(isKept)), [false, false, true]);
    await other.close();
  });

  it('a take whose clip is deleted meanwhile says so, while it is compared too', async () => {
    await take('Take 3').getByRole('button', { name: 'Compare Take 3' }).press('Enter');
    await take('Take 2').getByRole('button', { name: 'Compare Take 2' }).press('Enter');
    await take('Take 1').waitFor({ state: 'detached' });
    await rm(inFilm('storm-2.mp4'));
    await take('Take 2').getByText('The clip is gone').waitFor();
    await vscode.screenshot(shotPath('takes-compared-gone'));
    await vscode.panel.getByRole('button', { name: /^Show all/ }).press('Enter');
    await take('Take 1').waitFor();
  });

  it('stays with its prompt file when that is renamed', async () => {
    // A left click would open it over the takes.
    await vscode.openMenu(vscode.explorerRow('film.video.md'), /^Rename/);
    await vscode.page.keyboard.press('Escape');
    const input = vscode.page.locator('.explorer-folders-view input');
    // The menu may still hold the keyboard while it closes.
    await until('the name is asked for', async () => {
      if (await input.isVisible()) return true;
      await vscode.page.keyboard.press('F2');
      return false;
    });
    await input.fill('gale.video.md');
    await input.press('Enter');
    await vscode.explorerRow('gale.video.md').waitFor();
    await vscode.panel.getByRole('button', { name: 'gale.video.md' }).waitFor();
    await take('Take 1').waitFor();
    assert.match(await readFile(inFilm('storm-1.mp4.json'), 'utf8'), /"file": "\.\.\/gale\.video\.md"/);
  });

  it('is there again after a reload of the window, with its shot', async () => {
    await vscode.untilKept('promptFile', 'gale.video.md');
    await vscode.reload();
    await take('Take 1').waitFor();
    await vscode.panel.getByRole('button', { name: 'gale.video.md' }).waitFor();
    await vscode.panel.getByRole('heading', { name: 'Storm', exact: true }).waitFor();
    await vscode.screenshot(shotPath('takes-reloaded'));
    await vscode.panel.getByRole('button', { name: 'Keep Take 1' }).press('Enter');
    await until('take 1 is kept', () => isKept(1));
  });

  it('fits a narrow window, with every button in reach', async () => {
    await vscode.page.setViewportSize({ width: 620, height: 900 });
    await vscode.run('View: Close Primary Side Bar').catch(() => undefined);
    await take('Take 1').waitFor();
    const isWide = await vscode.panel.locator('body').evaluate((body) => body.scrollWidth > body.clientWidth);
    await vscode.screenshot(shotPath('takes-narrow'));
    assert.equal(isWide, false);
  });
});

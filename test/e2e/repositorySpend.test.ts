import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeSidecar } from '../../src/core/sidecar.ts';
import type { Job } from '../../src/core/job.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';
import { checkInAllThemes, seriousFindings } from './themes.ts';

const root = 'file:///film';
const at = (time: string) => Date.parse(`${time}T12:00:00Z`);
const hostile = '<img src=x onerror="document.title=1">[a](command:b)';

describe('the spend of a repository', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;

  /** A sidecar as another computer wrote it; the clip itself was not pushed. */
  async function record(path: string, fields: Partial<Job>, marks: { kept?: true } = {}): Promise<void> {
    const clip = { bytes: 9, sha256: 'a'.repeat(64), extension: '.mp4', uri: `${root}/${path}` };
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: root, directoryUri: root, baseName: 'x' },
      charge: { microUsd: 320_000, basis: 'estimated' },
      createdAt: at('2026-10-03'),
      clip,
      ...fields,
    });
    const file = join(fixture.world.workspace, `${path}.json`);
    await mkdir(dirname(file), { recursive: true });
    const sidecar = JSON.parse(writeSidecar(job, { savedAt: job.createdAt + 60_000 })) as object;
    await writeFile(file, JSON.stringify({ ...sidecar, ...marks }));
  }
  const take = (name: string, shot: string, number: number) => ({
    source: { promptFileUri: `${root}/${name}.video.md`, shot, cell: '', take: number },
  });

  before(async () => {
    fixture = await Fixture.start();
    const bound = { microUsd: 96_000, kind: 'at-least', source: 'CometAPI', date: '2026-06' } as const;
    await record('harbour/storm-1.mp4', { taskId: 't1', ...take('harbour', 'storm', 1) });
    await record(
      'harbour/storm-2.mp4',
      { taskId: 't2', ...take('harbour', 'storm', 2), createdAt: at('2026-11-02') },
      { kept: true },
    );
    await record('backup/harbour/storm-2.mp4', {
      taskId: 't2',
      ...take('backup/harbour', 'storm', 2),
      createdAt: at('2026-11-02'),
    });
    await record('harbour/calm-1.mp4', {
      taskId: 't3',
      ...take('harbour', 'calm', 1),
      charge: { microUsd: 1_250_000, basis: 'reported' },
      request: { ...request, model: 'veo3.1' },
    });
    await record('trailer/opening-1.mp4', {
      taskId: 't4',
      ...take('trailer', 'opening', 1),
      quote: bound,
      charge: { microUsd: 96_000, basis: 'estimated' },
      request: { ...request, model: 'grok-imagine-video' },
    });
    await record('loose.mp4', {
      taskId: 't5',
      charge: { basis: 'unknown' },
      request: { ...request, model: hostile },
    });
    await record('try.mp4', { taskId: 't6', origin: 'sample' });
    await writeFile(join(fixture.world.workspace, 'merged.mp4.json'), '<<<<<<< HEAD\n{}\n');
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const fact = (label: string) =>
    vscode.panel.locator('.fact').filter({ has: vscode.page.locator(`dt:text-is("${label}")`) });
  const table = (name: string) => vscode.panel.getByRole('region', { name, exact: true });
  const choice = (name: string) => vscode.panel.getByRole('button', { name, exact: true });
  const line = async (name: string, header: string) =>
    (
      await table(name)
        .getByRole('row')
        .filter({ has: vscode.page.getByRole('rowheader', { name: header }) })
        .innerText()
    ).split(/\s*\t\s*/);

  it('is one press beside the spend of this computer, by keyboard too', async () => {
    await vscode.run('Video Prompt: Show Spend');
    await vscode.panel.locator('.cap').first().waitFor();
    assert.equal(await choice('This Computer').getAttribute('aria-pressed'), 'true');
    await choice('This Computer').focus();
    await vscode.page.keyboard.press('Tab');
    await vscode.page.keyboard.press('Enter');
    await table('By month').waitFor();
    await vscode.panel.locator('.viewButton:focus[aria-pressed="true"]').waitFor();
    assert.equal(await vscode.panel.locator('.cap').count(), 0);
    assert.equal(fixture.world.simulator.log.length, 0);
  });

  it('adds up everybody’s clips by their sidecars: each once, reported, estimated and unknown apart', async () => {
    assert.match(await fact('Charged').innerText(), /at least \$1\.986/);
    assert.match(await fact('Reported').innerText(), /\$1\.25/);
    assert.match(await fact('Estimated').innerText(), /at least \$0\.736/);
    assert.match(await fact('Unknown').innerText(), /1/);
    assert.match(await fact('Clips').innerText(), /5/);
    assert.match(await fact('Per kept take').innerText(), /\$0\.64\s+2 takes for 1 kept/);
    const lines = [
      await line('By month', 'November 2026'),
      await line('By shot', 'harbour.video.md · storm'),
    ];
    assert.deepEqual(
      lines.map((cells) => cells.slice(-7).join(' ')),
      ['$0.32 – $0.32 – 1 1 $0.64', '$0.64 – $0.64 – 2 1 $0.64'],
    );
    await vscode.panel.getByText('1 sample cost nothing and is in no sum.').waitFor();
    await vscode.panel.getByText('1 sidecar is a copy; its clip is counted once.').waitFor();
    await vscode.panel.getByText(/5 clips are not beside their sidecars/).waitFor();
    await vscode.panel
      .getByText('1 sidecar cannot be read, so its clip is in no sum: merged.mp4.json')
      .waitFor();
  });

  it('shows the words of strangers as words', async () => {
    await table('By model').getByText('<img src=x onerror=').waitFor();
    assert.equal(await vscode.panel.locator('img').count(), 0);
  });

  it('reads well in every theme, and in a narrow window', async () => {
    await checkInAllThemes(vscode, 'spend-repository');
    const { page } = vscode;
    const size = page.viewportSize();
    assert.ok(size);
    await page.setViewportSize({ width: 760, height: size.height });
    const body = vscode.panel.locator('body');
    await until('the narrow page', async () => (await body.evaluate((one) => one.clientWidth)) < 500);
    assert.ok(await body.evaluate((one) => one.scrollWidth <= one.clientWidth));
    await vscode.screenshot(shotPath('spend-repository-narrow'));
    assert.deepEqual(await seriousFindings(vscode), []);
    await page.setViewportSize(size);
  });

  it('follows the sidecars while it is open, and stays over a reload', async () => {
    await record('harbour/storm-3.mp4', {
      taskId: 't7',
      ...take('harbour', 'storm', 3),
      charge: { microUsd: 1_000_000, basis: 'reported' },
    });
    await fact('Reported').getByText('$2.25').waitFor();
    await rm(join(fixture.world.workspace, 'merged.mp4.json'));
    await vscode.panel.getByText(/cannot be read/).waitFor({ state: 'detached' });
    await vscode.untilKept('repository');
    await vscode.reload();
    await fact('Reported').getByText('$2.25').waitFor();
    await choice('This Computer').click();
    await vscode.panel.locator('.cap').first().waitFor();
  });
});

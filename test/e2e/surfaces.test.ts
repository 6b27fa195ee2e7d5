import assert from 'node:assert/strict';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToPrice, agreeToUpload, Fixture, generate, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('the surfaces', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ isOwn: true, renderMs: 1_500 });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const inVideos = (name: string) => join(fixture.world.workspace, 'videos', name);
  const untilFile = async (name: string) =>
    await until(
      `the file ${name}`,
      async () =>
        await stat(inVideos(name)).then(
          () => true,
          () => false,
        ),
    );

  it('quick input: a prompt, one list with the price, and the clip is on its way', async () => {
    await vscode.run('Video Prompt: Generate Video…');
    await vscode.answer('Generate video', 'A quick idea');
    await vscode.quickInput.getByText('Generate for $0.32').waitFor();
    await vscode.pick('Seconds');
    await vscode.pick('6 s');
    await vscode.quickInput.getByText('Generate for $0.48').waitFor();
    await vscode.screenshot(shotPath('quick-input'));
    await vscode.pick('Generate for $0.48');
    await vscode.dialog.getByText('Generate a video for $0.48?').waitFor();
    await vscode.screenshot(shotPath('quick-input-question'));
    await agreeToPrice(vscode);
    await vscode.spendItem.filter({ hasText: /^\s*1/ }).waitFor();
    await vscode.notification('The clip is ready');
    await vscode.screenshot(shotPath('clip-ready-notification'));
    await vscode.pressInNotification('The clip is ready', 'Play');
    await vscode.tab('a-quick-idea.mp4').waitFor();
    await untilFile('a-quick-idea.mp4.json');
    await vscode.run('Notifications: Clear All Notifications');
  });

  it('quick input: several clips under one total price, and what the model cannot be told', async () => {
    await vscode.run('Video Prompt: Generate Video…');
    await vscode.answer('Generate video', 'Three quick ideas');
    await vscode.pick('Variants');
    await vscode.quickInput.getByText('$0.96').waitFor();
    await vscode.pick('3 clips');
    await vscode.quickInput.getByText('Generate 3 clips for $0.96').waitFor();
    await vscode.quickInput.getByText('Not available for this model: Negative prompt, Seed.').waitFor();
    await vscode.screenshot(shotPath('quick-input-variants'));
    await vscode.page.keyboard.press('Escape');
  });

  it('status bar: spend today, and the rest in the tooltip', async () => {
    await vscode.spendItem.filter({ hasText: '$0.48' }).waitFor();
    await vscode.spendItem.hover();
    const tooltip = vscode.page.locator('.monaco-hover').filter({ hasText: 'This month' });
    await tooltip.waitFor();
    assert.match(
      (await tooltip.innerText()).replace(/\s+/g, ' '),
      /Today: \$0\.48 of \$20\.00.*This month: \$0\.48 of \$100\.00/,
    );
    // A player that is hidden keeps its webview.
    await vscode.run('View: Close All Editors');
    await vscode.tab('a-quick-idea.mp4').waitFor({ state: 'detached' });
    await vscode.spendItem.click();
    const today = vscode.panel.getByRole('listitem').filter({ hasText: 'Today' });
    await today.getByText('$0.48', { exact: true }).waitFor();
    await vscode.run('View: Close Editor');
    await vscode.tab('Video Prompt: Spend').waitFor({ state: 'detached' });
  });

  it('explorer: one image is the first frame, two are first and last with the seconds that asks for', async () => {
    await vscode.expandFolder('images');
    await vscode.explorerMenu(['harbour-dawn.png'], 'Generate Video from Image…');
    const roles = vscode.panel.getByRole('combobox', { name: /role of/i });
    await vscode.panel.getByText('harbour-dawn.png').first().waitFor();
    assert.equal(await roles.first().inputValue(), 'first');
    await vscode.explorerMenu(['harbour-dawn.png', 'harbour-dusk.png'], 'Generate Video from Image…');
    await vscode.panel.getByText('harbour-dusk.png').first().waitFor();
    assert.deepEqual(await roles.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)), [
      'first',
      'last',
    ]);
    await vscode.panel.getByRole('button', { name: /Generate.*\$0\.64/ }).waitFor();
    const before = fixture.world.simulator.log.length;
    await generate(vscode, 'From dawn to dusk');
    await agreeToUpload(vscode);
    await untilFile('from-dawn-to-dusk.mp4');
    const create = fixture.world.simulator.log.slice(before).find(({ method }) => method === 'POST');
    assert.deepEqual(create?.fields, {
      model: 'veo3.1-fast',
      prompt: 'From dawn to dusk',
      seconds: '8',
      size: '1280x720',
    });
    assert.deepEqual(
      create.files?.map(({ field, name, type }) => [field, name, type]),
      [
        ['input_reference', 'harbour-dawn.png', 'image/png'],
        ['input_reference', 'harbour-dusk.png', 'image/png'],
      ],
    );
  });

  it('jobs view: every job, newest first, with its state and actions', async () => {
    await generate(vscode, 'Shown in the tree [sim:fail=content policy]');
    await vscode.run('Video Prompt: Show Jobs');
    const rows = vscode.jobRows;
    await rows.filter({ hasText: 'Shown in the tree' }).filter({ hasText: 'Failed' }).waitFor();
    await rows.filter({ hasText: 'A quick idea' }).filter({ hasText: 'Saved' }).waitFor();
    const labels = await rows.allInnerTexts();
    const place = (text: string) => labels.findIndex((label) => label.includes(text));
    assert.ok(place('Shown in the tree') < place('A quick idea'));
    await rows.filter({ hasText: 'Shown in the tree' }).hover();
    await vscode.screenshot(shotPath('jobs-view'));
    const copy = rows.filter({ hasText: 'Shown in the tree' }).getByRole('button', { name: 'Copy Error' });
    await copy.waitFor();
  });

  it('draft: survives hiding, a reload and a restart', async () => {
    await vscode.openPanel();
    const field = () => vscode.panel.getByRole('textbox', { name: /prompt/i });
    await field().fill('A draft that stays');
    await vscode.run('File: New Untitled Text File');
    await vscode.tab('Untitled-1').waitFor();
    await vscode.tab('Video Prompt').click();
    await until('the draft after hiding', async () => (await field().inputValue()) === 'A draft that stays');
    // The webview remembers it too, which is not enough for a new panel.
    await vscode.untilKept('"request":', 'A draft that stays');
    await vscode.reload();
    await vscode.openPanel();
    await until(
      'the draft after a reload',
      async () => (await field().inputValue()) === 'A draft that stays',
    );
    await fixture.restart();
    vscode = await fixture.open();
    await vscode.openPanel();
    await until(
      'the draft after a restart',
      async () => (await field().inputValue()) === 'A draft that stays',
    );
    await vscode.panel.getByText('harbour-dusk.png').first().waitFor();
  });

  it('stopping: says honestly what it means, and the job can be watched again', async () => {
    fixture.world.simulator.hold();
    await generate(vscode, 'Stopped on the way');
    const job = vscode.panel.getByRole('listitem').filter({ hasText: 'Stopped on the way' });
    await job.getByText(/Rendering/).waitFor();
    await job.getByRole('button', { name: 'Stop watching' }).click();
    await vscode.dialog.getByText(/may be charged/).waitFor();
    await vscode.dialog.getByRole('button', { name: 'Stop Watching' }).click();
    await job.getByText('Not watched').waitFor();
    fixture.world.simulator.release();
    await job.getByRole('button', { name: 'Watch again' }).click();
    await untilFile('stopped-on-the-way.mp4');
    const creates = fixture.world.simulator.log.filter(
      ({ fields }) => fields?.prompt?.startsWith('Stopped') === true,
    );
    assert.equal(creates.length, 1);
  });

  it('a place that cannot be written: a clear error, the clip is kept, and saved when there is a place', async () => {
    // A file where the folder should be: nobody, not even an administrator, can write into it.
    const blocked = join(fixture.world.workspace, 'takes');
    await writeFile(blocked, 'not a folder');
    await fixture.set({ 'videoPrompt.output.folder': 'takes' });
    await vscode.reload();
    await generate(vscode, 'Nowhere to go');
    const job = vscode.panel.getByRole('listitem').filter({ hasText: 'Nowhere to go' });
    await job.getByText('Finished, could not be saved').waitFor();
    await job
      .getByText(/is kept/)
      .first()
      .waitFor();
    await vscode.screenshot(shotPath('not-saved'));
    assert.equal(await readFile(blocked, 'utf8'), 'not a folder');
    await rm(blocked);
    const saved = join(blocked, 'nowhere-to-go.mp4');
    await until(
      'the clip in its place',
      async () =>
        await stat(saved).then(
          () => true,
          () => false,
        ),
    );
  });
});

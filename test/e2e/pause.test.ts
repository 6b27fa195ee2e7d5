import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, generate, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('Pause All and Resume All', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start();
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const stats = () => fixture.world.simulator.stats;
  const notice = () => vscode.panel.locator('[data-notice="paused"]');

  it('asks nothing while paused, and says so in the status bar, the panel and the jobs view', async () => {
    fixture.world.simulator.hold();
    await generate(vscode, 'Rests for a while');
    await vscode.panel
      .getByText(/Rendering/)
      .first()
      .waitFor();
    await vscode.run('Video Prompt: Pause All');
    await vscode.untilNotified('continue at CometAPI and may be charged');
    await vscode.spendItem.filter({ hasText: 'Paused' }).waitFor();
    await notice().waitFor();
    await vscode.run('Video Prompt: Show Jobs');
    await vscode.page.locator('.pane-body .message').filter({ hasText: 'Paused' }).waitFor();
    await vscode.screenshot(shotPath('paused'));
  });

  it('stays paused over a reload, and a new clip waits in the queue', async () => {
    const { creates } = stats();
    await vscode.reload();
    await vscode.openPanel();
    await notice().waitFor();
    const { polls } = stats();
    await generate(vscode, 'Comes while paused');
    await vscode.untilNotified('waits in the queue until you resume');
    await vscode.panel.getByText('Queued', { exact: true }).first().waitFor();
    assert.equal(stats().creates, creates);
    assert.equal(stats().polls, polls);
  });

  it('goes on with everything when resumed', async () => {
    fixture.world.simulator.release();
    await notice().getByRole('button', { name: 'Resume All' }).click();
    await notice().waitFor({ state: 'hidden' });
    await until('two clips', async () => (await vscode.panel.locator('video').count()) === 2);
    await vscode.spendItem.filter({ hasNotText: 'Paused' }).waitFor();
    assert.equal(stats().creates, 2);
  });
});

describe('a refused key', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ key: 'sk-invalid-as-the-simulator-knows' });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('is told over the form, until another key is set', async () => {
    await generate(vscode, 'Meets a closed door');
    const notice = vscode.panel.locator('[data-notice="paused"]');
    await notice.filter({ hasText: 'CometAPI refused the API key' }).waitFor();
    await vscode.screenshot(shotPath('refused-key'));
    await notice.getByRole('button', { name: 'Set API Key…' }).click();
    await vscode.answer('CometAPI key', 'sk-another-key-1234567890');
    await notice.waitFor({ state: 'hidden' });
    await generate(vscode, 'Meets an open door');
    await vscode.panel.locator('video').first().waitFor();
    assert.equal(fixture.world.simulator.stats.creates, 2);
  });
});

describe('a balance that is used up', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    const settings = { 'videoPrompt.jobs.maxConcurrent': 1 };
    fixture = await Fixture.start({ key: 'sk-nobalance-as-the-simulator-knows', settings });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('is told once for a whole batch, whose rest waits', async () => {
    await vscode.openPanel();
    await generate(vscode, 'The first of three');
    await vscode.panel.locator('[data-notice="paused"]').filter({ hasText: 'used up' }).waitFor();
    await vscode.run('Video Prompt: Pause All');
    for (const prompt of ['The second of three', 'The third of three']) {
      await generate(vscode, prompt);
      await vscode.panel.getByRole('listitem').filter({ hasText: prompt }).waitFor();
    }
    await vscode.run('View: Close All Editors');
    await vscode.run('Notifications: Clear All Notifications');
    await vscode.run('Video Prompt: Resume All');
    await vscode.dialog.getByText('submit the 2 waiting clips?').waitFor();
    await vscode.screenshot(shotPath('resume-all-question'));
    await vscode.dialog.getByRole('button', { name: 'Resume for $0.64' }).click();
    const told = await vscode.notification('The other clips wait in the queue');
    await vscode.screenshot(shotPath('balance-used-up-toast'));
    assert.equal(await (await vscode.notification(/failed/)).count(), 1);
    assert.equal(fixture.world.simulator.stats.creates, 2);
    await told.getByRole('button', { name: 'Open CometAPI console' }).waitFor();
  });
});

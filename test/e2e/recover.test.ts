import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, generate, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('recovering a clip', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_000 });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const creates = () => fixture.world.simulator.stats.creates;
  const madeTask = async () =>
    await until('the task', () => fixture.world.simulator.log.findLast(({ taskId }) => taskId)?.taskId);
  const untilFile = async (start: string) =>
    await until(`the clip ${start}`, async () => {
      const names = await readdir(join(fixture.world.workspace, 'videos')).catch(() => []);
      return names.some((name) => name.startsWith(start) && name.endsWith('.mp4'));
    });
  const job = (text: string) => vscode.panel.getByRole('listitem').filter({ hasText: text });

  it('of an uncertain job: by its task ID, after its state was shown, without a second create', async () => {
    const before = creates();
    await generate(vscode, 'Lost on the way [sim:reset]');
    const row = job('Lost on the way');
    await row.getByText(/stay reserved/).waitFor();
    await row.getByRole('button', { name: /Recover by task ID/ }).click();
    await vscode.answer('Recover a clip by its task ID', await madeTask());
    await vscode.dialog.getByText(/Veo 3.1 Fast/).waitFor();
    await vscode.screenshot(shotPath('recover-confirm'));
    await vscode.dialog.getByRole('button', { name: /Get the Clip|Watch It/ }).click();
    await untilFile('lost-on-the-way');
    assert.equal(creates() - before, 1);
  });

  it('of an uncertain job: submits it again only after a warning that it may pay twice', async () => {
    const before = creates();
    await generate(vscode, 'Sent once more [sim:hang]');
    // The answer never comes; the window gives up waiting for it when it is reloaded.
    await until('the create request', () => creates() - before === 1);
    await vscode.reload();
    await vscode.openPanel();
    const row = job('Sent once more');
    await row.getByRole('button', { name: /Submit again/ }).click();
    await vscode.dialog.getByText(/you pay for both/).waitFor();
    await vscode.screenshot(shotPath('submit-again'));
    await vscode.dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(creates() - before, 1);
    await row.getByRole('button', { name: /Submit again/ }).click();
    await vscode.dialog.getByRole('button', { name: /Submit Again/ }).click();
    await until('the second create request', () => creates() - before === 2);
  });

  it('from anywhere: finds the task, shows it, and saves its clip', async () => {
    const made = await fetch(`${fixture.world.simulator.origin}/v1/videos`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-another-key-of-mine' },
      body: form({ model: 'veo3.1-fast', prompt: 'Made elsewhere', seconds: '4', size: '1280x720' }),
    });
    const { id } = (await made.json()) as { readonly id: string };
    const before = creates();
    await vscode.run('Video Prompt: Recover Clip by Task ID');
    await vscode.answer('Recover a clip by its task ID', id);
    await vscode.dialog.getByText(/not known here/).waitFor();
    await vscode.dialog.getByRole('button', { name: /Get the Clip|Watch It/ }).click();
    await untilFile('recovered-task');
    assert.equal(creates(), before);
  });

  it('says that a task is unknown, and adds nothing', async () => {
    await vscode.run('Video Prompt: Recover Clip by Task ID');
    await vscode.answer('Recover a clip by its task ID', 'task_nobody_made');
    await vscode.untilNotified(/task_nobody_made: CometAPI does not know this task/);
    assert.equal(await job('task_nobody_made').count(), 0);
  });
});

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

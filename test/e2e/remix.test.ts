import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../src/store/jobStore.ts';
import type { Workbench } from '../support/workbench.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a remix', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start();
    const { dataDir, simulator } = fixture.world;
    const directory = join(dataDir, 'User', 'globalStorage', 'video-prompt.video-prompt');
    await mkdir(directory, { recursive: true });
    const store = await openStore({ directory });
    const finished = {
      state: 'saved' as const,
      origin: simulator.origin,
      taskId: 'task_of_summer',
      charge: { microUsd: 320_000, basis: 'estimated' as const },
      endedAt: 1,
    };
    await store.admit(
      [
        makeJob({ ...finished, id: 'job-1', request: { ...request, model: 'sora-2', prompt: 'A fox' } }),
        makeJob({
          ...finished,
          id: 'job-2',
          taskId: 'task_of_autumn',
          request: { ...request, prompt: 'A hare' },
        }),
      ],
      {},
    );
    store.close();
    vscode = await fixture.open();
    await vscode.run('Video Prompt: Show Jobs');
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const row = (text: string) => vscode.jobRows.filter({ hasText: text });

  it('of a clip whose model was shut down is refused before anything is asked or sent, with what to take instead', async () => {
    await vscode.openMenu(row('A fox'), 'Remix…');
    await vscode.chooseFromMenu('Remix…');
    await vscode.notification('was shut down on 2026-09-24');
    await vscode.screenshot(shotPath('remix-retired'));
    await vscode.pressInNotification('was shut down on 2026-09-24', 'Open in Panel');
    await vscode.panel.getByRole('button', { name: 'Use Veo 3.1 Fast' }).click();
    await vscode.panel.getByRole('button', { name: 'Model Veo 3.1 Fast' }).waitFor();
    assert.equal(
      await vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(),
      'A fox',
    );
    assert.equal(fixture.world.simulator.stats.creates, 0);
  });

  it('is offered only where the model knows it', async () => {
    await vscode.run('Video Prompt: Show Jobs');
    await vscode.openMenu(row('A hare'), 'Use Request Again');
    assert.equal(await vscode.page.getByRole('menuitem', { name: 'Remix…' }).count(), 0);
    await vscode.page.keyboard.press('Escape');
  });
});

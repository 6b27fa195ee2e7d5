import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, generate } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('a running job', () => {
  const it = scenario();
  let fixture: Fixture;
  before(async () => {
    fixture = await Fixture.start({ isOwn: true });
  });
  after(async () => {
    await fixture.close();
  });

  afterEach(async function () {
    fixture.world.simulator.release();
    await fixture.shootFailure(this.currentTest);
  });

  const clips = async () => {
    const names = await readdir(join(fixture.world.workspace, 'videos')).catch(() => []);
    return names.filter((name) => name.endsWith('.mp4'));
  };
  const untilClip = async (slug: string) =>
    await until(`the clip ${slug}`, async () => (await clips()).some((name) => name.startsWith(slug)));
  /** A render that is under way until the simulator is told to let it go on, however slow the machine is. */
  async function generateHeld(vscode: Workbench, prompt: string): Promise<void> {
    fixture.world.simulator.hold();
    await generate(vscode, prompt);
    await vscode.panel
      .getByText(/Rendering/)
      .first()
      .waitFor();
  }
  const creates = () => fixture.world.simulator.stats.creates;

  it('survives a reload of the window and saves its clip, with one create request', async () => {
    const before = creates();
    const vscode = await fixture.open();
    await generateHeld(vscode, 'Survives a reload');
    await vscode.reload();
    fixture.world.simulator.release();
    await untilClip('survives-a-reload');
    assert.equal(creates() - before, 1);
    await vscode.close();
  });

  it('survives its extension host being killed, with one create request', async () => {
    const before = creates();
    const vscode = await fixture.open();
    await generateHeld(vscode, 'Survives a kill');
    const pids = await fixture.server.extensionHostPids();
    assert.ok(pids.length > 0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    fixture.world.simulator.release();
    await untilClip('survives-a-kill');
    assert.equal(creates() - before, 1);
    await vscode.close();
  });

  it('survives a restart of VS Code, with one create request', async () => {
    const before = creates();
    const vscode = await fixture.open();
    await generateHeld(vscode, 'Survives a restart');
    await fixture.restart();
    const again = await fixture.open();
    fixture.world.simulator.release();
    await untilClip('survives-a-restart');
    assert.equal(creates() - before, 1);
    await again.close();
  });

  it('has one driver with two windows open, and goes on in the second when the first is gone', async () => {
    const before = creates();
    const one = await fixture.open();
    await one.openPanel();
    const hostsOfOne = await fixture.server.extensionHostPids();
    const two = await fixture.open();
    await two.openPanel();
    await generateHeld(one, 'Two windows');
    await two.panel
      .getByText(/Two windows/)
      .first()
      .waitFor();
    await two.panel
      .getByText(/Rendering/)
      .first()
      .waitFor();
    const polls = () =>
      fixture.world.simulator.log.filter(
        ({ method, path }) => method === 'GET' && /^\/v1\/videos\/[^/]+$/.test(path),
      );
    const seen = polls().length;
    await until('seven more polls', () => polls().length >= seen + 7);
    // A driver asks a local provider at least half a second after the answer before; two would ask in between.
    const times = polls()
      .slice(seen)
      .map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    assert.ok(Math.min(...gaps) > 400, `polls ${gaps.join(', ')} ms apart`);
    await one.close();
    // A page that is closed may not get to say so, and then its extension host waits for it to come back, for hours.
    for (const pid of await fixture.server.extensionHostPids())
      if (hostsOfOne.includes(pid)) process.kill(pid, 'SIGKILL');
    fixture.world.simulator.release();
    await untilClip('two-windows');
    assert.equal(creates() - before, 1);
    assert.equal((await clips()).filter((name) => name.startsWith('two-windows')).length, 1);
    await two.close();
  });
});

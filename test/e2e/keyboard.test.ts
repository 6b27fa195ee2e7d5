import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('by keyboard alone', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_000 });
    vscode = await fixture.open();
    await vscode.openPanel();
    await vscode.panel.getByRole('textbox', { name: /prompt/i }).waitFor();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  /** What has the focus in the panel: its name for a screen reader, roughly. */
  const focused = async () =>
    await vscode.panel
      .locator(':focus')
      .first()
      .evaluate((element) => {
        const label = (element as HTMLInputElement).labels?.[0]?.textContent;
        return (label ?? element.getAttribute('aria-label') ?? element.textContent)
          .trim()
          .replace(/\s+/g, ' ');
      });

  async function tabTo(name: RegExp): Promise<void> {
    for (let steps = 0; steps < 30; steps++) {
      if (name.test(await focused().catch(() => ''))) return;
      await vscode.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(name)}; the focus is on: ${await focused()}`);
  }

  it('a clip can be composed, generated and played', async () => {
    const { keyboard } = vscode.page;
    await vscode.panel.getByRole('textbox', { name: /prompt/i }).focus();
    await keyboard.type('Only keys were pressed');
    await tabTo(/^Length/);
    await keyboard.press('ArrowDown');
    await vscode.panel.getByRole('button', { name: /Generate.*\$0\.48/ }).waitFor();
    await tabTo(/^Generate/);
    await keyboard.press('Enter');
    const video = vscode.panel.locator('video').first();
    await video.waitFor();
    assert.equal(fixture.world.simulator.stats.creates, 1);
    for (let steps = 0; steps < 40; steps++) {
      if (await video.evaluate((element) => element === element.ownerDocument.activeElement)) break;
      await keyboard.press('Tab');
    }
    await keyboard.press('Space');
    await until(
      'the clip plays',
      async () => await video.evaluate((one) => (one as HTMLVideoElement).currentTime > 0),
    );
  });

  it('Ctrl+Enter in the prompt generates too', async () => {
    const field = vscode.panel.getByRole('textbox', { name: /prompt/i });
    await field.focus();
    await vscode.page.keyboard.press('Control+A');
    await vscode.page.keyboard.type('Another one by keys');
    await vscode.page.keyboard.press('Control+Enter');
    await until('the second create request', () => fixture.world.simulator.stats.creates === 2);
  });
});

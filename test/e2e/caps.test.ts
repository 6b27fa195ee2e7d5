import assert from 'node:assert/strict';
import type { Workbench } from '../support/workbench.ts';
import { until } from '../support/until.ts';
import { agreeToPrice, Fixture, generate, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('caps', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_000,
      settings: { 'videoPrompt.budget.perDayUsd': 0.7, 'videoPrompt.budget.confirmAboveUsd': 0.4 },
    });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const creates = () => fixture.world.simulator.stats.creates;
  const notice = (id: string) => vscode.panel.locator(`[data-notice="${id}"]`);

  it('say in the panel what fits, and one press changes the form and submits nothing', async () => {
    await vscode.openPanel();
    await vscode.panel.getByRole('textbox', { name: /prompt/i }).fill('A heron over the reeds');
    await vscode.panel.getByLabel('Variants').selectOption('3');
    await notice('capReached')
      .getByText('This costs $0.96, but only $0.70 of your $0.70 a day is left.')
      .waitFor();
    await vscode.screenshot(shotPath('cap-reached-dark'));
    await vscode.setTheme('Light Modern');
    await vscode.screenshot(shotPath('cap-reached-light'));
    await notice('capReached').getByText('2 clips: $0.64').click();
    await notice('capNear').getByText('After this, $0.06 of your $0.70 a day is left.').waitFor();
    assert.equal(await vscode.panel.getByLabel('Variants').inputValue(), '2');
    assert.equal(creates(), 0);
  });

  it('ask above the limit: with the model, the length, the price and what remains', async () => {
    await vscode.panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
    await vscode.panel.getByRole('button', { name: /^Generate/ }).click();
    await vscode.dialog.getByText('This costs $0.64').waitFor();
    await vscode.dialog.getByText(/2 clips: Veo 3.1 Fast, 4 s/).waitFor();
    await vscode.dialog.getByText(/Left today after this: \$0\.06/).waitFor();
    await vscode.screenshot(shotPath('confirm-above'));
    await vscode.dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(creates(), 0);
  });

  it('stop several clips of the quick input as a whole', async () => {
    await vscode.run('Video Prompt: Generate Video…');
    await vscode.answer('Generate video', 'Three herons');
    await vscode.pick('Variants');
    await vscode.pick('3 clips');
    await vscode.pick('Generate 3 clips for $0.96');
    await vscode.quickInput.filter({ hasText: 'This costs $0.96, but only $0.70' }).waitFor();
    await vscode.quickInput.getByText('2 clips: $0.64').waitFor();
    await vscode.page.keyboard.press('Escape');
    await vscode.quickInput.waitFor({ state: 'hidden' });
    assert.equal(creates(), 0);
  });

  it('stop the quick input with what fits, which then takes the usual way', async () => {
    await vscode.panel.getByLabel('Variants').selectOption('1');
    await generate(vscode, 'The first half of the day');
    await until('the create request', () => creates() === 1);
    await vscode.run('Video Prompt: Generate Video…');
    await vscode.answer('Generate video', 'The second half');
    await vscode.pick('Seconds');
    await vscode.pick('6 s');
    await vscode.pick('Generate for');
    await vscode.quickInput.filter({ hasText: 'This costs $0.48, but only $0.38' }).waitFor();
    await vscode.screenshot(shotPath('cap-quick-input'));
    await vscode.pick('4 s: $0.32');
    await agreeToPrice(vscode);
    await until('the second create request', () => creates() === 2);
  });
});

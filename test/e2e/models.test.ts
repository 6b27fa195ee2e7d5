import assert from 'node:assert/strict';
import { models } from '../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../src/core/catalogue/model.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

const isPriced = ({ pricing }: Model) => pricing.rates.length > 0;

/**
 * One model of each kind that the panel, its questions or the wire treat in a way of their own, which need no image. That every
 * single model makes a clip is shown by the host's tests, and that a switch to any of them leaves nothing wrong by unit tests.
 */
const kinds = Map.groupBy(
  models.filter(({ lifecycle, images }) => lifecycle.stage !== 'retired' && (images.min ?? 0) === 0),
  (model) => [model.dialect, model.isFragile === true, isPriced(model)].join(),
);
const oneOfEach = [...kinds.values()].flatMap(([first]) => first ?? []);

describe('every kind of model from the panel', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 500,
      settings: {
        'videoPrompt.budget.perDayUsd': null,
        'videoPrompt.budget.perMonthUsd': null,
        'videoPrompt.budget.confirmAboveUsd': null,
        'explorer.autoReveal': false,
      },
    });
    vscode = await fixture.open();
    await vscode.openPanel();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const stats = () => fixture.world.simulator.stats;
  const field = () => vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true });

  /** Presses Generate, agrees where that is asked, and waits for the clip. */
  async function makeClip(model: Model, prompt: string): Promise<void> {
    const before = stats();
    await field().fill(prompt);
    await vscode.panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
    await vscode.panel.getByRole('button', { name: /^Generate/ }).click();
    if (model.isFragile === true || !isPriced(model)) {
      const isFragile = model.isFragile === true;
      await vscode.dialog.filter({ hasText: isFragile ? 'answers only once' : 'is unknown' }).waitFor();
      if (isFragile) await vscode.screenshot(shotPath('fragile-model-dialog'));
      await vscode.dialog.getByRole('button', { name: /^Generate/ }).click();
    }
    const clip = vscode.panel.locator('vp-clip-card').filter({ hasText: prompt });
    await clip.first().waitFor();
    assert.equal(stats().creates - before.creates, 1);
    assert.equal(stats().tasks - before.tasks, 1);
  }

  for (const model of oneOfEach) {
    it(`${model.id} makes a clip of a prompt, with one create request`, async () => {
      await vscode.chooseModel(model.label);
      await makeClip(model, `By ${model.id}: a lighthouse`);
    });
  }

  it('kling-v2-6 is told its options from the quick input, and its price is agreed to as unknown', async () => {
    const { label } = modelOf('kling-v2-6');
    await vscode.run('Video Prompt: Generate Video…');
    await vscode.answer('Generate video', 'A market at noon');
    await vscode.pick('Model');
    await vscode.pickModel(label);
    await vscode.pick('Negative prompt');
    await vscode.quickInput.getByText('What should not be seen?').waitFor();
    await vscode.page.keyboard.type('crowds');
    await vscode.page.keyboard.press('Enter');
    await vscode.pick('Audio');
    await vscode.quickInput.getByPlaceholder('Audio').waitFor();
    // A click so soon after the list came would take its first row.
    await vscode.page.keyboard.press('ArrowDown');
    await vscode.page.keyboard.press('ArrowDown');
    await vscode.page.keyboard.press('Enter');
    await vscode.quickInput
      .locator('.monaco-list-row')
      .filter({ hasText: /Audio\s*Off/ })
      .waitFor();
    await vscode.pick('Standard');
    await vscode.pick('Professional');
    await vscode.quickInput.getByText('Generate, price unknown').waitFor();
    await vscode.screenshot(shotPath('quick-input-wishes'));
    await vscode.pick('Generate, price unknown');
    await vscode.dialog.getByRole('button', { name: /^Generate/ }).click();
    await until('the request', () =>
      fixture.world.simulator.log.some(
        ({ json }) =>
          json?.prompt === 'A market at noon' &&
          json.negative_prompt === 'crowds' &&
          json.sound === 'off' &&
          json.mode === 'pro',
      ),
    );
  });

  it('gen3a_turbo takes the public address of an image, and refuses to begin without', async () => {
    const model = modelOf('gen3a_turbo');
    await vscode.chooseModel(model.label);
    await field().fill('The first frame comes alive');
    await vscode.panel.getByText('makes a video of an image').first().waitFor();
    await vscode.panel.getByRole('button', { name: 'Add address…' }).click();
    await vscode.answer('Address of the image', 'https://images.example/frame.png');
    await vscode.panel.getByText('images.example').first().waitFor();
    await vscode.screenshot(shotPath('image-by-address'));
    await makeClip(model, 'The first frame comes alive');
    const { promptImage } =
      fixture.world.simulator.log.findLast(({ method }) => method === 'POST')?.json ?? {};
    assert.equal(promptImage, 'https://images.example/frame.png');
  });

  it('mj_fast_video takes an image and a mode', async () => {
    const model = modelOf('mj_fast_video');
    await vscode.expandFolder('images');
    await vscode.explorerMenu(['harbour-dawn.png'], 'Generate Video from Image…');
    await vscode.chooseModel(model.label);
    await vscode.panel.getByLabel('Mode', { exact: true }).selectOption('high');
    await vscode.screenshot(shotPath('mode'));
    await field().fill('Waves roll in');
    await vscode.panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
    const before = stats();
    await vscode.panel.getByRole('button', { name: /^Generate/ }).click();
    await vscode.dialog.getByRole('button', { name: /^Upload/ }).click();
    await vscode.panel.locator('vp-clip-card').filter({ hasText: 'Waves roll in' }).first().waitFor();
    assert.equal(stats().creates - before.creates, 1);
    await until('the request', () => fixture.world.simulator.log.some(({ json }) => json?.motion === 'high'));
  });
});

function modelOf(id: string): Model {
  const model = models.find((one) => one.id === id);
  assert.ok(model, id);
  return model;
}

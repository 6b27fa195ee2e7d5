import assert from 'node:assert/strict';
import type { FormView, PanelState } from '../../src/protocol/panel.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { draft, makeState } from '../unit/media/panel/makeState.ts';
import { Fixture } from './fixture.ts';
import { checkInAllThemes } from './themes.ts';
import { scenario } from './scenario.ts';

describe('the fields of the options', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_000 });
    vscode = await fixture.open();
    await vscode.openPanel();
    await vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('of a model without them are one quiet line, which takes no focus', async () => {
    const line = 'Not available for this model: Negative prompt, Seed. The audio is always on.';
    await vscode.panel.getByText(line).waitFor();
    for (const name of ['Negative prompt', 'Seed', 'Audio'])
      assert.equal(await vscode.panel.getByLabel(name, { exact: true }).count(), 0, name);
  });

  it('say what several clips cost together and each', async () => {
    await vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true }).fill('Gulls over the pier');
    await vscode.panel.getByLabel('Variants').selectOption('3');
    await vscode.panel.getByRole('button', { name: 'Generate · $0.96' }).waitFor();
    await vscode.panel.getByText('3 clips, $0.32 each.').waitFor();
    await checkInAllThemes(vscode, 'options');
  });

  /** No model of today has all of them, so the panel is shown a state as the host would send it. */
  async function show(form: Partial<FormView>, changes: Partial<PanelState>): Promise<void> {
    const state = makeState(changes);
    const message = { kind: 'state', state: { ...state, form: { ...state.form, ...form } } };
    await vscode.panel.locator('body').evaluate((_, shown) => window.postMessage(shown), message);
  }

  const form: Partial<FormView> = {
    model: { label: 'Made for the test', note: 'Test', abilities: [], notes: [] },
    seconds: [5, 10],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['720p', '1080p'],
    maxVariants: 4,
    negativePrompt: { maxCharacters: 200 },
    seed: { min: 0, max: 4294967295 },
    audio: 'optional',
  };

  it('of a model with all of them are shown in every theme', async () => {
    const wished = { ...draft, prompt: 'A tram in the rain', negativePrompt: 'people, text', seed: 7 };
    await show(form, { draft: { ...wished, audio: false } });
    await vscode.panel.getByLabel('Negative prompt').waitFor();
    assert.equal(await vscode.panel.getByLabel('Seed').inputValue(), '7');
    assert.equal(await vscode.panel.getByLabel('Audio').inputValue(), 'off');
    await checkInAllThemes(vscode, 'option-fields');
  });

  it('say at each field what is wrong with it', async () => {
    const findings = [
      {
        severity: 'error',
        field: 'seed',
        code: 'seed.range',
        text: 'The seed cannot be -1. Choose a whole number from 0 to 100.',
      },
      {
        severity: 'error',
        field: 'negativePrompt',
        code: 'negativePrompt.tooLong',
        text: 'The negative prompt is too long. Shorten it.',
      },
    ] as const;
    await show(form, { draft: { ...draft, prompt: 'A tram', seed: -1, negativePrompt: 'x' }, findings });
    const seed = vscode.panel.getByLabel('Seed');
    await until('the seed is marked', async () => (await seed.getAttribute('aria-invalid')) === 'true');
    assert.equal(await seed.getAttribute('aria-describedby'), 'seed-findings');
    await checkInAllThemes(vscode, 'option-fields-wrong');
  });

  it('send what is typed and chosen, and take it back', async () => {
    await show(form, { draft: { ...draft, prompt: 'A tram' } });
    const seed = vscode.panel.getByLabel('Seed');
    // The edits are heard here and go no further: the host would answer with the fields of its own model.
    const heard = await vscode.panel.locator('vp-panel').evaluateHandle((panel) => {
      const patches: unknown[] = [];
      const hear = (event: Event): void => {
        event.stopImmediatePropagation();
        patches.push((event as Event & { patch: unknown }).patch);
      };
      panel.addEventListener('vp-edit', hear, true);
      return patches;
    });
    await seed.fill('12');
    await seed.fill('');
    await vscode.panel.getByLabel('Audio').selectOption('On');
    await vscode.panel.getByLabel('Negative prompt').fill('rain');
    assert.deepEqual(await heard.jsonValue(), [
      { seed: 12 },
      { seed: null },
      { audio: true },
      { negativePrompt: 'rain' },
    ]);
  });
});

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { models } from '../../src/core/catalogue/catalogue.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToPrice, Fixture, generate, shotPath } from './fixture.ts';
import { checkInAllThemes } from './themes.ts';
import { scenario } from './scenario.ts';

describe('choosing', () => {
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_000,
      settings: { 'videoPrompt.budget.confirmAboveUsd': null, 'videoPrompt.budget.perDayUsd': 5 },
    });
    const { workspace } = fixture.world;
    await mkdir(join(workspace, '.vscode'));
    await writeFile(
      join(workspace, '.vscode/settings.json'),
      JSON.stringify({
        'videoPrompt.presets': {
          'Team trailer': {
            model: 'video-of-yesterday',
            seconds: 7,
            aspectRatio: '21:9',
            'budget.perDayUsd': 1e6,
          },
        },
      }),
    );
    vscode = await fixture.open();
    await vscode.openPanel();
    await prompt().fill('A heron over the reeds');
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const prompt = () => vscode.panel.getByRole('textbox', { name: /prompt/i });
  const model = () => vscode.panel.getByRole('button', { name: /^Model / });
  const rows = () => vscode.quickInput.locator('.monaco-list-row');
  const row = (text: string | RegExp) => rows().filter({ hasText: text });
  const status = (text: string | RegExp) => vscode.panel.locator('.status').filter({ hasText: text });

  async function shootBoth(name: string, open: () => Promise<void>): Promise<void> {
    for (const theme of ['Light Modern', 'Dark Modern']) {
      await vscode.page.keyboard.press('Escape');
      await vscode.setTheme(theme);
      await open();
      await vscode.screenshot(shotPath(`${name}-${theme.startsWith('Light') ? 'light' : 'dark'}`));
    }
  }

  /** The list is longer than its window: what is looked for is typed. */
  async function openModels(typed = ''): Promise<void> {
    await model().press('Enter');
    await vscode.quickInput.filter({ hasText: 'Choose a model' }).waitFor();
    await rows().first().waitFor();
    await vscode.page.keyboard.type(typed);
  }

  async function openPresets(): Promise<void> {
    await vscode.panel.getByRole('button', { name: 'Presets…' }).press('Enter');
    await vscode.quickInput.filter({ hasText: 'Choose a preset' }).waitFor();
  }

  describe('a model', () => {
    it('goes by its price for this request and by what would change, all from the keyboard', async () => {
      await vscode.panel.getByLabel('Length').selectOption('8');
      await vscode.panel.getByLabel('Variants').selectOption('2');
      await shootBoth('model-picker', async () => await openModels('Veo 3.1 Fast'));
      await row('Veo 3.1 Fast').filter({ hasText: '$1.28 (2 × $0.64)' }).first().waitFor();
      assert.match((await row('Veo 3.1 Fast').first().getAttribute('aria-label')) ?? '', /1\.28.*current/);
      await vscode.page.keyboard.press('Control+A');
      await vscode.page.keyboard.type('Seedance 2.0');
      await row('Seedance 2.0').filter({ hasText: 'at least $1.28' }).first().waitFor();
      await vscode.page.keyboard.press('Enter');
      await vscode.panel.getByRole('button', { name: 'Model Seedance 2.0' }).waitFor();
      assert.equal(await vscode.panel.getByLabel('Length').inputValue(), '8');
      await until('the focus in the panel', () =>
        vscode.panel.locator('body').evaluate(() => document.activeElement?.id === 'model'),
      );
    });

    it('keeps what fits and says what does not', async () => {
      await vscode.panel.getByLabel('Aspect ratio').selectOption('21:9');
      await vscode.panel.getByLabel('Length').selectOption('5');
      await openModels('Veo 3.1 Fast');
      await row('Veo 3.1 Fast')
        .filter({ hasText: '4 s instead of 5 s, 16:9 instead of 21:9' })
        .first()
        .waitFor();
      await vscode.screenshot(shotPath('model-picker-changes-dark'));
      await row('Veo 3.1 Fast').first().click();
      await status('Seconds changed from 5 to 4. Aspect ratio changed from 21:9 to 16:9.').waitFor();
      assert.equal(await prompt().inputValue(), 'A heron over the reeds');
      await checkInAllThemes(vscode, 'model-switched');
    });

    it('can be looked for among those only that can do what was asked', async () => {
      const [retired] = models.filter(({ lifecycle }) => lifecycle.stage === 'retired');
      await openModels('aurora-video-1');
      await row('aurora-video-1').first().waitFor();
      await vscode.page.keyboard.press('Control+A');
      await vscode.page.keyboard.type(retired?.label ?? '');
      await row(retired?.label ?? '')
        .first()
        .waitFor();
      await vscode.page.keyboard.press('Control+A');
      await vscode.page.keyboard.type('Show only');
      await vscode.page.keyboard.press('Enter');
      await row('Show all models').waitFor();
      await row('Veo 3.1 Fast').first().waitFor();
      await vscode.page.keyboard.type('aurora');
      await until('none of the list alone', async () => (await row('aurora-video').count()) === 0);
      await vscode.page.keyboard.press('Control+A');
      await vscode.page.keyboard.press('Backspace');
      await vscode.screenshot(shotPath('model-picker-filtered-dark'));
      await vscode.page.keyboard.press('Escape');
    });

    it('of CometAPI’s list alone gets the prompt and nothing else, for a price that is asked for', async () => {
      await vscode.panel.getByLabel('Variants').selectOption('2');
      await shootBoth('other-models', async () => {
        await openModels();
        await vscode.page.keyboard.type('aurora');
        await row('aurora-video-1-pro').filter({ hasText: 'at least $1.50 (2 × $0.75)' }).first().waitFor();
      });
      await row('aurora-video-1').filter({ hasText: 'from $0.05 a second' }).first().waitFor();
      assert.equal(await row('aurora-sketch').count(), 0);
      await row('from $0.05 a second').first().click();
      await vscode.panel.getByRole('button', { name: 'Model aurora-video-1' }).waitFor();
      await status(/Seconds \(4\) was dropped/).waitFor();
      assert.equal(await vscode.panel.getByLabel('Length').count(), 0);
      await vscode.panel.getByLabel('Variants').selectOption('1');
      await vscode.panel
        .getByText(/from \$0\.05 a second, and the length is up to the model/)
        .first()
        .waitFor();
      await checkInAllThemes(vscode, 'other-model');
      await generate(vscode, 'Northern lights');
      await vscode.answer('The price of this request is unknown', '0.90');
      await vscode.dialog.filter({ hasText: 'Left today after this: $4.10.' }).waitFor();
      await vscode.dialog.getByRole('button', { name: 'Generate for at Most $0.90' }).click();
      const { simulator } = fixture.world;
      await until('the create request', () => simulator.stats.creates === 1);
      const [create] = simulator.log.filter(({ fields }) => fields?.prompt === 'Northern lights');
      assert.deepEqual(create?.fields, { model: 'aurora-video-1', prompt: 'Northern lights' });
      await vscode.panel.locator('video').first().waitFor();
      await vscode.panel.getByText('videos/northern-lights.mp4').first().waitFor();
    });
  });

  describe('a preset', () => {
    it('is saved under a name, for the user or the workspace', async () => {
      await openModels('Veo 3.1 Fast');
      await row('Veo 3.1 Fast').first().click();
      await vscode.panel.getByLabel('Length').selectOption('8');
      await vscode.panel.getByLabel('Resolution').selectOption('1080p');
      for (const [name, place] of [
        ['Festival cut', 'For me'],
        ['House style', 'For this workspace'],
      ] as const) {
        await openPresets();
        await row('Save the current options').click();
        await vscode.answer('Save the options as a preset', name);
        await vscode.quickInput.filter({ hasText: 'Where is the preset kept?' }).waitFor();
        await vscode.pick(place);
        await vscode.page.getByText(`The preset “${name}” is saved.`).first().waitFor();
      }
      const file = join(fixture.world.workspace, '.vscode/settings.json');
      const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, unknown>>;
      assert.deepEqual(kept['videoPrompt.presets']?.['House style'], {
        model: 'veo3.1-fast',
        seconds: 8,
        aspectRatio: '16:9',
        resolution: '1080p',
        variants: 1,
      });
    });

    it('is chosen with its price in view, and leaves the prompt alone', async () => {
      await vscode.panel.getByLabel('Length').selectOption('4');
      await vscode.panel.getByLabel('Resolution').selectOption('720p');
      await shootBoth('presets', openPresets);
      await row('Festival cut').filter({ hasText: '$0.768' }).first().waitFor();
      await vscode.page.keyboard.type('festival');
      await row('Festival cut').first().waitFor();
      await vscode.page.keyboard.press('Enter');
      await until(
        'the options',
        async () => (await vscode.panel.getByLabel('Resolution').inputValue()) === '1080p',
      );
      assert.equal(await vscode.panel.getByLabel('Length').inputValue(), '8');
      assert.equal(await prompt().inputValue(), 'Northern lights');
    });

    it('of a repository whose model is gone keeps what fits, says the rest, and changes no cap', async () => {
      await openPresets();
      await row('Team trailer').filter({ hasText: 'is not known here' }).first().click();
      await status(
        /video-of-yesterday is not known here: Veo 3\.1 Fast is used\. Seconds changed from 7 to 6\. Aspect ratio changed from 21:9 to 16:9\. Ignored, because it is not a preset option: budget\.perDayUsd\./,
      ).waitFor();
      await checkInAllThemes(vscode, 'preset-trouble');
      await vscode.panel.getByLabel('Resolution').selectOption('4K');
      await vscode.panel.getByLabel('Variants').selectOption('4');
      await vscode.panel
        .locator('[data-notice="capReached"]')
        .getByText(/of your \$5\.00 a day/)
        .waitFor();
      await vscode.panel.getByLabel('Variants').selectOption('1');
    });

    it('is renamed and deleted in its list', async () => {
      await openPresets();
      await vscode.page.keyboard.type('House');
      await row('House style').first().waitFor();
      await until('the focus on a button of the row', async () => {
        await vscode.page.keyboard.press('Tab');
        return await vscode.page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') === 'Rename',
        );
      });
      await vscode.page.keyboard.press('Enter');
      await vscode.answer('Rename the preset', 'Our look');
      await row('Our look').first().waitFor();
      await row('Our look').hover();
      await row('Our look').getByRole('button', { name: 'Delete' }).click();
      await vscode.dialog.getByRole('button', { name: 'Delete' }).click();
      await row('Festival cut').first().waitFor();
      assert.equal(await row('Our look').count(), 0);
      await vscode.page.keyboard.press('Escape');
    });

    it('is there in the quick input, and so is the comparison', async () => {
      await vscode.run('Video Prompt: Generate Video…');
      await vscode.answer('Generate video', 'From the quick input');
      await row('Generate for').first().waitFor();
      await vscode.pick('Preset');
      await vscode.pick('Team trailer');
      await vscode.quickInput.locator('input[placeholder^="The model video-of-yesterday"]').waitFor();
      await row('Generate for $0.48').first().waitFor();
      await vscode.pick('Model');
      await row('Seedance 2.0').filter({ hasText: 'at least $0.48' }).first().waitFor();
      await vscode.screenshot(shotPath('quick-input-models-dark'));
      await vscode.pick('Seedance 2.0');
      await row('Generate for at least $0.48').first().waitFor();
      await vscode.page.keyboard.press('Escape');
    });
  });
});

describe('choosing with a key that may not use a model', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({ key: 'sk-forbidden-for-the-demo' });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const rows = () => vscode.quickInput.locator('.monaco-list-row').filter({ hasText: 'Veo 3.1 Fast' });
  const warning = () => vscode.panel.locator('.finding').filter({ hasText: 'with the present API key' });

  it('is remembered, through a reload, until the key changes', async () => {
    await generate(vscode, 'Not with this key');
    await warning().waitFor();
    await checkInAllThemes(vscode, 'model-refused');
    await vscode.panel.getByRole('button', { name: /Choose another model/ }).click();
    await rows().first().waitFor();
    await vscode.page.keyboard.press('Escape');
    await vscode.reload();
    await vscode.setTheme('Dark Modern');
    await vscode.run('Video Prompt: Compare Models…');
    await rows().filter({ hasText: 'refused with this API key' }).first().waitFor();
    await vscode.screenshot(shotPath('model-refused-picker-dark'));
    await vscode.page.keyboard.press('Escape');
    await warning().waitFor();
    await vscode.run('Video Prompt: Set API Key…');
    await vscode.answer('API key', 'sk-another-made-up-key');
    await warning().waitFor({ state: 'detached' });
    await vscode.run('Video Prompt: Compare Models…');
    await rows().filter({ hasText: 'current' }).first().waitFor();
    assert.equal(await rows().filter({ hasText: 'refused' }).count(), 0);
  });
});

const replaced = models.filter(
  ({ lifecycle }) => lifecycle.stage === 'retired' && lifecycle.replacement === 'veo3.1-fast',
);
for (const retired of replaced.slice(0, 1)) {
  describe('choosing a model that was shut down', () => {
    const it = scenario();
    let fixture: Fixture;
    let vscode: Workbench;
    before(async () => {
      fixture = await Fixture.start({ settings: { 'videoPrompt.defaults.model': retired.id } });
      vscode = await fixture.open();
    });
    after(async () => {
      await fixture.close();
    });
    afterEach(async function () {
      await fixture.shootFailure(this.currentTest);
    });

    const creates = () => fixture.world.simulator.stats.creates;
    const rows = () => vscode.quickInput.locator('.monaco-list-row');

    it('is refused before anything is sent, with its replacement one press away', async () => {
      await vscode.openPanel();
      await vscode.panel.getByRole('textbox', { name: /prompt/i }).fill('Too late');
      const finding = vscode.panel.locator('.finding').filter({ hasText: 'was shut down on' });
      await finding.waitFor();
      await vscode.page.keyboard.press('Control+Enter');
      await checkInAllThemes(vscode, 'model-retired');
      assert.equal(creates(), 0);
      await finding.getByRole('button', { name: 'Use Veo 3.1 Fast' }).click();
      await vscode.panel.getByRole('button', { name: 'Model Veo 3.1 Fast' }).waitFor();
      await finding.waitFor({ state: 'detached' });
    });

    it('stands last in the list, where it gives the one that replaced it', async () => {
      await vscode.run('Video Prompt: Compare Models…');
      await rows().first().waitFor();
      await vscode.page.keyboard.type(retired.label);
      await rows().filter({ hasText: 'Choose Veo 3.1 Fast instead' }).first().waitFor();
      await vscode.screenshot(shotPath('model-retired-picker-dark'));
      await vscode.page.keyboard.press('Enter');
      await vscode.panel.getByRole('button', { name: 'Model Veo 3.1 Fast' }).waitFor();
    });

    it('is refused by the quick input too, which offers the other with its price', async () => {
      await vscode.run('Video Prompt: Generate Video…');
      await vscode.answer('Generate video', 'Just in time');
      await rows().filter({ hasText: 'Generate for' }).first().waitFor();
      await vscode.pick('Generate for');
      await vscode.quickInput.filter({ hasText: 'was shut down on' }).waitFor();
      assert.equal(creates(), 0);
      await vscode.screenshot(shotPath('model-retired-quick-input-dark'));
      await vscode.pick('Veo 3.1 Fast: $0.32');
      await agreeToPrice(vscode);
      await until('the create request', () => creates() === 1);
    });
  });
}

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToUpload, Fixture, shotPath } from './fixture.ts';
import { checkInAllThemes, inAllThemes, seriousFindings } from './themes.ts';
import { scenario } from './scenario.ts';

describe('images named in the prompt', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  let prompt: Locator;
  before(async () => {
    // Revealing the image that the first click opens would undo the selection of both.
    fixture = await Fixture.start({ renderMs: 1_000, settings: { 'explorer.autoReveal': false } });
    vscode = await fixture.open();
    await vscode.openPanel();
    prompt = vscode.panel.getByRole('textbox', { name: 'Prompt', exact: true });
    await vscode.chooseModel('Seedance 2.0');
    await vscode.expandFolder('images');
    await vscode.explorerMenu(['harbour-dawn.png', 'harbour-dusk.png'], 'Generate Video from Image…');
    await row('harbour-dusk.png').waitFor();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const row = (name: string) => vscode.panel.locator('.imageRow').filter({ hasText: name });
  const options = () => vscode.panel.getByRole('option').filter({ hasText: '@image' });
  const untilPrompt = async (text: string) =>
    await until(`the prompt “${text}”`, async () => (await prompt.inputValue()) === text);

  it('are chosen from a list by keyboard', async () => {
    const { keyboard } = vscode.page;
    await prompt.focus();
    await keyboard.type('A ferry crosses from @');
    assert.equal(await options().count(), 2);
    const active = async () => {
      const id = await prompt.getAttribute('aria-activedescendant');
      return id === null ? '' : await vscode.panel.locator(`#${id}`).innerText();
    };
    assert.match(await active(), /@image1\s+harbour-dawn\.png/);
    await keyboard.press('ArrowDown');
    await until('the second image', async () => /@image2\s+harbour-dusk\.png/.test(await active()));
    await keyboard.press('Enter');
    await untilPrompt('A ferry crosses from @image2 ');
    await options().first().waitFor({ state: 'hidden' });
    await keyboard.type('into @dawn');
    await until('the one that fits', async () => (await options().count()) === 1);
    await keyboard.press('Tab');
    await untilPrompt('A ferry crosses from @image2 into @image1 ');
    assert.equal(await prompt.evaluate((one) => one === one.ownerDocument.activeElement), true);
    await keyboard.press('Control+Z');
    await untilPrompt('A ferry crosses from @image2 into @dawn');
    await keyboard.press('Escape');
    await options().first().waitFor({ state: 'hidden' });
  });

  it('leave the caret where it is while one is typed in the midst of a text', async () => {
    const { keyboard } = vscode.page;
    await prompt.fill('Towards the sun');
    await prompt.press('Home');
    await keyboard.type('@');
    await options().first().waitFor();
    await keyboard.press('Escape');
    await options().first().waitFor({ state: 'hidden' });
    await keyboard.type('im');
    await untilPrompt('@imTowards the sun');
    assert.equal(await options().count(), 0, 'it stays closed for this name');
    await keyboard.type('age2 and ');
    await untilPrompt('@image2 and Towards the sun');
  });

  it('are named from their rows, where the caret was', async () => {
    await prompt.fill('Towards the sun');
    await prompt.press('Home');
    await row('harbour-dusk.png')
      .getByRole('button', { name: /^Name harbour-dusk\.png in the prompt/ })
      .press('Enter');
    await untilPrompt('@image2 Towards the sun');
  });

  it('are shown as chips, in every theme', async () => {
    await prompt.fill('A ferry crosses from @image1 to @image2,\nslowly. Gulls follow it.');
    await vscode.panel.locator('.nameMark[data-name="known"]').nth(1).waitFor();
    await checkInAllThemes(vscode, 'image-names');
    await inAllThemes(vscode, async ({ name }) => {
      await prompt.focus();
      await prompt.press('Control+End');
      await vscode.page.keyboard.type(' @');
      await options().first().waitFor();
      await vscode.screenshot(shotPath(`image-names-list-${name}`));
      assert.deepEqual(await seriousFindings(vscode), [], `axe, the list, ${name}`);
      await vscode.page.keyboard.press('Backspace');
    });
  });

  it('keep their chips under their letters, however long the prompt is', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `Line ${String(index)} with words enough to be wrapped once`,
    );
    await prompt.fill(`${lines.join('\n')}\n@image1 at the end`);
    await prompt.press('Control+End');
    const heights = async () =>
      await vscode.panel.locator('.promptBox').evaluate((box) => {
        const [marks, text] = [box.querySelector('.promptMarks'), box.querySelector('textarea')];
        return [marks?.scrollHeight, marks?.scrollTop, marks?.clientWidth].join() ===
          [text?.scrollHeight, text?.scrollTop, text?.clientWidth].join()
          ? 'same'
          : `${String(marks?.scrollHeight)} ${String(marks?.scrollTop)} ${String(marks?.clientWidth)}, ${String(text?.scrollHeight)} ${String(text?.scrollTop)} ${String(text?.clientWidth)}`;
      });
    await until('marks and letters in one place', async () => (await heights()) === 'same');
    await vscode.screenshot(shotPath('image-names-long'));
  });

  it('follow their images, and go out in the spelling of the model', async () => {
    await prompt.fill('From @image1 to @image2');
    await row('harbour-dusk.png')
      .getByRole('button', { name: 'Move harbour-dusk.png earlier' })
      .press('Enter');
    await untilPrompt('From @image2 to @image1');
    await vscode.panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
    await prompt.press('Control+Enter');
    await agreeToUpload(vscode);
    await until('the create request', () => fixture.world.simulator.stats.creates === 1);
    const created = fixture.world.simulator.log.find(
      ({ method, path }) => method === 'POST' && path === '/v1/videos',
    );
    assert.equal(created?.fields?.prompt, 'From [Image 2] to [Image 1]');
    assert.deepEqual(
      created.files?.map(({ name }) => name),
      ['harbour-dusk.png', 'harbour-dawn.png'],
    );
  });

  it('stop the request where their image was removed', async () => {
    await prompt.fill('From @image2 to @image1');
    await row('harbour-dusk.png').getByRole('button', { name: 'Remove harbour-dusk.png' }).press('Enter');
    await untilPrompt('From @image1 to @image?');
    await vscode.panel.getByText(/an image that was removed/).waitFor();
    await vscode.panel.locator('.generate[aria-disabled="true"]').waitFor();
    await checkInAllThemes(vscode, 'image-names-removed');
    await prompt.press('Control+Enter');
    assert.equal(fixture.world.simulator.stats.creates, 1);
  });
});

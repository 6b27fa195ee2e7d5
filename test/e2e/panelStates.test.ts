import assert from 'node:assert/strict';
import type { Workbench } from '../support/workbench.ts';
import { agreeToUpload, Fixture, generate } from './fixture.ts';
import { checkInAllThemes } from './themes.ts';
import { scenario } from './scenario.ts';

describe('the states of the panel', () => {
  let fixture: Fixture;
  let vscode: Workbench;

  describe('with a key', () => {
    const it = scenario();
    before(async () => {
      fixture = await Fixture.start({
        renderMs: 1_500,
        settings: { 'videoPrompt.jobs.maxConcurrent': 3, 'videoPrompt.budget.confirmAboveUsd': null },
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

    it('empty: says what to do first', async () => {
      await vscode.panel.getByText('Your first clip').waitFor();
      await checkInAllThemes(vscode, 'empty');
    });

    it('finished: shows the clip in a player', async () => {
      await vscode.expandFolder('images');
      await vscode.explorerMenu(['harbour-dawn.png', 'harbour-dusk.png'], 'Generate Video from Image…');
      await vscode.panel.getByText('harbour-dusk.png').first().waitFor();
      await generate(vscode, 'From dawn to dusk over the harbour');
      await agreeToUpload(vscode);
      await vscode.panel.locator('video').first().waitFor();
      await checkInAllThemes(vscode, 'finished');
    });

    it('refused: shows the provider’s own words, the money and the next step', async () => {
      await generate(vscode, 'Something refused [sim:refuse=422]');
      const job = vscode.panel.getByRole('listitem').filter({ hasText: 'Something refused' });
      await job.getByText('Nothing was charged').waitFor();
      await job.getByText(/content policy/).waitFor();
      await job.getByRole('button', { name: /Change the prompt/ }).waitFor();
      await checkInAllThemes(vscode, 'refused');
    });

    it('uncertain: says that it is not sent again, and sends it no more', async () => {
      const before = fixture.world.simulator.stats.creates;
      await generate(vscode, 'Something doubtful [sim:reset]');
      const job = vscode.panel.getByRole('listitem').filter({ hasText: 'Something doubtful' });
      await job.getByText(/not sent again automatically/).waitFor();
      await checkInAllThemes(vscode, 'uncertain');
      assert.equal(fixture.world.simulator.stats.creates - before, 1);
    });

    it('many jobs: stays a list that can be read', async () => {
      await vscode.panel.getByLabel('Variants').selectOption('4');
      for (const subject of ['kites', 'gulls', 'lanterns']) {
        await generate(vscode, `A dozen ${subject} over the water [sim:stuck]`);
        await vscode.panel.getByText(`A dozen ${subject}`).nth(3).waitFor();
      }
      await checkInAllThemes(vscode, 'many-jobs');
    });

    it('offline: says that jobs go on by themselves', async () => {
      await fixture.world.simulator.close();
      const notice = vscode.panel
        .locator('.noticeText')
        .filter({ hasText: 'cannot be reached at the moment' });
      await notice.waitFor();
      await checkInAllThemes(vscode, 'offline');
    });
  });

  describe('without a key', () => {
    const it = scenario();
    before(async () => {
      fixture = await Fixture.start({ key: null });
      vscode = await fixture.open();
      await vscode.openPanel();
    });
    after(async () => {
      await fixture.close();
    });
    afterEach(async function () {
      await fixture.shootFailure(this.currentTest);
    });

    it('no key: offers to set one or to try without', async () => {
      await vscode.panel.getByText(/No API key is set/).waitFor();
      await checkInAllThemes(vscode, 'no-key');
    });

    it('sample: makes a marked clip without a key, for nothing', async () => {
      await vscode.panel
        .getByRole('button', { name: /Try It Without a Key/i })
        .first()
        .click();
      await vscode.panel.locator('video').first().waitFor();
      await vscode.panel.getByText('Sample', { exact: true }).first().waitFor();
      assert.equal(fixture.world.simulator.stats.creates, 0);
      assert.match(await vscode.spendItem.innerText(), /\$0\.00/);
      await checkInAllThemes(vscode, 'sample');
    });
  });

  describe('in a workspace that is not trusted', () => {
    const it = scenario();
    before(async () => {
      fixture = await Fixture.start({
        workspaceTrust: true,
        settings: { 'security.workspace.trust.startupPrompt': 'never' },
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

    it('untrusted: submits nothing and says why', async () => {
      await vscode.panel
        .getByText(/not trusted/)
        .first()
        .waitFor();
      await vscode.panel.getByRole('textbox', { name: /prompt/i }).fill('Not from here');
      await vscode.page.keyboard.press('Control+Enter');
      await checkInAllThemes(vscode, 'untrusted');
      assert.equal(fixture.world.simulator.stats.creates, 0);
    });
  });
});

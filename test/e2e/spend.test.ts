import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openStore } from '../../src/store/jobStore.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { Fixture, generate, shotPath } from './fixture.ts';
import { checkInAllThemes, seriousFindings } from './themes.ts';
import { scenario } from './scenario.ts';

const balanceKey = 'sk-balance-only-of-a-person-12345';

describe('the spend screen', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_000,
      settings: {
        'videoPrompt.budget.perDayUsd': 1.28,
        'videoPrompt.budget.perWorkspacePerMonthUsd': 5,
        'videoPrompt.budget.confirmAboveUsd': null,
      },
    });
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const cap = (label: string) =>
    vscode.panel
      .locator('.cap')
      .filter({ has: vscode.page.locator('h3').filter({ hasText: new RegExp(`^${label}$`) }) });
  const row = (text: string) => vscode.panel.getByRole('row').filter({ hasText: text });
  const quotas = () => fixture.world.simulator.log.filter(({ path }) => path === '/user/quota').length;
  const show = async () => {
    await vscode.run('Video Prompt: Show Spend');
    await vscode.panel.getByRole('heading', { name: 'Spend', exact: true }).waitFor();
  };
  const isWarned = async () =>
    (await vscode.spendItem.getAttribute('class'))?.includes('warning-kind') === true;

  it('says that nothing is spent yet, and how to begin', async () => {
    await show();
    await vscode.panel.getByText('Nothing spent yet').waitFor();
    await checkInAllThemes(vscode, 'spend-empty');
    assert.equal(await vscode.panel.getByRole('table').count(), 0);
    await vscode.panel.getByRole('button', { name: 'Open Panel' }).click();
    await vscode.panel.getByRole('textbox', { name: /prompt/i }).waitFor();
  });

  it('follows jobs while it is open: charged, reserved, unknown and returned money apart', async () => {
    await generate(vscode, 'A paper boat drifts down a rain-wet street');
    await vscode.panel.locator('video').first().waitFor();
    await generate(vscode, '=SUM(1+1) is a prompt, too [sim:refuse=422]');
    await vscode.panel.getByText('Nothing was charged').first().waitFor();
    await generate(vscode, 'A doubtful fox in the snow [sim:reset]');
    await vscode.panel
      .getByText(/not sent again automatically/)
      .first()
      .waitFor();
    assert.equal(await isWarned(), false);
    fixture.world.simulator.hold();
    await generate(vscode, 'A lantern that burns for long');
    await vscode.panel
      .getByText(/Rendering/)
      .first()
      .waitFor();
    await show();
    const today = cap('Today');
    await today.getByText('$0.32', { exact: true }).waitFor();
    await today.getByText('$0.32 reserved · 1 unknown · $0.32 left').waitFor();
    assert.equal(await today.getByRole('meter').getAttribute('aria-valuenow'), '75');
    await vscode.panel
      .getByText('It is unknown whether 1 job was charged. At most $0.32 stays counted for it.')
      .waitFor();
    for (const [prompt, words] of [
      ['A paper boat', ['Saved', '$0.32–$0.32estimated']],
      ['=SUM(1+1)', ['Failed', '$0.32–$0.00not charged']],
      ['A doubtful fox', ['Uncertain', '$0.32$0.32–unknown']],
      ['A lantern', ['Rendering', '$0.32$0.32–not charged yet']],
    ] as const) {
      const text = (await row(prompt).innerText()).replace(/[\t\n]/g, '');
      for (const word of words) assert.ok(text.includes(word), `${text} lacks ${word}`);
    }
    // Nobody presses anything: the render ends, and the screen says so.
    fixture.world.simulator.release();
    await row('A lantern').getByText('Saved').waitFor();
    await today.getByText('$0.64', { exact: true }).waitFor();
    await today.getByText('1 unknown · $0.32 left').waitFor();
  });

  it('warns in the status bar only once a cap is reached', async () => {
    assert.equal(await isWarned(), false);
    await vscode.openPanel();
    await generate(vscode, 'The clip that takes the rest of the day');
    await until('the warning', isWarned);
    await show();
    await cap('Today').getByText('Cap reached').waitFor();
    assert.equal(await cap('This month').getByText('Cap reached').count(), 0);
  });

  it('leads from a cap to its setting, and from a row to its clip', async () => {
    await row('A paper boat')
      .getByRole('button', { name: /A paper boat/ })
      .click();
    await vscode.tab('a-paper-boat-drifts-down').first().waitFor();
    await vscode.run('View: Close Editor');
    await vscode.tab('a-paper-boat-drifts-down').waitFor({ state: 'detached' });
    await show();
    await vscode.panel.getByRole('button', { name: 'Change the cap: Today' }).click();
    const settings = vscode.page.locator('.settings-editor');
    await settings.getByText('Per Day Usd').first().waitFor();
    await vscode.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
  });

  it('shows the months before, more jobs at a press, and stays there over a reload', async () => {
    const directory = await storageFolder();
    const store = await openStore({ directory });
    await store.admit(
      Array.from({ length: 230 }, (_, index) =>
        makeJob({
          id: `0-${String(index).padStart(4, '0')}`,
          day: `2026-09-${String((index % 28) + 1).padStart(2, '0')}`,
          state: index % 20 === 0 ? 'failed' : 'saved',
          request: {
            ...request,
            prompt: `Take ${index}: a long corridor of mirrors, the camera gliding past each of them`,
            model: index % 3 === 0 ? 'veo3.1' : 'veo3.1-fast',
          },
          workspaceKey: index % 4 === 0 ? 'file:///work/film file:///work/trailer' : 'file:///work/film',
          charge: { microUsd: index % 20 === 0 ? 0 : 320_000, basis: 'estimated' },
          endedAt: 1,
        }),
      ),
      {},
    );
    store.close();
    await show();
    const month = vscode.panel.getByRole('combobox', { name: 'Month' });
    await until('the month to choose', async () => (await month.locator('option').count()) === 2);
    await month.selectOption('2026-09');
    await vscode.panel.getByText('Jobs shown: 100').waitFor();
    await vscode.panel.getByRole('rowheader', { name: 'film + trailer' }).waitFor();
    await vscode.panel.getByText('$69.76').first().waitFor();
    await checkInAllThemes(vscode, 'spend-month');
    await vscode.panel.getByRole('button', { name: 'Show more' }).click();
    await vscode.panel.getByText('Jobs shown: 200').waitFor();
    await vscode.panel.getByRole('button', { name: 'Show more' }).click();
    await vscode.panel.getByText('Jobs shown: 230').waitFor();
    assert.equal(await vscode.panel.getByRole('button', { name: 'Show more' }).count(), 0);
    await vscode.panel.locator('.tableBox:focus[aria-label="Jobs"]').waitFor();
    await vscode.untilKept('2026-09', '230');
    await vscode.reload();
    await vscode.panel.getByText('Jobs shown: 230').waitFor();
    assert.equal(await month.inputValue(), '2026-09');
  });

  it('stays readable in a narrow window: tables scroll, the page does not', async () => {
    const { page } = vscode;
    const size = page.viewportSize();
    assert.ok(size);
    await page.setViewportSize({ width: 760, height: size.height });
    const body = vscode.panel.locator('body');
    await until('the narrow page', async () => (await body.evaluate((one) => one.clientWidth)) < 500);
    assert.ok(await body.evaluate((one) => one.scrollWidth <= one.clientWidth));
    assert.ok(
      await vscode.panel
        .getByRole('region', { name: 'Jobs' })
        .evaluate((one) => one.scrollWidth > one.clientWidth),
    );
    await vscode.screenshot(shotPath('spend-narrow'));
    assert.deepEqual(await seriousFindings(vscode), []);
    await page.setViewportSize(size);
  });

  it('exports every row as CSV that runs nothing', async () => {
    await vscode.panel.getByRole('button', { name: 'Export as CSV…' }).click();
    await vscode.quickInput.filter({ hasText: 'Export Spend as CSV' }).waitFor();
    await vscode.page.keyboard.press('Enter');
    await vscode.untilNotified('rows were exported');
    const name = (await readdir(fixture.world.workspace)).find((one) => one.endsWith('.csv'));
    assert.match(name ?? '', /^video-prompt-spend-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await readFile(join(fixture.world.workspace, name ?? ''), 'utf8');
    const rows = parse<Record<string, string>>(text, {
      columns: true,
      recordDelimiter: '\r\n',
      bom: true,
    });
    assert.ok(text.startsWith('\ufeff'));
    assert.equal(rows.length, 235);
    const refused = rows.find(({ prompt }) => prompt?.includes('SUM'));
    assert.equal(refused?.prompt, "'=SUM(1+1) is a prompt, too [sim:refuse=422]");
    assert.equal(refused.charged_micro_usd, '0');
    await vscode.run('Notifications: Clear All Notifications');
  });

  it('asks CometAPI for nothing until a balance key is set, and never takes the key that makes clips', async () => {
    assert.equal(quotas(), 0);
    await vscode.panel.getByRole('combobox', { name: 'Month' }).selectOption({ index: 0 });
    await vscode.panel.getByRole('button', { name: 'Set Balance Key…' }).click();
    await vscode.dialog.getByText(/second key with a quota of zero/).waitFor();
    await vscode.dialog.getByRole('button', { name: 'Enter a Balance Key' }).click();
    const field = vscode.quickInput.locator('.quick-input-box input');
    await vscode.quickInput.filter({ hasText: 'Balance key for' }).waitFor();
    assert.equal(await field.getAttribute('type'), 'password');
    await field.fill('sk-made-up-for-the-demo');
    await vscode.quickInput.getByText(/This is the key that makes clips/).waitFor();
    await vscode.page.keyboard.press('Enter');
    await vscode.quickInput.getByText(/This is the key that makes clips/).waitFor();
    assert.equal(quotas(), 0);
    await field.fill(balanceKey);
    await vscode.page.keyboard.press('Enter');
    const balance = vscode.panel.locator('vp-balance-section');
    // The doubtful clip was made as well: CometAPI charged 4 clips, the ledger knows of 3.
    await balance.getByText('$23.72').waitFor();
    await balance.getByText('unlimited').waitFor();
    await balance.getByRole('row').filter({ hasText: '$0.96' }).getByText('+$0.32').waitFor();
    assert.equal(quotas(), 1);
    await balance.scrollIntoViewIfNeeded();
    await checkInAllThemes(vscode, 'spend-balance');
    assert.equal(quotas(), 1);
    await balance.getByRole('button', { name: 'Refresh' }).click();
    await until('a second question', () => Promise.resolve(quotas() === 2));
  });

  it('keeps the balance key out of everything on disk, and forgets it when told to', async () => {
    const found: string[] = [];
    const search = async (folder: string): Promise<void> => {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && entry.name !== 'browser') await search(path);
        else if (entry.isFile() && (await readFile(path)).includes(balanceKey)) found.push(path);
      }
    };
    await search(fixture.world.dataDir);
    await search(fixture.world.workspace);
    assert.deepEqual(found, []);
    await vscode.run('Video Prompt: Remove Balance Key');
    await vscode.untilNotified('The balance key was removed');
    await vscode.panel.getByRole('button', { name: 'Set Balance Key…' }).waitFor();
    const before = quotas();
    await show();
    assert.equal(quotas(), before);
  });

  async function storageFolder(): Promise<string> {
    const folder = join(fixture.world.dataDir, 'User', 'globalStorage', 'video-prompt.video-prompt');
    assert.ok((await readdir(folder)).includes('video-prompt.db'));
    return folder;
  }
});

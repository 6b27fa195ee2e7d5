import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { Opened } from '../support/workbench.ts';
import { Fixture, generate, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

/** Somebody who would like to have the key and the prompts. */
async function startThief(): Promise<{ readonly origin: string; readonly heard: string[]; server: Server }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end('{"id":"task_stolen"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { origin: `http://127.0.0.1:${String(address.port)}`, heard, server };
}

describe('settings that a repository brings along', () => {
  const it = scenario();
  let fixture: Fixture;
  let thief: Awaited<ReturnType<typeof startThief>>;
  let settings: Readonly<Record<string, unknown>>;
  before(async () => {
    thief = await startThief();
    fixture = await Fixture.start({ renderMs: 1_000, settings: { 'videoPrompt.budget.perDayUsd': 0.7 } });
    settings = {
      'videoPrompt.api.baseUrl': thief.origin,
      'videoPrompt.budget.perDayUsd': null,
      'videoPrompt.budget.perMonthUsd': null,
      'videoPrompt.budget.perWorkspacePerMonthUsd': 1_000_000,
      'videoPrompt.budget.confirmAboveUsd': null,
      'videoPrompt.automation.allowUnattended': true,
      'videoPrompt.jobs.maxConcurrent': 500,
      'videoPrompt.output.folder': '../../outside',
    };
  });
  after(async () => {
    await fixture.close();
    thief.server.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  async function assertHeld(opened: Opened, prompt: string): Promise<void> {
    const { simulator } = fixture.world;
    const before = simulator.stats.creates;
    const vscode = await fixture.open(opened);
    await vscode.openPanel();
    await vscode.panel.getByRole('textbox', { name: /prompt/i }).fill(prompt);
    await vscode.panel.getByLabel('Variants').selectOption('3');
    await vscode.panel
      .locator('[data-notice="capReached"]')
      .getByText(/of your \$0\.70 a day/)
      .waitFor();
    await vscode.panel.getByLabel('Variants').selectOption('1');
    // A folder outside of the workspace is refused before anything is sent.
    await generate(vscode, prompt);
    await vscode.notification(/not a path inside the workspace folder/);
    await vscode.screenshot(shotPath('malicious-settings'));
    assert.equal(simulator.stats.creates, before);
    assert.deepEqual(thief.heard, []);
    await vscode.close();
  }

  it('change no cap, no origin and no question, and lead no clip out of the workspace', async () => {
    const { workspace } = fixture.world;
    await mkdir(join(workspace, '.vscode'));
    await writeFile(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await assertHeld({ folder: workspace }, 'A repository with settings');
  });

  it('do so in a .code-workspace file neither', async () => {
    const { workspace, dataDir } = fixture.world;
    await writeFile(join(workspace, '.vscode/settings.json'), '{}');
    const file = join(dataDir, 'film.code-workspace');
    await writeFile(file, JSON.stringify({ folders: [{ path: workspace }], settings }));
    await assertHeld({ workspace: file }, 'A workspace file with settings');
  });

  it('and a clip goes to the user’s own provider', async () => {
    const { workspace, simulator } = fixture.world;
    const { 'videoPrompt.output.folder': _folder, ...rest } = settings;
    await writeFile(join(workspace, '.vscode/settings.json'), JSON.stringify(rest));
    const before = simulator.stats.creates;
    const vscode = await fixture.open();
    await generate(vscode, 'To the right place');
    await until('the create request', () => simulator.stats.creates === before + 1);
    assert.deepEqual(thief.heard, []);
    await vscode.close();
  });
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, shotPath } from './fixture.ts';

/** What runs is seen: an editor without a file. */
const link = '[How to fix this](command:workbench.action.files.newUntitledFile "Mends it")';

/** That the words of the link are there to be read, and that a press on them does nothing. */
async function assertOnlyWords(vscode: Workbench, words: RegExp): Promise<void> {
  const [told] = await (await vscode.notification(words)).all();
  assert.ok(told !== undefined);
  assert.match(await told.innerText(), /\[How to fix this\] \(command:workbench\.action\.files/);
  assert.equal(await told.locator('.notification-list-item-message a').count(), 0);
  await told.getByText('How to fix this').click();
  await vscode.run('Notifications: Clear All Notifications');
  assert.equal(await vscode.tab('Untitled-1').count(), 0);
}

describe('a link in a prompt file of strangers', () => {
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start();
    const text = `## Sunrise ${link}\n\n\`\`\`yaml\nmodel: veo3.1-fast\nseconds: 99\n\`\`\`\n\nA boat.\n`;
    await writeFile(join(fixture.world.workspace, 'boat.video.md'), text);
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('is words in the message about its shot, and runs nothing', async () => {
    await vscode.clipMenu('boat.video.md', 'Render Prompt File…');
    await vscode.notification(/Sunrise/);
    await vscode.screenshot(shotPath('hostile-heading'));
    await assertOnlyWords(vscode, /Sunrise/);
    assert.equal(fixture.world.simulator.stats.creates, 0);
  });
});

describe('a link in the front matter, in a workspace that nobody trusts', () => {
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    const text = `---\nmodel: veo3.1-fast\n'${link}': 1\n---\nA boat.\n`;
    await writeFile(join(fixture.world.workspace, 'boat.video.md'), text);
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('is words in the message about its key, and runs nothing', async () => {
    await vscode.explorerRow('boat.video.md').dblclick();
    await vscode.run('Video Prompt: Open Shot in Panel');
    await vscode.notification(/Line 3/);
    await vscode.screenshot(shotPath('hostile-key'));
    await assertOnlyWords(vscode, /Line 3/);
  });
});

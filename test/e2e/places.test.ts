import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { Fixture, generate } from './fixture.ts';
import { scenario } from './scenario.ts';

describe('where clips go', () => {
  const it = scenario();
  let fixture: Fixture;
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_000 });
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const untilFile = async (path: string) =>
    await until(`the file ${path}`, async () =>
      stat(path).then(
        () => true,
        () => false,
      ),
    );

  it('asks where when no folder is open, and saves there', async () => {
    const vscode = await fixture.open('nothing');
    const target = join(fixture.world.dataDir, 'chosen');
    await mkdir(target);
    await generate(vscode, 'No folder is open');
    await vscode.quickInput.filter({ hasText: 'Where should the clip be saved?' }).waitFor();
    const path = vscode.quickInput.locator('.quick-input-box input');
    // The dialog begins with a folder of its own, which must not be written behind ours.
    await vscode.quickInput.locator('.monaco-list-row').filter({ hasText: '..' }).first().waitFor();
    await until('the dialog takes the path', async () => {
      await path.fill(`${target}/`);
      return (await path.inputValue()) === `${target}/`;
    });
    // It takes no notice of a click while it still looks at the folder.
    await until('the dialog closed', async () => {
      await vscode.quickInput
        .getByRole('button', { name: 'Save Here' })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      return !(await vscode.quickInput.isVisible());
    });
    await untilFile(join(target, 'no-folder-is-open.mp4'));
    await vscode.close();
  });

  it('asks for the folder when several are open and no image says which', async () => {
    const { dataDir, workspace } = fixture.world;
    const other = join(dataDir, 'second-film');
    await mkdir(other);
    const file = join(dataDir, 'films.code-workspace');
    await writeFile(file, JSON.stringify({ folders: [{ path: workspace }, { path: other }] }));
    const vscode = await fixture.open({ workspace: file });
    // A window that asks for the file before its server is ready takes the workspace for empty, until it is reloaded.
    const folder = vscode.explorerRow('second-film');
    for (let tries = 1; tries < 5 && !(await folder.isVisible()); tries++) {
      await folder.waitFor({ timeout: 6_000 }).catch(() => vscode.reload());
    }
    await generate(vscode, 'In the second folder');
    await vscode.quickInput.filter({ hasText: 'second-film' }).waitFor();
    await vscode.pick('second-film');
    const clip = join(other, 'videos/in-the-second-folder.mp4');
    await untilFile(`${clip}.json`);
    const sidecar = JSON.parse(await readFile(`${clip}.json`, 'utf8')) as { readonly model: string };
    assert.equal(sidecar.model, 'veo3.1-fast');
    await vscode.close();
  });

  it('keeps the clip of a workspace that is not open, and places it when that opens again', async () => {
    const elsewhere = join(fixture.world.dataDir, 'another-film');
    await mkdir(elsewhere);
    const vscode = await fixture.open();
    fixture.world.simulator.hold();
    await generate(vscode, 'Closed meanwhile');
    await vscode.panel
      .getByText(/Rendering/)
      .first()
      .waitFor();
    await vscode.close();
    const other = await fixture.open({ folder: elsewhere });
    fixture.world.simulator.release();
    await other.run('Video Prompt: Show Jobs');
    await other.jobRows
      .filter({ hasText: 'Closed meanwhile' })
      .filter({ hasText: 'not yet in the workspace' })
      .waitFor();
    const clip = join(fixture.world.workspace, 'videos/closed-meanwhile.mp4');
    await assert.rejects(stat(clip), { code: 'ENOENT' });
    const again = await fixture.open();
    await untilFile(`${clip}.json`);
    await again.close();
    await other.close();
  });
});

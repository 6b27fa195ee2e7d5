// The demo's second act: a film of three shots, written in a file of the workspace.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../src/simulator/server.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import type { Stage } from './stage.ts';

export interface FilmScene {
  readonly vscode: Workbench;
  readonly workspace: string;
  readonly simulator: Simulator;
  readonly stage: Stage;
  readonly shoot: (name: string) => Promise<void>;
}

export interface Film {
  /** Names of the clips beside the prompt file. */
  readonly clips: readonly string[];
}

/** A style, an image, a chain and a matrix: rendered, changed, shown as stale, rendered again, compared, kept, shown in a README. */
export async function makeFilm({ vscode, workspace, simulator, stage, shoot }: FilmScene): Promise<Film> {
  const { page, panel } = vscode;
  const lens = (text: string | RegExp) => page.locator('.codelens-decoration a').filter({ hasText: text });
  const clips = async () =>
    (await readdir(join(workspace, 'boat')).catch(() => [])).filter((name) => name.endsWith('.mp4')).sort();
  const untilClips = async (count: number) =>
    await until(`${String(count)} clips`, async () => (await clips()).length === count);

  await stage.step('open a prompt file', async () => {
    await cp(join(repository, 'test/demo/prompts'), workspace, { recursive: true });
    await writeFile(join(workspace, 'README.md'), '# Harbour film\n\nHow it looks:\n');
    await vscode.run('View: Close All Editors');
    await vscode.run('Notifications: Clear All Notifications');
    await vscode.explorerRow('boat.video.md').dblclick();
    await lens('Render all 4 · $1.44').waitFor();
    await shoot('prompt-file');
  });
  await stage.step('render its four clips', async () => {
    simulator.hold();
    await lens('Render all 4').click();
    await vscode.dialog
      .getByText(/\$1\.44/)
      .first()
      .waitFor();
    await shoot('one-total');
    await vscode.dialog.getByRole('button', { name: /^Generate/ }).click();
    await lens(/Rendering \d+ %/)
      .first()
      .waitFor();
    await shoot('shots-rendering');
    simulator.release();
    await untilClips(4);
    await until('every lens says so', async () => (await lens(/current/).count()) === 3);
    await shoot('shots-current');
  });
  await stage.step('change the words and see what is stale', async () => {
    const path = join(workspace, 'boat.video.md');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('leaves at dawn.', 'leaves at dawn, with gulls.'));
    await lens(/stale: prompt/).waitFor();
    await shoot('shot-stale');
  });
  await stage.step('render only what is stale', async () => {
    await lens('Render all').click();
    await vscode.pick('Only the 2');
    await vscode.dialog.getByRole('button', { name: /^Generate for/ }).click();
    await untilClips(6);
    await until('every lens says so', async () => (await lens(/current/).count()) === 3);
  });
  await stage.step('compare the takes and keep one', async () => {
    await lens('2 takes').first().click();
    for (const name of ['Take 2', 'Take 1'])
      await panel.getByRole('button', { name: `Compare ${name}` }).press('Enter');
    await panel.getByRole('button', { name: 'Keep Take 2' }).press('Enter');
    await panel.getByText('The kept clip has cost').waitFor();
    await shoot('takes');
  });
  await stage.step('show it in the README', async () => {
    await vscode.explorerRow('README.md').dblclick();
    const line = page.locator('.view-line').filter({ hasText: 'How it looks' });
    await line.click();
    await page.keyboard.press('End');
    await vscode.run('Video Prompt: Insert into Markdown…');
    await vscode.answer('Insert which clip?', 'leaving-the-harbour-2');
    await page.locator('.view-line').filter({ hasText: 'leaving-the-harbour-2.mp4' }).first().waitFor();
    await vscode.run('File: Save');
    await vscode.run('Notifications: Clear All Notifications');
    await vscode.run('Markdown: Open Preview to the Side');
    await vscode.tab('Preview README.md').waitFor();
    const preview = page.locator('iframe.webview.ready').last().contentFrame();
    await preview.locator('iframe#active-frame').contentFrame().locator('img').waitFor();
    await shoot('in-the-readme');
  });
  return { clips: await clips() };
}

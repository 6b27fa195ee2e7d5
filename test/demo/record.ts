// `npm run demo -- --record`: the moving picture of the README, docs/images/demo.webp.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { launchBrowser } from '../support/browser.ts';
import { build } from '../support/build.ts';
import { ensureCodeServer } from '../support/codeServerInstall.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { Workbench } from '../support/workbench.ts';
import { type DemoWorld, makeDemoWorld, madeUpKey, startVscode } from './demoWorld.ts';
import { Recording } from './recording.ts';
import type { Stage } from './stage.ts';

/** Small enough that a README shows it without making the text smaller. */
const size = { width: 960, height: 600 };
const picturePath = join(repository, 'docs/images/demo.webp');
const prompt = 'The little boat sets sail at dawn, gulls circling';

const settings = {
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'workbench.layoutControl.enabled': false,
  'explorer.openEditors.visible': 0,
};

interface Scene {
  readonly vscode: Workbench;
  readonly world: DemoWorld;
  readonly recording: Recording;
}

/** Records the picture; resolves with its path and bytes. */
export async function record(
  stage: Stage,
  say: (words: string) => void,
): Promise<{ readonly path: string; readonly bytes: number }> {
  await stage.step('build the extension and pack the VSIX', () => build({ tests: false, quiet: true }));
  await stage.step('have VS Code at hand', () => ensureCodeServer(say));
  const world = await makeDemoWorld({ settings });
  try {
    await cp(join(repository, 'test/demo/prompts'), world.workspace, { recursive: true });
    const server = await stage.step('install the VSIX and start VS Code', () =>
      startVscode(world, { env: { COMETAPI_KEY: madeUpKey } }),
    );
    const browser = await launchBrowser(join(world.dataDir, 'browser'), size);
    try {
      const vscode = await Workbench.open(
        browser,
        server.origin,
        { folder: world.workspace },
        browser.pages()[0],
      );
      const recording = new Recording(vscode.page);
      const scene = { vscode, world, recording };
      try {
        await stage.step('an image and a prompt become a clip', () => fromImage(scene));
        await stage.step('a prompt file becomes a film', () => fromFile(scene));
      } catch (error) {
        await vscode.screenshot(join(repository, 'demo-out/failure.png'));
        const soFar = await recording.encode(await browser.newPage());
        await writeFile(join(repository, 'demo-out/failure.webp'), soFar);
        throw error;
      }
      const picture = await stage.step('draw the picture', async () =>
        recording.encode(await browser.newPage()),
      );
      await mkdir(dirname(picturePath), { recursive: true });
      await writeFile(picturePath, picture);
      return { path: picturePath, bytes: picture.length };
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    await world.close();
  }
}

async function fromImage({ vscode, world, recording }: Scene): Promise<void> {
  const { page, panel } = vscode;
  await vscode.expandFolder('images');
  const image = vscode.explorerRow('harbour-dawn.png');
  await image.waitFor();
  await recording.caption('Right-click an image in your workspace');
  await recording.point(image, 1_200);
  await vscode.openExplorerMenu(['harbour-dawn.png']);
  await recording.point(page.getByRole('menuitem', { name: 'Generate Video from Image…' }), 1_300);
  await vscode.chooseFromMenu('Generate Video from Image…');
  const field = panel.getByRole('textbox', { name: /prompt/i });
  await panel.getByText('harbour-dawn.png').first().waitFor();
  await vscode.run('View: Close Primary Side Bar');
  await recording.hidePointer();
  await recording.caption('Describe what happens');
  const words = prompt.split(' ');
  for (const index of words.keys()) {
    await field.fill(words.slice(0, index + 1).join(' '));
    await recording.show(140);
  }
  const generate = panel.getByRole('button', { name: /Generate.*\$0\.32/ });
  await panel.locator('.generate[aria-disabled="false"]').waitFor();
  await generate.scrollIntoViewIfNeeded();
  await recording.caption('The price is on the button');
  await recording.point(generate, 1_500);
  world.simulator.hold();
  await generate.click();
  const upload = vscode.dialog.getByRole('button', { name: 'Upload' });
  await upload.waitFor();
  await recording.caption('Nothing leaves your machine without a question');
  await recording.point(upload, 1_700);
  await upload.click();
  await recording.hidePointer();
  await panel
    .getByText(/Rendering \d+ %/)
    .first()
    .waitFor();
  await recording.caption('Go on working while it renders');
  await recording.show(1_600);
  world.simulator.release();
  const video = panel.locator('video').first();
  await video.waitFor();
  await video.scrollIntoViewIfNeeded();
  await recording.caption('The clip is saved in your workspace');
  for (let frame = 0; frame < 18; frame++) {
    await video.evaluate(
      async (element, time) => {
        const player = element as HTMLVideoElement;
        player.muted = true;
        player.currentTime = time;
        await new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }));
      },
      0.1 + frame / 7,
    );
    await recording.show(143);
  }
}

async function fromFile({ vscode, world, recording }: Scene): Promise<void> {
  const { page } = vscode;
  const lens = (text: string | RegExp) => page.locator('.codelens-decoration a').filter({ hasText: text });
  await vscode.run('View: Close All Editors');
  await vscode.run('Notifications: Clear All Notifications');
  await vscode.run('View: Show Explorer');
  await vscode.explorerRow('boat.video.md').dblclick();
  const renderAll = lens('Render all 4 · $1.44');
  await renderAll.waitFor();
  await vscode.run('View: Close Primary Side Bar');
  await recording.caption('A film is a file, with the price of every shot above it');
  await recording.show(1_800);
  await recording.point(renderAll, 900);
  world.simulator.hold();
  await renderAll.click();
  const generate = vscode.dialog.getByRole('button', { name: /^Generate/ });
  await generate.waitFor();
  await recording.caption('One question, one total');
  await recording.point(generate, 1_500);
  await generate.click();
  await recording.hidePointer();
  await lens(/Rendering \d+ %/)
    .first()
    .waitFor();
  await recording.show(1_200);
  world.simulator.release();
  // The last shot is below the edge of the window, where nothing is drawn.
  await until('the first shots have their clips', async () => (await lens(/current/).count()) >= 2);
  await vscode.run('Notifications: Clear All Notifications');
  await recording.caption('Every shot has its clip');
  await recording.show(1_500);
  const path = join(world.workspace, 'boat.video.md');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('leaves at dawn.', 'leaves at dawn, with gulls.'));
  await lens(/stale: prompt/).waitFor();
  await lens(/stale: clip/).waitFor();
  await recording.caption('Change a line: only what it changes is stale');
  await recording.point(lens(/stale: prompt/).first(), 2_800);
}

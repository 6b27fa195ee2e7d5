// `npm run demo [-- --json | --record]`: the main job in a real VS Code, as a person does it, without a key or a person.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../src/simulator/server.ts';
import { build } from '../support/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { ensureCodeServer } from '../support/codeServerInstall.ts';
import { repository } from '../support/paths.ts';
import { Workbench } from '../support/workbench.ts';
import { type CommandLineAct, useCommandLine } from './commandLine.ts';
import { makeDemoWorld, madeUpKey, startVscode } from './demoWorld.ts';
import { type Film, makeFilm } from './film.ts';
import { record } from './record.ts';
import { Stage } from './stage.ts';

const isJson = process.argv.includes('--json');
const say = (words: string) => (isJson ? process.stderr : process.stdout).write(`${words}\n`);
const stage = new Stage(say);
const output = join(repository, 'demo-out');
const prompt = 'The little boat sets sail at dawn, gulls circling, gentle waves, slow camera push-in';
const screenshots: string[] = [];

interface Outcome {
  readonly clip: { readonly path: string; readonly bytes: number; readonly sha256: string };
  readonly servedSha256: string;
  readonly creates: number;
  readonly spentMicroUsd: number;
}

interface WholeOutcome extends Outcome {
  readonly film: Film & { readonly creates: number };
  readonly commandLine: CommandLineAct;
}

async function demo(): Promise<WholeOutcome> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  await stage.step('build the extension and pack the VSIX', () => build({ tests: false, quiet: true }));
  await stage.step('have VS Code at hand', () => ensureCodeServer(say));
  const world = await stage.step('start the simulator', () => makeDemoWorld());
  try {
    const server = await stage.step('install the VSIX and start VS Code', () => startVscode(world));
    const browser = await launchBrowser(join(world.dataDir, 'browser'));
    try {
      const vscode = await stage.step('open the workspace', () =>
        Workbench.open(browser, server.origin, { folder: world.workspace }, browser.pages()[0]),
      );
      try {
        await play(vscode, world.simulator);
        const outcome = await outcomeOf(world.workspace, world.simulator.stats);
        const film = await makeFilm({
          vscode,
          workspace: world.workspace,
          simulator: world.simulator,
          stage,
          shoot: (name) => shoot(vscode, name),
        });
        const commandLine = await useCommandLine({
          workspace: world.workspace,
          stateFolder: join(world.dataDir, 'command-line'),
          stage,
        });
        // The demo's workspace is removed at the end; what it was for stays.
        await cp(world.workspace, join(output, 'workspace'), { recursive: true });
        const creates = world.simulator.stats.creates - outcome.creates;
        return { ...outcome, film: { ...film, creates }, commandLine };
      } catch (error) {
        await vscode.screenshot(join(output, 'failure.png'));
        throw error;
      }
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    await world.close();
  }
}

async function shoot(vscode: Workbench, name: string): Promise<void> {
  const path = join(output, `${String(screenshots.length + 1).padStart(2, '0')}-${name}.png`);
  await vscode.screenshot(path);
  screenshots.push(path);
}

async function play(vscode: Workbench, simulator: Simulator): Promise<void> {
  const { panel } = vscode;
  await stage.step('set the made-up key', async () => {
    await vscode.run('Video Prompt: Set API Key…');
    await vscode.answer('CometAPI key', madeUpKey);
    await vscode.untilNotified('is stored');
    await vscode.run('Notifications: Clear All Notifications');
  });
  await stage.step('right-click the image', async () => {
    await vscode.expandFolder('images');
    await vscode.explorerRow('harbour-dawn.png').waitFor();
    await vscode.openExplorerMenu(['harbour-dawn.png']);
    await shoot(vscode, 'explorer-menu');
    await vscode.chooseFromMenu('Generate Video from Image…');
  });
  await stage.step('type the prompt and see the price', async () => {
    const field = panel.getByRole('textbox', { name: /prompt/i });
    await field.waitFor();
    await panel.getByText('harbour-dawn.png').first().waitFor();
    await shoot(vscode, 'panel-with-image');
    await field.fill(prompt);
    await panel.getByRole('button', { name: /Generate.*\$0\.32/ }).waitFor();
    await panel.locator('.generate[aria-disabled="false"]').waitFor();
    await shoot(vscode, 'price-on-the-button');
  });
  await stage.step('press Generate and see progress', async () => {
    // However long the looking takes: the clip is ready when it is released.
    simulator.hold();
    await panel.getByRole('button', { name: /Generate.*\$0\.32/ }).click();
    await vscode.dialog.getByText(/harbour-dawn\.png/).waitFor();
    await shoot(vscode, 'what-is-uploaded');
    await vscode.dialog.getByRole('button', { name: 'Upload' }).click();
    await panel
      .getByText(/Rendering \d+ %/)
      .first()
      .waitFor();
    await vscode.spendItem.filter({ hasText: /1/ }).waitFor();
    await shoot(vscode, 'rendering');
    simulator.release();
  });
  await stage.step('wait for the clip', async () => {
    await panel.locator('video').first().waitFor();
    await vscode.spendItem.filter({ hasText: '$0.32' }).waitFor();
  });
  await stage.step('watch the clip play', async () => {
    const video = panel.locator('video').first();
    await video.scrollIntoViewIfNeeded();
    await video.evaluate(async (element) => {
      const player = element as HTMLVideoElement;
      player.muted = true;
      await player.play();
      await new Promise<void>((resolve) => {
        player.addEventListener('timeupdate', () => {
          if (player.currentTime > 0.8) resolve();
        });
      });
    });
    await shoot(vscode, 'clip-plays');
    await vscode.explorerRow('videos').click();
    await vscode.explorerRow(`${slug}.mp4.json`).waitFor();
    await shoot(vscode, 'clip-in-the-workspace');
  });
}

const slug = 'the-little-boat-sets-sail-at-dawn-gulls-circling-gentle';

async function outcomeOf(
  workspace: string,
  stats: { readonly creates: number; readonly servedSha256?: string },
): Promise<Outcome> {
  return await stage.step('compare the clip with what was served', async () => {
    const source = join(workspace, 'videos', `${slug}.mp4`);
    const bytes = await readFile(source);
    const sidecar = JSON.parse(await readFile(`${source}.json`, 'utf8')) as {
      readonly charge: { readonly microUsd: number };
      readonly clip: { readonly sha256: string };
    };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const servedSha256 = stats.servedSha256 ?? '';
    if (sha256 !== servedSha256 || sha256 !== sidecar.clip.sha256)
      throw new Error('The clip is not what was served.');
    if (stats.creates !== 1)
      throw new Error(`There were ${String(stats.creates)} create requests instead of one.`);
    const path = join(output, 'workspace/videos', `${slug}.mp4`);
    const { size } = await stat(source);
    return {
      clip: { path, bytes: size, sha256 },
      servedSha256,
      creates: stats.creates,
      spentMicroUsd: sidecar.charge.microUsd,
    };
  });
}

try {
  if (process.argv.includes('--record')) {
    const { path, bytes } = await record(stage, say);
    say(`\nThe picture: ${path}, ${String(Math.round(bytes / 1024))} KiB`);
    process.exit();
  }
  const outcome = await demo();
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ ok: true, ...outcome, steps: stage.steps, screenshots })}\n`);
  } else {
    say(`\nThe clip: ${outcome.clip.path}`);
    say(`  ${String(outcome.clip.bytes)} bytes, sha256 ${outcome.clip.sha256}`);
    say(`  spent $${(outcome.spentMicroUsd / 1e6).toFixed(2)}, ${String(outcome.creates)} create request`);
    say(`The film: ${outcome.film.clips.join(', ')}`);
    say(`On the command line: ${outcome.commandLine.clips.join(', ')}`);
    say(`Screenshots: ${output}`);
  }
} catch (error) {
  const words = error instanceof Error ? error.message : String(error);
  if (isJson) process.stdout.write(`${JSON.stringify({ ok: false, step: stage.current, error: words })}\n`);
  else say(`\nFailed at “${stage.current}”: ${words}`);
  process.exitCode = 1;
}

import { rm, writeFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { join } from 'node:path';
import {
  type DemoWorld,
  type DemoWorldOptions,
  madeUpKey,
  makeDemoWorld,
  startVscode,
} from '../demo/demoWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, writeSettings } from '../support/codeServer.ts';
import { outFolder } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { type Installation, type ServerOptions, sharedInstallation } from './installation.ts';
import { type Opened, Workbench } from '../support/workbench.ts';

export interface FixtureOptions extends DemoWorldOptions {
  readonly workspaceTrust?: boolean;
  /** The key in the environment; the made-up one by default, none with `null`. */
  readonly key?: string | null;
  /** A VS Code and a browser of its own, for tests that end them or look into what they keep. */
  readonly isOwn?: boolean;
}

/** A workspace, a simulator and a real VS Code with the packaged extension, for one group of tests. */
export class Fixture {
  readonly world: DemoWorld;
  server: CodeServer;
  browser: BrowserContext;
  readonly #options: FixtureOptions;
  #settings: Readonly<Record<string, unknown>>;
  readonly #shared: Installation | undefined;

  private constructor(
    world: DemoWorld,
    server: CodeServer,
    browser: BrowserContext,
    options: FixtureOptions,
    shared?: Installation,
  ) {
    this.world = world;
    this.server = server;
    this.browser = browser;
    this.#options = options;
    this.#shared = shared;
    this.#settings = { 'videoPrompt.api.baseUrl': world.simulator.origin, ...options.settings };
  }

  static async start(options: FixtureOptions = {}): Promise<Fixture> {
    if (options.isOwn !== true) {
      const shared = await sharedInstallation(serverOptions(options));
      const { dataDir, server, browser } = shared;
      return new Fixture(await makeDemoWorld({ ...options, dataDir }), server, browser, options, shared);
    }
    const world = await makeDemoWorld(options);
    const server = await startVscode(world, serverOptions(options));
    return new Fixture(world, server, await launchBrowser(join(world.dataDir, 'browser')), options);
  }

  async open(opened: Opened = { folder: this.world.workspace }): Promise<Workbench> {
    return await Workbench.open(this.browser, this.server.origin, opened);
  }

  /** Changes the user's settings; windows that are opened or reloaded afterwards have them. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await writeSettings(this.world.dataDir, this.#settings);
  }

  /** Ends VS Code whole, browser included, and starts it again on the same data. */
  async restart(): Promise<void> {
    if (this.#shared !== undefined)
      throw new Error('Others use this VS Code: it is restarted by isOwn only.');
    await this.browser.close();
    await this.server.stop();
    this.server = await startVscode(this.world, {
      ...serverOptions(this.#options),
      port: Number(new URL(this.server.origin).port),
    });
    this.browser = await launchBrowser(join(this.world.dataDir, 'browser'));
  }

  /** After a failed test: what every window showed. */
  async shootFailure(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state !== 'failed') return;
    // What it held would keep the tests after it waiting.
    this.world.simulator.release();
    const pages = this.browser.pages().filter((page) => page.url() !== 'about:blank');
    for (const [index, page] of pages.entries()) {
      const name = test.title.replace(/\W+/g, '-').slice(0, 60);
      await page.screenshot({ path: shotPath(`failed-${name}-${String(index)}`) });
    }
  }

  async close(): Promise<void> {
    if (this.#shared === undefined) {
      await this.browser.close();
      await this.server.stop();
    } else await this.#shared.clean();
    await this.world.close();
  }
}

function serverOptions({ workspaceTrust = false, key = madeUpKey }: FixtureOptions): ServerOptions {
  return { workspaceTrust, hasFewBuiltins: true, env: key === null ? {} : { COMETAPI_KEY: key } };
}

export function shotPath(name: string): string {
  return join(outFolder, 'screenshots', `${name}.png`);
}

/** Answers the question that comes with the first image of a workspace. */
export async function agreeToUpload(vscode: Workbench): Promise<void> {
  await vscode.dialog.getByRole('button', { name: 'Upload' }).click();
}

/** Answers the question about the price that follows every command, lens and list. */
export async function agreeToPrice(vscode: Workbench): Promise<void> {
  await vscode.dialog.getByRole('button', { name: /^Generate for/ }).click();
}

/** Opens the panel, types the prompt and presses Generate. */
export async function generate(vscode: Workbench, prompt: string): Promise<void> {
  const { panel } = vscode;
  const field = panel.getByRole('textbox', { name: /prompt/i });
  if (!(await field.isVisible())) await vscode.openPanel();
  await field.fill(prompt);
  // What comes with the answer to an edit moves the button, and a press on its old place is none.
  await panel.locator('[data-settled] .generate[aria-disabled="false"]').waitFor();
  await panel.getByRole('button', { name: /^Generate/ }).click();
}

/** A window hears of files only some time after it has opened: what another one writes before that it never learns. */
export async function untilWatched(vscode: Workbench, workspace: string): Promise<void> {
  const probes: string[] = [];
  let heard = 0;
  await until('the window hears of files', async () => {
    const name = `watched-${String(probes.length)}.txt`;
    probes.push(name);
    await writeFile(join(workspace, name), '');
    const isHeard = await vscode
      .explorerRow(name)
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    // The first may have been there when the explorer was drawn.
    heard = isHeard ? heard + 1 : 0;
    return heard >= 2;
  });
  await Promise.all(probes.map((name) => rm(join(workspace, name))));
}

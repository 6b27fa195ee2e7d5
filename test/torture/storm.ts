import type { BrowserContext } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobSummary } from '../../src/api.ts';
import { type DemoWorld, madeUpKey, makeDemoWorld } from '../demo/demoWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, installVsix, startCodeServer } from '../support/codeServer.ts';
import { vsixPath } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { Workbench } from '../support/workbench.ts';
import { databaseFaults } from './databaseCheck.ts';
import { moments } from './moments.ts';
import { type Host, installOrderly, livingHosts } from './orderly.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { faultsOf, sentTwice } from './verdict.ts';

interface Window {
  readonly page: Workbench;
  host: Host;
}

export interface Kill {
  readonly moment: string;
  readonly window: number;
  /** Absent: nothing was sent twice up to now. */
  readonly fault?: string;
}

export interface StormEnd {
  readonly kills: readonly Kill[];
  readonly jobs: number;
  readonly creates: number;
  readonly saved: number;
  readonly uncertain: number;
  readonly faults: readonly string[];
}

/** A real VS Code with two windows, whose extension hosts are killed at chosen moments while jobs are under way. */
export class Storm {
  readonly #world: DemoWorld;
  readonly #server: CodeServer;
  readonly #browser: BrowserContext;
  readonly #hosts: string;
  readonly #windows: Window[] = [];
  readonly #random: () => number;
  readonly #kills: Kill[] = [];
  #orders = 0;

  private constructor(
    world: DemoWorld,
    server: CodeServer,
    browser: BrowserContext,
    hosts: string,
    seed: number,
  ) {
    this.#world = world;
    this.#server = server;
    this.#browser = browser;
    this.#hosts = hosts;
    this.#random = seededRandom(seed);
  }

  static async start(seed: number): Promise<Storm> {
    const world = await makeDemoWorld({
      renderMs: 1_200,
      settings: {
        'videoPrompt.automation.allowUnattended': true,
        'videoPrompt.budget.perDayUsd': null,
        'videoPrompt.budget.perMonthUsd': null,
        'videoPrompt.jobs.maxConcurrent': 20,
      },
    });
    const hosts = join(world.dataDir, 'hosts');
    await mkdir(hosts);
    await installVsix(vsixPath, { dataDir: world.dataDir });
    await installOrderly(world.dataDir);
    const env = { COMETAPI_KEY: madeUpKey, TORTURE_HOSTS: hosts };
    const server = await startCodeServer({ dataDir: world.dataDir, env });
    const browser = await launchBrowser(join(world.dataDir, 'browser'));
    const storm = new Storm(world, server, browser, hosts, seed);
    for (let window = 0; window < 2; window++) {
      const page = await Workbench.open(browser, server.origin, { folder: world.workspace });
      storm.#windows.push({ page, host: await storm.#newHost() });
    }
    return storm;
  }

  /** Orders a clip in one window, kills that window at a moment of the job, and reloads it. */
  async strike(index: number): Promise<Kill> {
    const moment = moments[index % moments.length] ?? moments[0];
    const number = Math.floor(this.#random() * 2);
    const window = this.#windows[number];
    if (moment === undefined || window === undefined) throw new Error('There is no window.');
    this.#orders++;
    const prompt = `Take ${String(this.#orders)} of a kite over the dunes${moment.marker}`;
    window.host.order(prompt).catch(() => undefined);
    await moment.reach(this.#world.simulator, prompt, this.#random);
    process.kill(window.host.pid, 'SIGKILL');
    await window.page.reload();
    window.host = await this.#newHost();
    const [twice] = sentTwice(this.#world.simulator);
    const kill: Kill = {
      moment: moment.name,
      window: number,
      ...(twice === undefined ? {} : { fault: `sent twice: ${twice}` }),
    };
    this.#kills.push(kill);
    return kill;
  }

  /** Waits until every job has come to rest, and looks at everything that is left. */
  async end(): Promise<StormEnd> {
    const host = this.#windows[0]?.host;
    if (host === undefined) throw new Error('There is no window.');
    const isAtRest = ({ state }: JobSummary) => state === 'saved' || state === 'uncertain';
    const rested = await until('every job at rest', async () => {
      const all = await host.jobs();
      return all.every(isAtRest) && all;
    }).catch(() => undefined);
    const jobs = rested ?? (await host.jobs());
    const { simulator, workspace, dataDir } = this.#world;
    const faults = await faultsOf({ simulator, jobs, videos: join(workspace, 'videos') });
    await this.#browser.close();
    await this.#server.stop();
    const storage = join(dataDir, 'User/globalStorage/video-prompt.video-prompt');
    return {
      kills: this.#kills,
      jobs: jobs.length,
      creates: simulator.stats.creates,
      saved: jobs.filter(({ state }) => state === 'saved').length,
      uncertain: jobs.filter(({ state }) => state === 'uncertain').length,
      faults: [...faults, ...databaseFaults(storage)],
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await this.#world.close();
  }

  /** The host of the window that was opened or reloaded last: the one that no other window has. */
  async #newHost(): Promise<Host> {
    return await until('an extension host that takes orders', async () => {
      const taken = new Set(this.#windows.map(({ host }) => host.pid));
      const mine = (await livingHosts(this.#hosts)).filter(({ pid }) => !taken.has(pid));
      return mine.length === 1 && mine[0];
    });
  }
}

import assert from 'node:assert/strict';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport } from '../../../../src/cli/run/runReport.ts';
import type { RefusalCode } from '../../../../src/cli/render/refusal.ts';
import type { NextStep } from '../../../../src/reports/nextStep.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/server.ts';
import { type FilmFolder, makeFilmFolder } from '../../../support/filmFolder.ts';
import { repository } from '../../../support/paths.ts';
import { type CliRun, type CliWorld, runCli } from '../fakeContext.ts';

export const keyText = 'sk-abcDEF_123-456';

export const film = `---
model: veo3.1-fast
seconds: 4
aspectRatio: 16:9
resolution: 720p
---

## One

A boat.

## Two

A ship.
`;

/** What \`render --format json\` and \`resume --format json\` give. */
export interface RunJson extends Pick<RunReport, 'money' | 'notPlanned'> {
  readonly errors: readonly { readonly rule: string; readonly line: number }[];
  readonly clips: RunReport['jobs'];
  readonly refusal?: {
    readonly code: RefusalCode;
    readonly message: string;
    readonly next: readonly NextStep[];
  };
}

export interface RenderRun extends CliRun {
  readonly json: RunJson;
}

/** A folder of prompt files with a state folder beside it, before an offline CometAPI. */
export class RenderWorld {
  readonly films: FilmFolder;
  readonly simulator: Simulator;
  readonly #states: FilmFolder;

  private constructor(films: FilmFolder, states: FilmFolder, simulator: Simulator) {
    this.films = films;
    this.#states = states;
    this.simulator = simulator;
  }

  static async make(text = film): Promise<RenderWorld> {
    const clip = await readFile(join(repository, 'media/sample.mp4'));
    const simulator = await startSimulator({ clip, renderMs: 0 });
    const films = await makeFilmFolder();
    await films.write('film.video.md', text);
    return new RenderWorld(films, await makeFilmFolder(), simulator);
  }

  async close(): Promise<void> {
    await this.simulator.close();
    await this.films.remove();
    await this.#states.remove();
  }

  get creates(): number {
    return this.simulator.stats.creates;
  }

  get stateFolder(): string {
    return this.#states.path('state');
  }

  /** Where jobs are kept and CometAPI is. */
  get place(): readonly string[] {
    return [`--state=${this.stateFolder}`, `--base-url=${this.simulator.origin}`];
  }

  async run(args: readonly string[], world: CliWorld = {}): Promise<CliRun> {
    return await runCli(args, { workingDirectory: this.films.folder, keyText, ...world });
  }

  /** `render` as a program calls it, with the exit code that it must have. */
  async render(exitCode: number, args: readonly string[], world: CliWorld = {}): Promise<RenderRun> {
    return await this.#json(exitCode, ['render', ...args], world);
  }

  async resume(exitCode: number, world: CliWorld = {}): Promise<RenderRun> {
    return await this.#json(exitCode, ['resume'], world);
  }

  async #json(exitCode: number, args: readonly string[], world: CliWorld): Promise<RenderRun> {
    const ran = await this.run([...args, ...this.place, '--format=json'], world);
    assert.equal(ran.exitCode, exitCode, ran.stdout + ran.stderr);
    return { ...ran, json: JSON.parse(ran.stdout) as RunJson };
  }

  /** An environment whose only program is an ffmpeg that gives this picture, whatever it is asked for. */
  async withFfmpeg(picture: Uint8Array): Promise<Readonly<Record<string, string>>> {
    await this.#states.write('bin/frame.png', picture);
    const script = `#!/bin/sh\nfor last; do :; done\n[ "$1" = -version ] || /bin/cp ${this.#states.path('bin/frame.png')} "$last"\n`;
    await this.#states.write('bin/ffmpeg', script);
    await chmod(this.#states.path('bin/ffmpeg'), 0o755);
    return { PATH: this.#states.path('bin') };
  }
}

export function states({ json }: RenderRun): readonly string[] {
  return json.clips.map(({ shot, state }) => `${shot} ${state}`);
}

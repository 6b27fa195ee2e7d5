import type { Answer } from '../../../src/agent/answer.ts';
import type { RenderPorts } from '../../../src/agent/render.ts';
import { runTool } from '../../../src/agent/runTool.ts';
import type { ToolName } from '../../../src/agent/toolNames.ts';
import { defaultModelId } from '../../../src/core/catalogue/defaultModelId.ts';
import { completeRequest } from '../../../src/core/defaults.ts';
import type { SubmitItem } from '../../../src/core/batch.ts';
import type { Job } from '../../../src/core/job.ts';
import { modelIn } from '../../../src/core/market.ts';
import { fileNameOfUri } from '../../../src/core/uriPath.ts';
import { makeJob } from '../core/makeJob.ts';
import { FilmWorld, promptFileUri } from '../shots/filmWorld.ts';

/** A prompt file and jobs in memory, as the tools for agents see them. */
export class AgentWorld {
  readonly film = new FilmWorld();
  /** Those of requests without a prompt file, newest first. */
  readonly jobs: Job[] = [];
  readonly submitted: (readonly SubmitItem[])[] = [];
  readonly gone = new Set<string>();
  /** What a submission ends with. */
  refusal: Error | undefined;
  isTrusted: () => void = () => undefined;
  allowanceMicroUsd = 0;
  capMicroUsd: number | undefined;
  now = 0;
  asks: 'now' | 'later' = 'now';
  /** What changes while somebody waits. */
  onWait: () => void = () => undefined;
  readonly waits: number[] = [];

  async call(name: ToolName, input: unknown, signal = new AbortController().signal): Promise<Answer> {
    return await runTool(name, input, this.#ports(), signal);
  }

  #ports(): RenderPorts {
    const file = async () => await this.film.states.look(promptFileUri);
    const all = () => [...this.jobs, ...this.film.jobs];
    return {
      market: () => Promise.resolve(this.film.market),
      promptFile: file,
      savedFile: file,
      complete: (input) => {
        const id = input.model ?? defaultModelId;
        return Promise.resolve({ ...completeRequest(input, modelIn(this.film.market, id)), model: id });
      },
      look: ({ images }) =>
        Promise.resolve(
          images.map((image) => ({
            ...image,
            kind: 'read',
            bytes: 1,
            facts: { type: 'image/png', width: 1280, height: 720 },
          })),
        ),
      checkContext: () => ({ workspaceFolderUris: ['file:///work/film'] }),
      pathOf: fileNameOfUri,
      budget: () =>
        Promise.resolve({
          allowanceMicroUsd: this.allowanceMicroUsd,
          ...(this.capMicroUsd === undefined ? {} : { capMicroUsd: this.capMicroUsd }),
        }),
      job: (id) => Promise.resolve(all().find((job) => job.id === id)),
      newestJobs: () => Promise.resolve(all()),
      jobsOf: () => Promise.resolve(this.film.jobs),
      untilChange: (withinMs) => {
        this.waits.push(withinMs);
        this.now += Math.min(withinMs, 1_000);
        this.onWait();
        return Promise.resolve();
      },
      now: () => this.now,
      asks: this.asks,
      requireTrust: () => this.isTrusted(),
      folderOf: () => 'file:///work/film',
      lastFrame: (clip) => Promise.resolve({ uri: `${clip}.png`, clipSha256: '' }),
      jobsLike: () => Promise.resolve({ jobs: this.jobs, upTo: 7 }),
      isThere: (uri) => Promise.resolve(!this.gone.has(uri)),
      submit: (items) => {
        this.submitted.push(items);
        if (this.refusal !== undefined) return Promise.reject(this.refusal);
        return Promise.resolve(
          items.map(({ request, source }, at) =>
            makeJob({
              id: `new-${String(at)}`,
              request,
              by: 'agent',
              ...(source === undefined ? {} : { source }),
            }),
          ),
        );
      },
    };
  }
}

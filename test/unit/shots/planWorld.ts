import assert from 'node:assert/strict';
import type { JobState } from '../../../src/core/job.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { type PlanChange, planChanges } from '../../../src/shots/planChanges.ts';
import {
  planFiles,
  type PlannedFile,
  type Planning,
  type PlanOnly,
  type PlanPlaces,
} from '../../../src/shots/planFiles.ts';
import type { RenderPlan } from '../../../src/shots/renderPlan.ts';
import { FilmWorld, promptFileUri } from './filmWorld.ts';
import { rival } from './rival.ts';

export const liveStates = [
  'queued',
  'submitting',
  'running',
  'downloading',
  'stored',
  'uncertain',
  'stopped',
] as const satisfies readonly JobState[];

const otherFileUri = 'file:///work/film/other.video.md';

/** A film that is planned. */
export class PlanWorld extends FilmWorld {
  root = 'file:///work/film';
  folder: string | undefined = 'file:///work/film';

  get #places(): PlanPlaces {
    return { rootUri: this.root, folderOf: () => this.folder, digests: { text: sha256 } };
  }

  async plan(text: string, only: PlanOnly): Promise<Planning> {
    return await this.planAll([text], only);
  }

  /** Of up to two files. */
  async planAll(texts: readonly string[], only: PlanOnly): Promise<Planning> {
    return await planFiles(await this.#files(texts), only, this.#places);
  }

  async changes(plan: RenderPlan, text: string | undefined): Promise<readonly PlanChange[]> {
    return await planChanges(plan, text === undefined ? [] : await this.#files([text]), this.#places);
  }

  /** A job of the shot at this place, made for these words. */
  async begin(text: string, at: number, state: JobState): Promise<void> {
    const chosen = (await this.chosen(text))[at] ?? assert.fail();
    const [item] = await this.items([
      {
        ...chosen,
        cell: { ...chosen.cell, frames: chosen.cell.frames.filter(({ kind }) => kind !== 'lacking') },
      },
    ]);
    assert.ok(item !== undefined);
    this.jobs.push(rival(item, state, `job ${String(this.jobs.length)}`));
  }

  async #files(texts: readonly string[]): Promise<readonly PlannedFile[]> {
    return await Promise.all(
      texts.map(async (text, at) => {
        const uri = at === 0 ? promptFileUri : otherFileUri;
        this.texts.set(uri, text);
        return await this.states.look(uri);
      }),
    );
  }
}

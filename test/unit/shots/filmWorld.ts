import assert from 'node:assert/strict';
import { defaultModelId } from '../../../src/core/catalogue/defaultModelId.ts';
import type { SubmitItem } from '../../../src/core/batch.ts';
import type { Job } from '../../../src/core/job.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../src/core/promptFile/resolvePromptFile.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { recipeOf, recipeText } from '../../../src/core/recipe.ts';
import type { RequestImage } from '../../../src/core/request.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { fileNameOfUri } from '../../../src/core/uriPath.ts';
import type { CellState } from '../../../src/shots/cellStates.ts';
import type { Made } from '../../../src/shots/made.ts';
import { createPromptFileStates, type StatePorts } from '../../../src/shots/promptFileStates.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import {
  byTake,
  promptFileOf,
  type RecordedClip,
  sidecarBeside,
  type UnreadableClip,
} from '../../../src/shots/recordedClip.ts';
import { type ChosenCell, renderItems } from '../../../src/shots/renderItems.ts';
import { anywhere } from '../core/promptFile/makeFile.ts';
import { makeJob } from '../core/makeJob.ts';

const folderUri = 'file:///work/film';
export const promptFileUri = `${folderUri}/boat.video.md`;

/** Every image suits every model that takes any. */
const facts = { type: 'image/png', width: 1280, height: 720 } as const;

/** A prompt file with the clips that were made of it, in memory: what is written down of each is its sidecar's text. */
export class FilmWorld {
  readonly sidecars = new Map<string, string>();
  readonly jobs: Job[] = [];
  /** Clips whose sidecars cannot be read. */
  readonly unreadable: UnreadableClip[] = [];
  /** What images hold, by their file names; of any other the name itself. */
  readonly pictures = new Map<string, string>();
  /** What clips hold, by their URIs. */
  readonly #clips = new Map<string, string>();
  /** What prompt files say, by their URIs. */
  readonly texts = new Map<string, string>();
  market = shippedMarket;
  /** Of every text. */
  version = 1;
  /** What looking for jobs ends with. */
  failure: Error | undefined;
  /** What was asked for, one after the other: `jobs`, `image boat.png`. */
  readonly asked: string[] = [];
  #made = 0;
  readonly states = createPromptFileStates(this.#ports());

  /** As they stand when everything is looked at again. */
  async cells(text: string): Promise<readonly CellState[]> {
    this.texts.set(promptFileUri, text);
    return (await this.states.look(promptFileUri)).cells;
  }

  #ports(): StatePorts {
    const ask = async <Answer>(question: string, answer: () => Answer): Promise<Answer> => {
      this.asked.push(question);
      return await Promise.resolve(answer());
    };
    return {
      versionOf: () => this.version,
      resolve: async (uri) => {
        this.asked.push('words');
        return await resolvePromptFile(
          readPromptFile(this.texts.get(uri) ?? ''),
          uri,
          anywhere((base) => {
            const text = this.texts.get(base);
            return text === undefined ? { reason: 'none' } : { text };
          }),
        );
      },
      made: (uri) => ask('jobs', () => this.#madeOf(uri)),
      digests: {
        image: (uri) => ask(`image ${fileNameOfUri(uri)}`, () => this.#imageDigest(uri)),
        file: (uri) => ask(`file ${fileNameOfUri(uri)}`, () => this.#clips.get(uri)),
        text: sha256,
      },
      look: (uri) =>
        ask(`look ${fileNameOfUri(uri)}`, () => ({ uri, role: 'reference', kind: 'read', bytes: 1, facts })),
      market: () => ask('market', () => this.market),
      settings: () => ({ defaultModelId, workspaceFolderUris: [folderUri] }),
    };
  }

  #madeOf(promptFile: string): Made {
    if (this.failure !== undefined) throw this.failure;
    const takes = [...this.sidecars].map(([uri, sidecar]): RecordedClip => ({
      uri,
      sidecarUri: sidecarBeside(uri),
      sidecar: readSidecar(sidecar),
      isThere: this.#clips.has(uri),
    }));
    return {
      takes: takes.filter((take) => promptFileOf(take) === promptFile).sort(byTake),
      unreadable: this.unreadable,
      jobs: this.jobs.filter(({ source }) => source?.promptFileUri === promptFile),
      strays: this.jobs.filter(({ source }) => source !== undefined && !this.texts.has(source.promptFileUri)),
      upTo: 0,
    };
  }

  async chosen(text: string): Promise<readonly ChosenCell[]> {
    return (await this.cells(text)).map((cell) => ({ file: promptFileUri, cell }));
  }

  async items(chosen: readonly ChosenCell[]): Promise<readonly SubmitItem[]> {
    return await renderItems(chosen, {
      folderOf: () => folderUri,
      agreedSecond: [],
      lastFrame: (clip) =>
        Promise.resolve({ uri: `file:///frames/${fileNameOfUri(clip)}.png`, clipSha256: this.#shaOf(clip) }),
    });
  }

  /** Makes the clips and their sidecars, in the order of the items. The URIs of the clips. */
  async render(chosen: readonly ChosenCell[]): Promise<readonly string[]> {
    const made: string[] = [];
    for (const item of await this.items(chosen)) made.push(this.#make(item, made));
    return made;
  }

  remove(clipUri: string): void {
    this.#clips.delete(clipUri);
  }

  #make({ request, output, source, follows }: SubmitItem, made: readonly string[]): string {
    assert.ok(output !== undefined && source !== undefined);
    const images = [...request.images];
    if (follows !== undefined) {
      assert.ok('item' in follows.clipOf);
      const clip = made[follows.clipOf.item] ?? assert.fail('It follows a clip that is not made before it.');
      images.splice(follows.at, 0, {
        uri: 'file:///frames/awaited.png',
        role: follows.role,
        clip: { uri: clip, sha256: this.#shaOf(clip) },
      });
    }
    const uri = `${output.directoryUri}/${encodeURIComponent(output.baseName)}.mp4`;
    assert.ok(!this.#clips.has(uri), `${uri} is there already.`);
    this.#clips.set(uri, sha256(`clip ${String(++this.#made)}`));
    const full = { ...request, images };
    const recipe = recipeOf(
      full,
      images.map((image) => this.#imageDigest(image.uri)),
    );
    const job = makeJob({
      state: 'saved',
      request: full,
      output,
      source: { ...source, digest: sha256(recipeText(recipe)) },
      images: images.map((image) => this.#snapshot(image)),
      clip: { bytes: 1, sha256: this.#shaOf(uri), extension: '.mp4', uri },
    });
    this.sidecars.set(uri, writeSidecar(job, { savedAt: this.#made }));
    return uri;
  }

  #snapshot({ uri, role }: RequestImage) {
    return {
      name: fileNameOfUri(uri),
      role,
      type: 'image/png' as const,
      bytes: 1,
      sha256: this.#imageDigest(uri),
    };
  }

  #imageDigest(uri: string): string {
    const name = fileNameOfUri(uri);
    return sha256(this.pictures.get(name) ?? name);
  }

  #shaOf(clipUri: string): string {
    return this.#clips.get(clipUri) ?? assert.fail(`There is no ${clipUri}.`);
  }
}

import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presetOptionsOf } from '../../../src/core/preset.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { mergeLayers } from '../../../src/core/promptFile/layers.ts';
import { writePromptFile } from '../../../src/core/promptFile/writePromptFile.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { compareRecipes, recipeOf, recipeOfSidecar } from '../../../src/core/recipe.ts';
import type { VideoRequest } from '../../../src/core/request.ts';
import {
  omitOptions,
  type OptionName,
  optionNames,
  pickOptions,
  requestOptions,
} from '../../../src/core/requestOptions.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { repository } from '../../support/paths.ts';
import { makeJob } from './makeJob.ts';

type Options = Required<Pick<VideoRequest, OptionName>>;

/** A value of each option, and another one. */
const one: Options = {
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  mode: 'std',
  negativePrompt: 'no fog',
  seed: 1,
  audio: true,
  variants: 2,
  output: 'clips/',
  remixOf: { taskId: 'a', origin: 'https://api.example' },
};
const other: Options = {
  model: 'veo3.1',
  seconds: 8,
  aspectRatio: '9:16',
  resolution: '1080p',
  mode: 'pro',
  negativePrompt: 'no people',
  seed: 2,
  audio: false,
  variants: 3,
  output: 'clips/boat',
  remixOf: { taskId: 'b', origin: 'https://api.example' },
};
const request: VideoRequest = { prompt: 'A boat.', images: [], ...one };

describe('the options of a request', () => {
  it('are one table, which the compiler holds against the request', () => {
    interface WithTempo extends VideoRequest {
      readonly tempo?: number;
    }
    type Names = Exclude<keyof WithTempo, 'prompt' | 'images'>;
    // @ts-expect-error An option without an entry is no table of all options.
    const incomplete: Readonly<Record<Names, unknown>> = requestOptions;
    assert.deepEqual(Object.keys(incomplete), optionNames);
  });

  it('are picked and left out by name; what is not said stays absent', () => {
    const said = { model: 'a', seed: undefined, prompt: 'b' };
    assert.deepEqual(pickOptions(said, ['model', 'seed']), { model: 'a' });
    assert.deepEqual(omitOptions(said, ['model', 'seed']), { prompt: 'b' });
  });

  for (const name of optionNames) {
    const changed: VideoRequest = { ...request, [name]: other[name] };
    const { isInRecipe, isInPreset } = requestOptions[name];

    it(`reach a request from a prompt file, and a later layer wins: ${name}`, () => {
      const fileUri = 'file:///work/a.video.md';
      const layer = (of: VideoRequest) => {
        const values = readPromptFile(writePromptFile(of, fileUri)).frontMatter?.values ?? {};
        return { values, text: '', fileUri };
      };
      assert.deepEqual(mergeLayers([layer(changed)]).options[name], other[name]);
      assert.deepEqual(mergeLayers([layer(changed), layer(request)]).options[name], one[name]);
    });

    it(`are kept in a sidecar: ${name}`, () => {
      const job = makeJob({ state: 'saved', request: changed });
      const kept = readSidecar(writeSidecar(job, { savedAt: 1 })).request[name];
      // The origin of a task may be a private one.
      assert.deepEqual(kept, name === 'remixOf' ? { taskId: 'b' } : other[name]);
    });

    it(`make a clip stale ${isInRecipe ? 'by their value' : 'in no case'}: ${name}`, () => {
      const found = compareRecipes(recipeOf(request, []), recipeOf(changed, []));
      assert.deepEqual(found, isInRecipe ? [{ field: name }] : []);
      const sidecar = readSidecar(writeSidecar(makeJob({ state: 'saved', request }), { savedAt: 1 }));
      assert.deepEqual(compareRecipes(recipeOfSidecar(sidecar), recipeOf(changed, [])), found);
    });

    it(`${isInPreset ? 'belong' : 'do not belong'} to a preset: ${name}`, () => {
      assert.equal(Object.hasOwn(presetOptionsOf(request), name), isInPreset);
    });
  }

  it('go by their names only where a rule is about one of them', async () => {
    // The others are common words.
    const names: readonly OptionName[] = [
      'aspectRatio',
      'resolution',
      'negativePrompt',
      'seed',
      'variants',
      'remixOf',
    ];
    const literal = new RegExp(`'(?:${names.join('|')})'`);
    const found: string[] = [];
    for await (const file of glob('src/**/*.ts', { cwd: repository })) {
      // What a provider or a model calls an option is said there.
      if (/^src\/(?:comet|simulator|core\/catalogue)\//.test(file)) continue;
      if (literal.test(await readFile(join(repository, file), 'utf8'))) found.push(file);
    }
    assert.deepEqual(found.sort(), Object.keys(rules).sort());
  });
});

/** Why a file names single options. What lists all of a kind takes them from the table. */
const rules: Readonly<Record<string, string>> = {
  'src/core/defaults.ts': 'the nearest shape and resolution of another model',
  'src/core/dropped.ts': 'what another model may not take over',
  'src/core/imageFix.ts': 'the shape that a copy of an image gets',
  'src/core/preflight.ts': 'what is wrong with a value',
  'src/core/promptFile/nearestKey.ts': 'other words for keys',
  'src/core/promptFile/proseMarks.ts': 'what looks like an option in a prompt',
  'src/core/quote.ts': 'what a price depends on',
  'src/core/recipe.ts': 'a remix is known by its task alone',
  'src/core/recordSchema.ts': 'what documents keep in another form',
  'src/core/renderForecast.ts': 'how long a render takes',
  'src/core/sidecar.ts': 'a remix is kept without its origin',
  'src/core/whatFits.ts': 'what may be changed to fit into a cap',
  'src/core/wishes.ts': 'what is wrong with a wish',
  'src/editor/models/quickGenerate.ts': 'questions in their order',
  'src/editor/models/quickWishes.ts': 'questions about wishes',
  'src/editor/panel/keptDraft.ts': 'what a draft does not keep',
  'src/engine/checkBatch.ts': 'a batch asks for too many clips',
  'src/promptLanguage/optionChoices.ts': 'the values that a model takes',
  'src/promptLanguage/valueChoices.ts': 'values with prices of their own',
  'src/views/noticeViews.ts': 'what may be changed to fit into a cap',
  'src/words/capWords.ts': 'what may be changed to fit into a cap',
  'src/words/recipeWords.ts': 'the words that options go by',
};

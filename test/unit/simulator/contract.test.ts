import assert from 'node:assert/strict';
import { models, secondsOf } from '../../../src/core/catalogue/catalogue.ts';
import type { Model, SizeOption } from '../../../src/core/catalogue/model.ts';
import { checkVideo } from '../../../src/core/mp4.ts';
import type { ImageBytes } from '../../../src/engine/ports.ts';
import {
  assertLinksWithoutKey,
  type ClientWorld,
  doneLink,
  foxRequest,
  newClientWorld,
  requestImage,
  wholeBody,
} from './clientWorld.ts';
import { documented } from './documented.ts';
import { wireOf } from './wire.ts';
import { sample, sha256 } from './simulatorWorld.ts';

/** Images in the order of the request. */
type Combination = readonly ImageBytes['role'][];

/** What a model's rules allow of: nothing, one frame, both frames, one reference, as many as possible. */
function combinationsOf({ images: { roles, max, min = 0, lastNeedsFirst } }: Model): readonly Combination[] {
  const references = Math.min(roles.reference ?? 0, max);
  const hasLast = roles.last !== undefined;
  const legal: Combination[] = [[]];
  if (roles.first !== undefined) legal.push(['first']);
  if (hasLast && !lastNeedsFirst) legal.push(['last']);
  if (hasLast && roles.first !== undefined && max >= 2) legal.push(['last', 'first']);
  if (references >= 1) legal.push(['reference']);
  if (references > 1) legal.push(Array.from({ length: references }, () => 'reference' as const));
  return legal.filter(({ length }) => length >= min);
}

function wordsFor(combination: Combination): string {
  const { length } = combination;
  return length > 2 ? `${length} references` : combination.join(' and ') || 'no image';
}

/** Shortest, middle and longest, as far as the images leave the choice. */
function lengthsOf(model: Model, combination: Combination): readonly number[] {
  const { lastFrameSeconds } = model.images;
  const free = secondsOf(model);
  const legal = combination.includes('last')
    ? free.filter((s) => lastFrameSeconds?.includes(s) ?? true)
    : free;
  const picked = [legal.at(0), legal.at(legal.length >> 1), legal.at(-1)];
  return [...new Set(picked)].filter((seconds) => seconds !== undefined);
}

function imagesOf({ images: { types } }: Model, combination: Combination): readonly ImageBytes[] {
  return combination.map((role, index) => {
    const type = types[index % types.length] ?? 'image/png';
    return requestImage(role, type, `${role} "${index + 1}" ü.${type.slice('image/'.length)}`);
  });
}

interface Order {
  readonly model: Model;
  readonly size: SizeOption;
  readonly seconds: number;
  readonly images: readonly ImageBytes[];
}

/** Sends one request through the real client and holds what arrived against the documentation. */
async function assertArrives(world: ClientWorld, { model, size, seconds, images }: Order): Promise<string> {
  const { aspectRatio, resolution } = size;
  const what = `${model.id} ${resolution} ${aspectRatio} ${seconds} s`;
  const isLinked = model.images.source === 'link';
  const request = {
    ...foxRequest,
    model: model.id,
    seconds,
    aspectRatio,
    resolution,
    images: images.map(({ role, name }) => ({
      uri: isLinked ? `https://images.example/${role}.png` : `file:///${name}`,
      role,
    })),
  };
  const sent = isLinked ? [] : images;
  const outcome = await world.create({ request, model, images: sent });
  assert.ok(outcome.kind === 'accepted', `${what}: ${JSON.stringify(outcome)}`);
  const recorded = world.simulator.log.at(-1);
  const { method, path, isAuthorized, fields, json, files } = recorded ?? {};
  assert.equal(recorded?.taskId, outcome.taskId, what);
  const wire = documented[model.id]?.sizes[resolution]?.[aspectRatio] ?? '';
  const expected = wireOf(model.dialect, { request, wire, images: sent });
  assert.deepEqual(
    { method, path, isAuthorized },
    { method: 'POST', path: expected.path, isAuthorized: true },
  );
  assert.deepEqual(fields ?? json, expected.body, what);
  assert.deepEqual(files ?? [], expected.files, what);
  return outcome.taskId;
}

/** A chat has no task to ask about; it has a test of its own. */
const withTasks = models.filter(({ dialect }) => dialect !== 'chat');

for (const model of withTasks) {
  describe(`the contract of client and simulator: ${model.id}`, () => {
    it('has the lengths, sizes and images of the documentation, no more and no fewer', () => {
      const facts = documented[model.id];
      assert.ok(facts, 'the documentation of a new model belongs into documented.ts');
      assert.deepEqual(secondsOf(model), facts.seconds);
      const sizes: Record<string, Record<string, string>> = {};
      for (const { resolution, aspectRatio, wire } of model.sizes) {
        (sizes[resolution] ??= {})[aspectRatio] = wire;
      }
      assert.deepEqual(sizes, facts.sizes);
      assert.deepEqual(combinationsOf(model).map(wordsFor), facts.images);
    });

    for (const combination of combinationsOf(model)) {
      const images = imagesOf(model, combination);
      it(`sends ${wordsFor(combination)} in every size, at its shortest, middle and longest`, async () => {
        await using world = await newClientWorld();
        const lengths = lengthsOf(model, combination);
        assert.ok(lengths.length > 0);
        for (const size of model.sizes) {
          for (const seconds of lengths) await assertArrives(world, { model, size, seconds, images });
        }
        assert.equal(world.simulator.stats.creates, model.sizes.length * lengths.length);
        assert.equal(world.simulator.stats.tasks, world.simulator.stats.creates);
      });
    }

    it('follows each request from create to the bytes, which are those of its own clip', async () => {
      await using world = await newClientWorld();
      const digests = new Set<string>();
      for (const combination of combinationsOf(model)) {
        for (const size of model.sizes.slice(0, 1)) {
          const [seconds = 0] = lengthsOf(model, combination);
          const taskId = await assertArrives(world, {
            model,
            size,
            seconds,
            images: imagesOf(model, combination),
          });
          assert.equal((await world.status(taskId, model.dialect)).kind, 'running');
          world.clock.nowMs += 60_000;
          const link = await doneLink(world, taskId, model.dialect);
          const bytes = await wholeBody(await world.download(taskId, { dialect: model.dialect, link }));
          assert.equal(sha256(bytes), world.simulator.stats.servedSha256);
          assert.ok(bytes.subarray(0, sample.length).equals(sample) && bytes.includes(taskId));
          const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length));
          assert.equal((await checkVideo(read, bytes.length)).kind, 'whole');
          if (model.dialect === 'unified') {
            assert.ok(
              (await wholeBody(await world.download(taskId, { dialect: model.dialect }))).equals(bytes),
            );
          }
          digests.add(sha256(bytes));
        }
      }
      assert.equal(digests.size, combinationsOf(model).length);
      assertLinksWithoutKey(world);
    });
  });
}

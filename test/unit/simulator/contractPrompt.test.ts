import assert from 'node:assert/strict';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import { type ClientWorld, foxRequest, newClientWorld, requestImage } from './clientWorld.ts';

describe('the contract of client and simulator: images named in the prompt', () => {
  async function sent(world: ClientWorld, model: Model, roles: readonly ('first' | 'last' | 'reference')[]) {
    const images = roles.map((role, index) => requestImage(role, 'image/png', `${String(index + 1)}.png`));
    const request = {
      ...foxRequest,
      prompt: 'From @image1\nto @image2.',
      model: model.id,
      seconds: 8,
      images: images.map(({ role, name }) => ({ uri: `file:///${name}`, role })),
    };
    const outcome = await world.create({ request, model, images });
    assert.equal(outcome.kind, 'accepted', JSON.stringify(outcome));
    const { fields, files } = world.simulator.log.at(-1) ?? {};
    return { prompt: fields?.prompt, files: files?.map(({ name }) => name) };
  }

  it('are spelled as the model does, by the order in which the files arrive', async () => {
    await using world = await newClientWorld();
    assert.deepEqual(await sent(world, seedance20, ['reference', 'reference']), {
      prompt: 'From [Image 1]\nto [Image 2].',
      files: ['1.png', '2.png'],
    });
  });

  it('are plain words for a model without a spelling', async () => {
    await using world = await newClientWorld();
    assert.deepEqual(await sent(world, veo31Fast, ['last', 'first']), {
      prompt: 'From the last frame\nto the first frame.',
      files: ['2.png', '1.png'],
    });
  });
});

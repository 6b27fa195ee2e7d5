import assert from 'node:assert/strict';
import { defaultModelId } from '../../../src/core/catalogue/defaultModelId.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../src/core/promptFile/resolvePromptFile.ts';
import { checkShot } from '../../../src/shots/checkedFile.ts';
import { planShots } from '../../../src/shots/planShots.ts';
import { cellStates } from '../../../src/shots/cellStates.ts';
import { anywhere } from '../core/promptFile/makeFile.ts';

describe('the states of a prompt file’s clips', () => {
  /** Which images and clips were opened for it. */
  async function opened(text: string): Promise<readonly string[]> {
    const found: string[] = [];
    const uri = 'file:///w/boat.video.md';
    const resolved = await resolvePromptFile(
      readPromptFile(text),
      uri,
      anywhere(() => ({ reason: 'none' })),
    );
    const look = (image: string) => {
      found.push(image);
      return Promise.resolve({ uri: image, role: 'reference', kind: 'missing' } as const);
    };
    const plans = planShots(resolved, { defaultModelId, find: shippedMarket.find });
    await cellStates({
      resolved,
      shots: await Promise.all(plans.map((plan) => checkShot(plan, shippedMarket, look, {}))),
      made: { takes: [], unreadable: [], jobs: [], strays: [], upTo: 0 },
      digests: {
        image: (image) => {
          found.push(image);
          return Promise.resolve('a'.repeat(64));
        },
        file: () => assert.fail('No clip is looked at.'),
        text: () => '',
      },
    });
    return found;
  }

  it('open no image of a shot that names more than its model takes', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `${String(index)}.png`).join(', ');
    for (const model of ['veo3.1', 'no-such-model', 'kling_video'])
      assert.deepEqual(await opened(`---\nmodel: ${model}\nreferences: [${many}]\n---\nA boat.\n`), []);
    const clips = Array.from({ length: 40 }, (_, index) => `{ clip: ${String(index)}.mp4 }`).join(', ');
    assert.deepEqual(await opened(`---\nimages: [${clips}]\n---\nA boat.\n`), []);
    assert.equal((await opened('---\nmodel: veo3.1\nfirst: a.png\n---\nA boat.\n')).length, 2);
  });
});

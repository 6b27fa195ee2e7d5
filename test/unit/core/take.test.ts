import assert from 'node:assert/strict';
import { isInside } from '../../../src/core/fileName.ts';
import { chosenTake, promptFileStem, takeName } from '../../../src/core/take.ts';

const take = (name: string, isThere: boolean, kept = false) => ({
  name,
  isThere,
  sidecar: kept ? { kept: true as const } : {},
});

describe('takes', () => {
  it('are named by shot, cell and number; those of a file of one shot by the file', () => {
    assert.equal(takeName('boat', { shot: 'the-storm', cell: '', take: 2 }), 'the-storm-2');
    assert.equal(
      takeName('boat', { shot: 'the-storm', cell: 'veo3.1_4s', take: 1 }),
      'the-storm.veo3.1_4s-1',
    );
    assert.equal(takeName('boat', { shot: '', cell: '', take: 3 }), 'boat-3');
  });

  it('lie in a folder that every system can hold', () => {
    assert.equal(promptFileStem('boat.video.md'), 'boat');
    assert.equal(promptFileStem('A Boat at Sea.video.md'), 'A Boat at Sea');
    for (const name of ['.video.md', 'boat .video.md', 'con.video.md', 'a:b.video.md', '...video.md']) {
      const stem = promptFileStem(name);
      assert.ok(stem !== '' && isInside(stem), `${name} gave ${stem}`);
    }
  });

  it('are chosen by the mark, else by their age, as far as they are there', () => {
    const [one, two, gone] = [take('1', true), take('2', true), take('3', false)];
    assert.equal(chosenTake([one, two, gone]), two);
    assert.equal(chosenTake([{ ...one, sidecar: { kept: true as const } }, two, gone])?.name, '1');
    assert.equal(chosenTake([one, two, take('3', false, true)]), two);
    assert.equal(chosenTake([gone]), undefined);
  });
});

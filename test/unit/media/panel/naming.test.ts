import assert from 'node:assert/strict';
import { begunName, nameable, promptPieces, spaced } from '../../../../media/panel/naming.ts';
import type { DraftImageView } from '../../../../src/protocol/panel.ts';

const image = (name: string): DraftImageView => ({
  id: name,
  name,
  role: 'reference',
  detail: '',
  hasError: false,
});
const images = [image('harbour-dawn.png'), image('cat.png')];
const offered = (typed: string) => {
  const begun = begunName(typed, typed.length);
  return begun === undefined ? undefined : nameable(images, begun).map(({ name }) => name);
};

describe('naming an image in the prompt', () => {
  it('begins with an @ that stands alone', () => {
    assert.deepEqual(begunName('Put @har here', 8), { start: 4, letters: 'har' });
    for (const text of ['mail me@har', 'no sign', '@har bour'])
      assert.equal(begunName(text, text.length), undefined);
  });

  it('offers all images, then those whose name or file name fits', () => {
    assert.deepEqual(offered('@'), ['@image1', '@image2']);
    assert.deepEqual(offered('Beside @IM'), ['@image1', '@image2']);
    assert.deepEqual(offered('@dawn'), ['@image1']);
    assert.deepEqual(offered('@cat.p'), ['@image2']);
    assert.deepEqual(offered('@dog'), []);
  });

  it('offers nothing once the name stands there', () => {
    assert.deepEqual(offered('@image2'), []);
    assert.deepEqual(offered('@Image2'), []);
  });

  it('keeps words apart, and no more', () => {
    assert.equal(spaced('@image1', 'Put ', 4, 4), '@image1 ');
    assert.equal(spaced('@image1', 'Put, then', 3, 3), ' @image1');
    assert.equal(spaced('@image1', '@im by night', 0, 3), '@image1');
  });

  it('shows the prompt in pieces that are the prompt again', () => {
    const text = 'From @image1 to @image3\nwith @image? and @image2.';
    const pieces = promptPieces(text, 2);
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
    assert.deepEqual(
      pieces.flatMap((piece) => (piece.name === undefined ? [] : [`${piece.text} ${piece.name}`])),
      ['@image1 known', '@image3 lost', '@image? lost', '@image2 known'],
    );
    assert.deepEqual(promptPieces('', 2), []);
  });
});

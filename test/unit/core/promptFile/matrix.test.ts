import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isInside } from '../../../../src/core/fileName.ts';
import { type MatrixKey, matrixKeys } from '../../../../src/core/promptFile/fields.ts';
import { countCells, matrixCells } from '../../../../src/core/promptFile/matrix.ts';
import type { MatrixAxis, OptionValue } from '../../../../src/core/promptFile/promptFile.ts';

const range = { start: 0, end: 0 };
const axis = (key: MatrixKey, ...values: readonly OptionValue[]): MatrixAxis => ({
  key,
  keyRange: range,
  values: values.map((value) => ({ value, range })),
});
const keys = (...axes: readonly MatrixAxis[]) => matrixCells(axes).map(({ key }) => key);

describe('the cells of a matrix', () => {
  it('are every combination, the last key changing first', () => {
    assert.deepEqual(
      matrixCells([axis('model', 'veo3.1', 'veo3.1-fast'), axis('seconds', 4, 8)]).map(
        ({ values }) => values,
      ),
      [
        { model: 'veo3.1', seconds: 4 },
        { model: 'veo3.1', seconds: 8 },
        { model: 'veo3.1-fast', seconds: 4 },
        { model: 'veo3.1-fast', seconds: 8 },
      ],
    );
    assert.deepEqual(matrixCells([]), [{ key: '', values: {}, ranges: {} }]);
  });

  it('have keys that read as the values', () => {
    assert.deepEqual(keys(axis('model', 'veo3.1'), axis('seconds', 4)), ['veo3.1_4s']);
    assert.deepEqual(keys(axis('aspectRatio', '16:9'), axis('audio', true, false)), [
      '16-9_audio',
      '16-9_no-audio',
    ]);
    assert.deepEqual(keys(axis('negativePrompt', '', 'no text, no logos')), [
      'negativePrompt',
      'no-text-no-logos',
    ]);
  });

  it('keep keys apart that would come out alike', () => {
    assert.deepEqual(keys(axis('mode', 'a b', 'A/B', 'a-b')), ['a-b', 'A-B-2', 'a-b-3']);
    assert.deepEqual(keys(axis('seed', 5, -5)), ['5', '5-2']);
  });

  it('have keys that every system can hold, each its own', () => {
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer(), fc.boolean());
    const axes = fc
      .uniqueArray(
        fc.tuple(fc.constantFrom(...matrixKeys), fc.uniqueArray(value, { minLength: 1, maxLength: 3 })),
        {
          selector: ([key]) => key,
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((pairs) => pairs.map(([key, values]) => axis(key, ...values)));
    fc.assert(
      fc.property(axes, (found) => {
        const cells = keys(...found);
        assert.equal(cells.length, countCells(found));
        assert.equal(new Set(cells.map((key) => key.toLowerCase())).size, cells.length, cells.join());
        for (const key of cells) assert.ok(isInside(`boat.${key}-1.mp4`), key);
      }),
      { numRuns: 500 },
    );
  });
});

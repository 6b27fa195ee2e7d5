import assert from 'node:assert/strict';
import fc from 'fast-check';
import { movesAlong, placement, uprightMatrix } from '../../../../../media/panel/imageFix/placement.ts';

const side = fc.integer({ min: 1, max: 10_000 });
const size = fc.record({ width: side, height: side });

describe('where a picture lies on its canvas', () => {
  it('covers the canvas when it is cut, wherever it is cut, and keeps its shape', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), (picture, canvas, share) => {
        const { scaleX, scaleY, x, y } = placement('crop', picture, canvas, share);
        assert.equal(scaleX, scaleY);
        assert.ok(x <= 1e-6 && y <= 1e-6);
        assert.ok(x + picture.width * scaleX >= canvas.width - 1e-6);
        assert.ok(y + picture.height * scaleY >= canvas.height - 1e-6);
      }),
    );
  });

  it('lies whole in the middle between bars', () => {
    fc.assert(
      fc.property(size, size, (picture, canvas) => {
        const { scaleX, scaleY, x, y } = placement('pad', picture, canvas, 0);
        assert.equal(scaleX, scaleY);
        assert.ok(x >= -1e-6 && y >= -1e-6);
        assert.ok(Math.abs(x * 2 + picture.width * scaleX - canvas.width) < 1e-6);
        assert.ok(Math.abs(y * 2 + picture.height * scaleY - canvas.height) < 1e-6);
      }),
    );
  });

  it('shows the part that was chosen of a picture that is cut', () => {
    const picture = { width: 2000, height: 1000 };
    const canvas = { width: 500, height: 500 };
    assert.equal(movesAlong(picture, canvas), 'x');
    assert.equal(movesAlong(canvas, picture), 'y');
    assert.deepEqual(
      [0, 0.5, 1].map((share) => placement('crop', picture, canvas, share).x + 0),
      [0, -250, -500],
    );
  });
});

describe('turning stored pixels upright', () => {
  it('brings the four corners of each orientation where a viewer shows them', () => {
    // The stored corners, in the order upper left, upper right, lower right, lower left of what is seen (EXIF 2.3).
    const seen: Readonly<Record<number, string>> = {
      1: 'abcd',
      2: 'badc',
      3: 'cdab',
      4: 'dcba',
      5: 'adcb',
      6: 'dabc',
      7: 'cbad',
      8: 'bcda',
    };
    for (const [orientation, wanted] of Object.entries(seen)) {
      const isTurned = Number(orientation) >= 5;
      const stored = { width: 40, height: 20 };
      const upright = isTurned ? { width: 20, height: 40 } : stored;
      const [a, b, c, d, e, f] = uprightMatrix(Number(orientation), upright);
      const places: Readonly<Record<string, readonly [number, number]>> = {
        a: [0, 0],
        b: [stored.width, 0],
        c: [stored.width, stored.height],
        d: [0, stored.height],
      };
      const corners = [
        [0, 0],
        [upright.width, 0],
        [upright.width, upright.height],
        [0, upright.height],
      ];
      const found = corners.map(
        ([x, y]) =>
          Object.entries(places).find(
            ([, [px, py]]) => a * px + c * py + e === x && b * px + d * py + f === y,
          )?.[0],
      );
      assert.equal(found.join(''), wanted, orientation);
    }
  });
});

import assert from 'node:assert/strict';
import { attempts } from '../../../../../media/panel/imageFix/attempts.ts';

const size = { width: 1000, height: 500 };

describe('the ways to make a copy smaller', () => {
  it('begin with the kind of file that is wanted, and lose fineness before pixels', () => {
    const all = [...attempts({ types: ['image/png', 'image/jpeg'], isSizeFixed: false }, size)];
    assert.deepEqual(all[0], { ...size, type: 'image/png' });
    assert.deepEqual(all[1], { ...size, type: 'image/jpeg', quality: 0.95 });
    const fewer = all.findIndex(({ width }) => width < size.width);
    assert.ok(all.slice(0, fewer).every(({ width }) => width === size.width));
    assert.ok(fewer > 4);
    assert.ok((all.at(-1)?.width ?? 0) < 200);
  });

  it('never lose a pixel where the model counts them', () => {
    const all = [...attempts({ types: ['image/webp'], isSizeFixed: true }, size)];
    assert.ok(all.length > 1);
    assert.ok(all.every(({ width, height }) => width === size.width && height === size.height));
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { limits } from '../../bench/limits.ts';
import { animatedWebp, durationsOf } from '../../support/animatedWebp.ts';
import { repository } from '../../support/paths.ts';

/** A WebP of one pixel without loss. */
const pixel = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

describe('the moving picture of the README', () => {
  it('is as wide as it is shown, at most ten pictures a second, and within its size', async () => {
    const file = await readFile(join(repository, 'docs/images/demo.webp'));
    const { width, height, type } = imageSize(file);
    assert.deepEqual([width, height, type], [960, 600, 'webp']);
    const durations = durationsOf(file);
    assert.ok(durations.length > 20);
    assert.ok(durations.every((ms) => ms >= 100));
    assert.ok(file.length <= limits.movingPicture);
  });

  it('is put together from pictures and their times', () => {
    const frame = { x: 0, y: 0, width: 1, height: 1, webp: pixel };
    const file = animatedWebp({ width: 1, height: 1 }, [
      { ...frame, durationMs: 100 },
      { ...frame, durationMs: 1_234 },
    ]);
    assert.deepEqual(durationsOf(file), [100, 1_234]);
    assert.equal(Buffer.from(file).readUInt32LE(4), file.length - 8);
    assert.equal(imageSize(file).width, 1);
    assert.throws(() => animatedWebp({ width: 1, height: 1 }, [{ ...frame, durationMs: 100, webp: file }]));
  });
});

import assert from 'node:assert/strict';
import { clipDifferences } from '../../../src/core/clipDifference.ts';
import type { Clip } from '../../../src/core/job.ts';
import { request } from './makeJob.ts';

const asked = { ...request, model: 'veo3.1-fast', seconds: 4, aspectRatio: '16:9', resolution: '720p' };
const clip: Clip = {
  bytes: 1,
  sha256: 'a',
  extension: '.mp4',
  durationSeconds: 4,
  width: 1280,
  height: 720,
  codecs: ['avc1.640028', 'mp4a.40.2'],
};

describe('comparing a clip with its request', () => {
  it('finds nothing where it is what was asked for', () => {
    assert.deepEqual(clipDifferences(asked, clip), []);
  });

  it('tells another size, and tolerates what encoders round', () => {
    assert.deepEqual(clipDifferences(asked, { ...clip, width: 854, height: 480 }), [
      { kind: 'size', asked: '1280 × 720', got: '854 × 480' },
    ]);
    assert.deepEqual(clipDifferences(asked, { ...clip, height: 736 }), []);
    assert.equal(clipDifferences(asked, { ...clip, width: 720, height: 1280 }).length, 1);
  });

  it('tells another length, and tolerates a frame more', () => {
    assert.deepEqual(clipDifferences(asked, { ...clip, durationSeconds: 2.04 }), [
      { kind: 'seconds', asked: 4, got: 2 },
    ]);
    assert.deepEqual(clipDifferences(asked, { ...clip, durationSeconds: 4.5 }), []);
  });

  it('tells a missing sound where the model always has sound', () => {
    assert.deepEqual(clipDifferences(asked, { ...clip, codecs: ['avc1.640028'] }), [{ kind: 'silent' }]);
  });

  it('compares nothing that is not known', () => {
    const { bytes, sha256, extension } = clip;
    assert.deepEqual(clipDifferences(asked, { bytes, sha256, extension }), []);
    assert.deepEqual(
      clipDifferences({ ...asked, model: 'unknown', seconds: 0 }, { ...clip, durationSeconds: 9, width: 1 }),
      [],
    );
  });
});

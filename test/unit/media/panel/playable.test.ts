import assert from 'node:assert/strict';
import { playable } from '../../../../media/panel/playable.ts';
import type { ClipView } from '../../../../src/protocol/panel.ts';

const clip: ClipView = {
  src: 'clip.mp4',
  type: 'video/mp4; codecs="avc1.640028, mp4a.40.2"',
  hasAudio: true,
  path: 'videos/clip.mp4',
  detail: '',
  notes: [],
};
const all = () => 'probably';
const none = () => '';
const noAac = (type: string) => (type.includes('mp4a') ? '' : 'probably');

describe('whether a clip plays', () => {
  it('is full where picture and sound are decoded', () => assert.equal(playable(clip, all), 'full'));
  it('is silent where only the sound is not', () => assert.equal(playable(clip, noAac), 'silent'));
  it('is unsure where the picture is not either', () => assert.equal(playable(clip, none), 'unsure'));
  it('is never silent without sound', () => {
    assert.equal(playable({ ...clip, type: 'video/mp4; codecs="hvc1"', hasAudio: false }, none), 'unsure');
  });
});

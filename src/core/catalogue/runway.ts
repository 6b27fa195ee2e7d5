import { firstFrame } from './imageRules.ts';
import type { Model, SizeOption } from './model.ts';
import { perClip } from './rate.ts';

const size = (aspectRatio: string, wire: string): SizeOption => {
  const [width = 0, height = 0] = wire.split(':').map(Number);
  return { aspectRatio, resolution: '720p', wire, width, height };
};

export const gen3aTurbo = {
  id: 'gen3a_turbo',
  label: 'Runway Gen-3 Alpha Turbo',
  family: 'Runway',
  dialect: 'runway',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'set', values: [5, 10] },
  sizes: [
    size('16:9', '1280:720'),
    size('9:16', '720:1280'),
    size('4:3', '1104:832'),
    size('3:4', '832:1104'),
    size('1:1', '960:960'),
    size('21:9', '1584:672'),
    size('5:3', '1280:768'),
    size('3:5', '768:1280'),
  ],
  images: { ...firstFrame, min: 1, source: 'link' },
  audio: 'unknown',
  seed: { min: 0, max: 2 ** 32 - 1 },
  maxPromptCharacters: 512,
  contentEndpoint: false,
  pricing: { rates: [perClip(320_000)], source: 'CometAPI model page', date: '2026' },
  notes: ['Makes a video of one image, which must lie at a public https address.'],
} satisfies Model;

import type { Model } from '../../../../src/core/catalogue/model.ts';
import { veo31Fast } from '../../../../src/core/catalogue/veo.ts';

/** A model whose clips can be remixed, under an id that the simulator knows as such; not retired, unlike the real one. */
export const remixer: Model = {
  ...veo31Fast,
  id: 'sora-2',
  label: 'Remixer',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'set', values: [4, 8, 12] },
  remix: true,
};

export const retiredRemixer: Model = {
  ...remixer,
  lifecycle: { stage: 'retired', replacement: 'veo3.1-fast', date: '2026-09-24' },
};

import type { DraftView, JobView, PanelState } from '../../../../src/protocol/panel.ts';

export const draft: DraftView = {
  prompt: '',
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  variants: 1,
  mode: '',
  negativePrompt: '',
  seed: null,
  audio: null,
  images: [],
};

export function makeJob(parts: Partial<JobView>): JobView {
  return {
    id: 'job',
    title: 'A fox',
    subtitle: '',
    state: 'running',
    stateText: 'Rendering',
    tone: 'active',
    isSample: false,
    actions: [],
    ...parts,
  };
}

export function makeState(parts: Partial<PanelState>): PanelState {
  return {
    draft,
    revision: 0,
    draftNumber: 0,
    form: {
      model: { label: 'Veo 3.1 Fast', note: 'Veo', abilities: [], notes: [] },
      seconds: [4],
      aspectRatios: ['16:9'],
      resolutions: ['720p'],
      roles: [],
      imageSource: 'file',
      modes: [],
      maxImages: 0,
      maxVariants: 1,
      audio: 'always',
    },
    price: { text: '$0.32', detail: '' },
    findings: [],
    notices: [],
    canGenerate: true,
    isSubmitting: false,
    jobs: [],
    clips: [],
    spend: '',
    ...parts,
  };
}

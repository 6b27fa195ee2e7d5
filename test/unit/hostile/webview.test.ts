import assert from 'node:assert/strict';
import fc from 'fast-check';
import { models } from '../../../src/core/catalogue/catalogue.ts';
import {
  addImages,
  applyPatch,
  emptyDraft,
  moveImage,
  removeImage,
  setRole,
} from '../../../src/core/draft.ts';
import { maxPastedBytes } from '../../../src/protocol/maxPastedBytes.ts';
import { type PanelMessage, panelMessage } from '../../../src/protocol/panel.ts';
import { mutated } from './mutate.ts';

const messages: readonly PanelMessage[] = [
  { kind: 'ready' },
  { kind: 'edit', revision: 1, patch: { prompt: 'A boat', model: 'veo3.1-fast', seconds: 4, variants: 1 } },
  {
    kind: 'edit',
    revision: 2,
    patch: { prompt: '@image1', seed: 7, audio: null, negativePrompt: 'rain' },
    images: ['file:///work/film/a.png'],
  },
  { kind: 'addUris', uris: ['file:///work/film/a.png'] },
  { kind: 'removeImage', image: 'file:///work/film/a.png' },
  { kind: 'setRole', image: 'file:///work/film/a.png', role: 'last' },
  { kind: 'moveImage', image: 'file:///work/film/a.png', to: 1 },
  { kind: 'generate', shownMicroUsd: 320_000 },
  { kind: 'generate', shownMicroUsd: 320_000, shownKind: 'listed', shownDraft: 3 },
  { kind: 'jobAction', job: 'job-1', action: 'stop' },
  { kind: 'command', command: 'setApiKey' },
  { kind: 'chooseModel' },
  { kind: 'choosePreset' },
  { kind: 'applyFix', field: 'model', code: 'model.retired' },
];

describe('a message of a hostile webview', () => {
  it('is refused, or leaves a draft that the form could have made', () => {
    fc.assert(
      fc.property(fc.array(mutated(messages), { maxLength: 8 }), (received) => {
        let draft = emptyDraft('veo3.1-fast');
        for (const one of received) {
          const parsed = panelMessage.safeParse(one);
          if (!parsed.success) continue;
          const message = parsed.data;
          switch (message.kind) {
            case 'edit':
              ({ draft } = applyPatch(draft, message.patch, message.revision, message.images));
              break;
            case 'addUris':
              draft = addImages(draft, message.uris);
              break;
            case 'removeImage':
              draft = removeImage(draft, message.image);
              break;
            case 'setRole':
              draft = setRole(draft, message.image, message.role);
              break;
            case 'moveImage':
              draft = moveImage(draft, message.image, message.to);
              break;
            default:
              break;
          }
        }
        const { model, seconds, variants, prompt, images } = draft.request;
        assert.ok(models.some(({ id }) => id === model));
        assert.ok(Number.isFinite(seconds) && seconds > 0);
        assert.ok(Number.isInteger(variants ?? 1) && (variants ?? 1) >= 1 && (variants ?? 1) <= 4);
        assert.equal(typeof prompt, 'string');
        assert.ok(images.every(({ uri }) => typeof uri === 'string' && uri.length <= 10_000));
      }),
      { numRuns: 2_000 },
    );
  });

  for (const [name, message] of Object.entries<unknown>({
    'runs any command': { kind: 'command', command: 'workbench.action.terminal.new' },
    'brings arguments along': { kind: 'command', command: 'setApiKey', key: 'sk-attacker-key' },
    'acts on a job in a way nobody offers': { kind: 'jobAction', job: 'job-1', action: 'delete' },
    'says its own price and caps': { kind: 'generate', shownMicroUsd: 1, caps: {} },
    'chooses by itself from a list': { kind: 'choosePreset', name: 'Costly' },
    'brings its own fix': {
      kind: 'applyFix',
      field: 'model',
      code: 'model.retired',
      fix: { model: 'veo3.1' },
    },
    'changes where the clip goes': { kind: 'edit', revision: 1, patch: { output: '../../x' } },
    'changes the images by an edit': { kind: 'edit', revision: 1, patch: { images: [] } },
    'names a million images': { kind: 'addUris', uris: Array.from({ length: 1_000_000 }, () => 'file:///a') },
    'pastes what is too large': { kind: 'addBytes', name: 'x.png', data: new Uint8Array(maxPastedBytes) },
    'brings a copy that is too large': {
      kind: 'fixedImage',
      image: 'file:///work/film/a.png',
      data: new Uint8Array(maxPastedBytes),
    },
    'brings a frame that is text': { kind: 'lastFrame', job: 'job-1', data: 'data:image/png;base64,' },
    'says where a copy is to be written': {
      kind: 'fixedImage',
      image: 'file:///work/film/a.png',
      name: '../../x.png',
      data: new Uint8Array(9),
    },
    'says itself how to fix the form': {
      kind: 'applyFix',
      field: 'model',
      code: 'model.unknown',
      fix: { model: 'x' },
    },
    'pastes a list instead of bytes': { kind: 'addBytes', name: 'x.png', data: [1, 2, 3] },
    'holds a prompt of a megabyte': { kind: 'edit', revision: 1, patch: { prompt: 'x'.repeat(1_000_000) } },
    'holds no number for the length': { kind: 'edit', revision: 1, patch: { seconds: Number.NaN } },
    'is nothing': undefined,
    'is a list': [{ kind: 'generate' }],
    'has a kind that is inherited': { __proto__: { kind: 'other' } },
  })) {
    it(`is refused when it ${name}`, () => {
      assert.equal(panelMessage.safeParse(message).success, false);
    });
  }
});

import assert from 'node:assert/strict';
import { defaultModel } from '../../../src/core/catalogue/catalogue.ts';
import type { SpendQuestion } from '../../../src/engine/ports.ts';
import type { Dialogs } from '../../../src/runtime/dialogs.ts';
import { createGate } from '../../../src/runtime/gate.ts';
import { createUploadConsent } from '../../../src/runtime/uploadConsent.ts';
import { request } from '../core/makeJob.ts';

const none = { spentMicroUsd: 0, reservedMicroUsd: 0, unknownCount: 0, unknownMicroUsd: 0 };

function question(changes: Partial<SpendQuestion> = {}): SpendQuestion {
  const quote = { microUsd: 320_000, kind: 'listed' as const, source: 'a page', date: '2026-06' };
  return {
    items: [{ request, model: defaultModel, clips: 1, quote }],
    clips: 1,
    total: { microUsd: 320_000, kind: 'listed', unknownClips: 0 },
    reason: 'command',
    caps: {},
    totals: { day: none, month: none, workspaceMonth: none },
    ...changes,
  };
}

/** A person who types this and presses the button, or closes the dialog. */
function desk({ presses, types }: { readonly presses: boolean; readonly types?: string }) {
  const asked: string[] = [];
  const kept = new Map<string, readonly string[]>();
  const memory = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: readonly string[]) => Promise.resolve(void kept.set(key, value)),
  };
  const dialogs: Dialogs = {
    confirm: ({ title }) => Promise.resolve((asked.push(title), presses)),
    askForText: ({ title, problem }) => {
      asked.push(title);
      return Promise.resolve(types === undefined || problem(types) !== undefined ? undefined : types);
    },
  };
  return { asked, dialogs, memory, isTrusted: () => true };
}

describe('the question about money', () => {
  it('is agreed to by its button alone', async () => {
    for (const presses of [true, false]) {
      const parts = desk({ presses });
      const answer = await createGate(parts).ask(question());
      assert.deepEqual(answer, { kind: presses ? 'agreed' : 'declined' });
      assert.deepEqual(parts.asked, ['Generate a video for $0.32?']);
    }
  });

  const unknown = { total: { microUsd: 320_000, kind: 'listed' as const, unknownClips: 2 }, clips: 3 };
  const caps = { dayMicroUsd: 20_000_000 };

  it('about an unknown price asks for a ceiling where there are caps, and once more in a modal', async () => {
    const parts = desk({ presses: true, types: '$1,50' });
    const answer = await createGate(parts).ask(question({ ...unknown, caps }));
    assert.deepEqual(answer, { kind: 'agreed', ceilingMicroUsd: 1_500_000 });
    assert.deepEqual(parts.asked, [
      'The price of 2 of 3 clips is unknown.',
      'Generate 3 videos for at most $3.32?',
    ]);
  });

  it('takes no amount that is none', async () => {
    for (const types of ['0', '-1', 'a lot', '', '1e3', '1.2.3']) {
      const parts = desk({ presses: true, types });
      assert.deepEqual(await createGate(parts).ask(question({ ...unknown, caps })), { kind: 'declined' });
      assert.equal(parts.asked.length, 1, types);
    }
  });

  it('is declined where a program filled in the amount and nobody pressed the button', async () => {
    const parts = desk({ presses: false, types: '1.50' });
    assert.deepEqual(await createGate(parts).ask(question({ ...unknown, caps })), { kind: 'declined' });
  });

  it('remembers a fragile model that was agreed to, and no other', async () => {
    const fragile = { ...defaultModel, id: 'fragile', isFragile: true as const };
    const quote = { microUsd: 1, kind: 'listed' as const, source: '', date: '' };
    const asked = question({ reason: 'fragile', items: [{ request, model: fragile, clips: 1, quote }] });
    for (const presses of [true, false]) {
      const gate = createGate(desk({ presses }));
      await gate.ask(asked);
      assert.equal(gate.knowsFragile('fragile'), presses);
      assert.equal(gate.knowsFragile(defaultModel.id), false);
    }
  });
});

describe('an answer that comes too late', () => {
  const late = AbortSignal.abort();

  it('agrees to nothing, opens no second dialog, and is not remembered', async () => {
    const fragile = { ...defaultModel, id: 'fragile', isFragile: true as const };
    const quote = { microUsd: 1, kind: 'listed' as const, source: '', date: '' };
    const gate = createGate(desk({ presses: true }));
    const asked = question({ reason: 'fragile', items: [{ request, model: fragile, clips: 1, quote }] });
    assert.deepEqual(await gate.ask(asked, late), { kind: 'declined' });
    assert.equal(gate.knowsFragile('fragile'), false);
    const parts = desk({ presses: true, types: '1.50' });
    const unknown = { total: { microUsd: 0, kind: 'listed' as const, unknownClips: 1 } };
    const caps = { dayMicroUsd: 20_000_000 };
    assert.deepEqual(await createGate(parts).ask(question({ ...unknown, caps }), late), { kind: 'declined' });
    assert.equal(parts.asked.length, 1);
  });

  it('lets no image leave later', async () => {
    const images = [{ uri: 'file:///elsewhere/dawn.png', name: 'dawn.png', bytes: 1 }];
    const consent = createUploadConsent({ ...desk({ presses: true }), placeOf: () => undefined });
    assert.equal(await consent.ask({ origin: 'https://api.cometapi.com', images }, late), false);
    assert.equal(consent.isGiven('https://api.cometapi.com'), false);
  });
});

describe('the question about uploads', () => {
  it('is remembered for its origin alone, and only where the person agreed', async () => {
    const images = [{ uri: 'file:///elsewhere/dawn.png', name: 'dawn.png', bytes: 1 }];
    const consent = createUploadConsent({ ...desk({ presses: true }), placeOf: () => undefined });
    assert.equal(await consent.ask({ origin: 'https://api.cometapi.com', images }), true);
    assert.equal(consent.isGiven('https://api.cometapi.com'), true);
    assert.equal(consent.isGiven('https://other.example'), false);
    const refusing = createUploadConsent({ ...desk({ presses: false }), placeOf: () => undefined });
    assert.equal(await refusing.ask({ origin: 'https://api.cometapi.com', images }), false);
    assert.equal(refusing.isGiven('https://api.cometapi.com'), false);
  });
});

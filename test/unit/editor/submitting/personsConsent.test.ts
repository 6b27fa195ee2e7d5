import assert from 'node:assert/strict';
import '../../../support/withFakeVscode.ts';
import * as fake from '../../../support/fakeVscode.ts';
import type { SpendQuestion } from '../../../../src/engine/ports.ts';

// Only after the fake is in place.
const { pressedInPanel, pressInModal } = await import('../../../../src/editor/submitting/personsConsent.ts');
const { editorGate } = await import('../../../../src/editor/session/consents.ts');

const total = { microUsd: 320_000, kind: 'listed', unknownClips: 0 } as const;
const noSpend = { spentMicroUsd: 0, reservedMicroUsd: 0, unknownMicroUsd: 0, unknownCount: 0 };

describe('a person’s word about money', () => {
  beforeEach(() => fake.forget());

  it('is the panel’s button with the price that stood on it', () => {
    const press = { kind: 'generate', shownMicroUsd: 320_000, shownKind: 'listed', shownDraft: 4 } as const;
    assert.deepEqual(pressedInPanel(press, 4), {
      kind: 'person',
      shownMicroUsd: 320_000,
      shownKind: 'listed',
    });
    assert.deepEqual(pressedInPanel({ kind: 'generate', shownDraft: 0 }, 0), { kind: 'person' });
  });

  it('is not the panel’s button under a draft that was exchanged since, or that nobody named', () => {
    const press = { kind: 'generate', shownMicroUsd: 320_000 } as const;
    assert.deepEqual(pressedInPanel({ ...press, shownDraft: 4 }, 5), { kind: 'someone' });
    assert.deepEqual(pressedInPanel(press, 5), { kind: 'someone' });
  });

  it('is a button of a modal question, for the price in its words and no other', async () => {
    const label = (price: string) => `Render for ${price}`;
    assert.equal(await pressInModal('Again?', [], [{ answer: 'yes', label, total }]), undefined);
    fake.person.presses = true;
    assert.deepEqual(await pressInModal('Again?', [], [{ answer: 'yes', label, total }]), {
      answer: 'yes',
      caller: { kind: 'person', shownMicroUsd: 320_000, shownKind: 'listed' },
    });
    assert.ok(fake.seen.some(({ text }) => text === 'Render for $0.32'));
    assert.deepEqual(await pressInModal('Use it?', [], [{ answer: 'use', label: () => 'Use It' }]), {
      answer: 'use',
      caller: { kind: 'someone' },
    });
    const unknown = { ...total, microUsd: 0, unknownClips: 1 };
    assert.deepEqual((await pressInModal('?', [], [{ answer: 'yes', label, total: unknown }]))?.caller, {
      kind: 'person',
    });
  });

  it('is not an amount that was typed into a box: a modal question names it first', async () => {
    const gate = editorGate({ get: () => undefined, update: () => Promise.resolve(), keys: () => [] });
    const question: SpendQuestion = {
      items: [],
      clips: 2,
      total: { microUsd: 320_000, kind: 'listed', unknownClips: 1 },
      reason: 'unknown',
      caps: { dayMicroUsd: 20_000_000 },
      totals: { day: noSpend, month: noSpend, workspaceMonth: noSpend },
    };
    fake.person.types = '1.50';
    assert.deepEqual(await gate.ask(question), { kind: 'declined' });
    assert.ok(fake.seen.some(({ text }) => text === 'Generate 2 videos for at most $1.82?'));
    fake.person.presses = true;
    assert.deepEqual(await gate.ask(question), { kind: 'agreed', ceilingMicroUsd: 1_500_000 });
  });
});

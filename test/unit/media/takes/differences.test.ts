import assert from 'node:assert/strict';
import { differencesOf, paragraphsOf } from '../../../../media/takes/differences.ts';
import type { TakeView } from '../../../../src/protocol/takes.ts';

function take(prompt: string, length = '4 s', saved = 'today'): TakeView {
  return {
    id: saved,
    name: 'Take 1',
    path: 'boat/shot-1.mp4',
    isKept: false,
    isSample: false,
    facts: [
      { label: 'Length', value: length },
      { label: 'Prompt', value: prompt },
      { label: 'Saved', value: saved, isIncidental: true },
    ],
  };
}

describe('the differences of takes', () => {
  it('are none for a single one, and none of what differs by nature', () => {
    assert.equal(differencesOf([take('A boat')]).size, 0);
    assert.equal(differencesOf([take('A boat'), take('A boat', '4 s', 'yesterday')]).size, 0);
  });

  it('are the paragraphs that not all of them have', () => {
    const found = differencesOf([
      take('Film\n\nA boat\n\nDawn'),
      take('Film\n\nA boat\n\nDusk'),
      take('Film\n\nA boat\n\nDawn', '6 s'),
    ]);
    assert.deepEqual([...(found.get('Prompt') ?? [])].sort(), ['Dawn', 'Dusk']);
    assert.deepEqual([...(found.get('Length') ?? [])].sort(), ['4 s', '6 s']);
  });

  it('are all paragraphs where only their order differs', () => {
    const found = differencesOf([take('A boat\n\nDawn'), take('Dawn\n\nA boat')]);
    assert.deepEqual([...(found.get('Prompt') ?? [])].sort(), ['A boat', 'Dawn']);
  });

  it('leave single line breaks within a paragraph', () => {
    assert.deepEqual(paragraphsOf('A boat\nat sea\n\n\nDawn'), ['A boat\nat sea', 'Dawn']);
    assert.deepEqual(paragraphsOf(''), ['']);
  });
});

import assert from 'node:assert/strict';
import { ruleIds, ruleText } from '../../../src/promptLanguage/ruleIds.ts';

describe('the ids of rules', () => {
  it('are given once', () => {
    const ids = Object.values(ruleIds);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^VP\d{3}$/);
  });

  it('stay what they were when they were published', () => {
    const known = [
      'prompt.empty',
      'image.missing',
      'file.tooLarge',
      'extends.tooDeep',
      'clip.stale',
    ] as const;
    assert.deepEqual(
      known.map((code) => ruleIds[code]),
      ['VP001', 'VP025', 'VP101', 'VP195', 'VP901'],
    );
  });

  it('each stand for a rule with a text', () => {
    assert.deepEqual(Object.keys(ruleIds).sort(), Object.keys(ruleText).sort());
  });
});

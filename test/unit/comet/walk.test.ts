import assert from 'node:assert/strict';
import { walk } from '../../../src/comet/walk.ts';

const tree = (depth: number): unknown =>
  depth === 0 ? 1 : Array.from({ length: 20 }, () => tree(depth - 1));

describe('looking through an answer', () => {
  it('gives the outer values first, each with its name', () => {
    const names = [...walk({ a: { c: 1 }, b: [{ d: 2 }] })].map((node) => node.name);
    assert.deepEqual(names, ['', 'a', 'b', 'c', 'b', 'd']);
  });

  it('does not look into closed members', () => {
    const names = [...walk({ a: { c: 1 }, b: 2 }, (name) => name === 'a')].map((node) => node.name);
    assert.deepEqual(names, ['', 'b']);
  });

  it('ends after a bounded number of values', () => {
    assert.equal([...walk(tree(4))].length, 2_000);
  });

  it('does not follow what an object only inherits', () => {
    assert.equal([...walk(Object.create({ task_id: 'x' }))].length, 1);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAddedFiles } from '../../../src/core/addedFiles.ts';

const commit = (author: string, files: string, decoration = '') =>
  `\0\0${'a1'.repeat(20)}\0${author}\0${decoration}\0\0\n${files}`;
const read = (...commits: readonly string[]) => Object.fromEntries(readAddedFiles(commits.join('')));

describe('who added files by a git log', () => {
  it('is the author of the newest commit that added each', () => {
    const log = [
      commit('Ann', 'A\0a.json\0', 'HEAD -> main'),
      commit('Bob', 'A\0b\n c.json\0A\0a.json\0'),
      commit('Cid', ''),
    ];
    assert.deepEqual(read(...log), { 'a.json': 'Ann', 'b\n c.json': 'Bob' });
  });

  it('follows files that were moved, also twice, and into the place of another', () => {
    const log = [
      commit('Ann', 'R100\0b.json\0c.json\0A\0b.json\0'),
      commit('Bob', 'R100\0a.json\0b.json\0'),
      commit('Cid', 'A\0a.json\0'),
    ];
    assert.deepEqual(read(...log), { 'b.json': 'Ann', 'c.json': 'Cid' });
  });

  it('is nobody where the history was cut off, or the commit names nobody', () => {
    const log = [commit('Ann', 'A\0a.json\0'), commit('Bob', 'A\0b.json\0A\0a.json\0', 'grafted, tag: v1')];
    assert.deepEqual(read(...log), { 'a.json': 'Ann' });
    assert.deepEqual(read(commit('', 'A\0a.json\0')), {});
  });

  it('reads what was cut off as far as it goes', () => {
    const log = commit('Ann', 'A\0a.json\0A\0long/na');
    assert.deepEqual(read(log), { 'a.json': 'Ann' });
  });

  it('takes any bytes without an error', () => {
    const token = fc.oneof(fc.constantFrom('A', 'R100', '', 'grafted', 'a1'.repeat(20)), fc.string());
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        assert.ok(readAddedFiles(tokens.join('\0')).size <= tokens.length);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { takesMemory } from '../../../src/protocol/takes.ts';

describe('what the takes screen keeps over a reload', () => {
  it('comes back as it was', () => {
    for (const promptFile of [
      'file:///work/film/storm.video.md',
      'file:///work/two%20words/%C3%BCber.video.md',
      'vscode-remote://wsl%2Bubuntu/home/film/storm.video.md',
    ]) {
      const memory = { promptFile, shot: 'the-storm' };
      assert.deepEqual(takesMemory.parse(memory), memory);
    }
  });

  it('is refused where it names no prompt file, is too long, or is something else', () => {
    const promptFile = 'file:///work/film/storm.video.md';
    for (const memory of [
      undefined,
      null,
      'file:///work/film/storm.video.md',
      {},
      { promptFile },
      { promptFile, shot: 7 },
      { promptFile, shot: 'x'.repeat(1_001) },
      { promptFile: `file:///${'x'.repeat(10_000)}.video.md`, shot: '' },
      { promptFile: 'untitled:storm.video.md', shot: '' },
      { promptFile: '/work/film/storm.video.md', shot: '' },
      { promptFile: 'file:///work/film/storm.md', shot: '' },
      { promptFile: 'https://example.com/?storm.video.md', shot: '' },
      { promptFile: 'file:///work/film/storm.video.md\n', shot: '' },
      { promptFile, shot: '', title: 'Storm' },
    ]) {
      assert.equal(takesMemory.safeParse(memory).success, false);
    }
  });
});

import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import {
  clipExtensions,
  clipGlob,
  clipOrPromptFileGlob,
  isClip,
  isSidecar,
  sidecarGlob,
} from '../../../src/core/clipExtension.ts';
import { isPromptFile, promptFileGlob } from '../../../src/core/promptFileName.ts';

describe('the names of clips and of what lies beside them', () => {
  it('are found by the patterns that are searched for', () => {
    for (const extension of clipExtensions) {
      const path = `takes/boat${extension}`;
      assert.ok(isClip({ path }) && matchesGlob(path, clipGlob) && matchesGlob(path, clipOrPromptFileGlob));
      assert.ok(isSidecar({ path: `${path}.json` }) && matchesGlob(`${path}.json`, sidecarGlob));
    }
    const promptFile = 'film/boat.video.md';
    assert.ok(isPromptFile({ path: promptFile }));
    assert.ok(matchesGlob(promptFile, promptFileGlob) && matchesGlob(promptFile, clipOrPromptFileGlob));
  });

  it('are not those of other files', () => {
    for (const path of ['boat.ts', 'boat.md', 'package.json', 'boat.mp4.txt']) {
      assert.ok(!isClip({ path }) && !isPromptFile({ path }));
      assert.ok(!matchesGlob(path, sidecarGlob) && !matchesGlob(path, clipOrPromptFileGlob));
    }
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { bundlePath, makeBundle } from '../support/l10nBundle.ts';

describe('the words for translators', () => {
  it('are those of the code: `npm run l10n` was run', async () => {
    assert.equal(await readFile(bundlePath, 'utf8'), await makeBundle());
  });
});

import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureCodes } from '../../../src/core/failureCodes.ts';
import { engineFailureCodes } from '../../../src/core/failure.ts';
import { repository } from '../../support/paths.ts';

describe('the codes of failures', () => {
  it('that engine, store and core give are all listed, so that each has a sentence', async () => {
    const known = new Set<string>([...engineFailureCodes, ...Object.keys(failureCodes)]);
    const unknown: string[] = [];
    for await (const file of glob('src/{engine,store,core}/**/*.ts', { cwd: repository })) {
      const text = await readFile(join(repository, file), 'utf8');
      for (const [, code = ''] of text.matchAll(/'((?:create|status|task|download|follow)\.[a-zA-Z]+)'/g))
        if (!known.has(code)) unknown.push(`${code} in ${file}`);
    }
    assert.deepEqual(unknown, []);
  });
});

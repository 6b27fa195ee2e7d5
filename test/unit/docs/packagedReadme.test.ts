import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedReadme } from '../../../readme.ts';
import { linksOf } from '../../support/docPages.ts';
import { repository } from '../../support/paths.ts';

describe('the README of the package', () => {
  it('has no picture that the Extensions view cannot show, and of links to other files only the words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'video-prompt-readme-'));
    try {
      const links = '[b](docs/b.md) [c](#c) [d](https://cometapi.com)';
      await writeFile(join(folder, 'README.md'), `A.\n\n![A](a.png)\n\n${links}\n`);
      assert.equal(await packagedReadme(folder), 'A.\n\nb [c](#c) [d](https://cometapi.com)\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('leads nowhere but to the web', async () => {
    const own = linksOf({ path: 'README.md', text: await readFile(join(repository, 'README.md'), 'utf8') });
    assert.ok(own.includes('docs/images/demo.webp') && own.includes('docs/money.md'));
    const packaged = linksOf({ path: 'README.md', text: await packagedReadme(repository) });
    assert.deepEqual(
      packaged.filter((link) => !/^(?:https:|#)/.test(link)),
      [],
    );
  });
});

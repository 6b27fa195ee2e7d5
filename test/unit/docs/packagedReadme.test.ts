import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedReadme } from '../../../readme.ts';
import { linksOf } from '../../support/docPages.ts';
import { repository } from '../../support/paths.ts';

describe('the README of the package', () => {
  it('has its pictures inside, and of links to other files only the words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'video-prompt-readme-'));
    try {
      await writeFile(join(folder, 'a.png'), 'picture');
      await writeFile(
        join(folder, 'README.md'),
        '![A](a.png) [b](docs/b.md) [c](#c) [d](https://cometapi.com)\n',
      );
      const picture = Buffer.from('picture').toString('base64');
      assert.equal(
        await packagedReadme(folder),
        `![A](data:image/png;base64,${picture}) b [c](#c) [d](https://cometapi.com)\n`,
      );
      await writeFile(join(folder, 'README.md'), '![A](a.gif)\n');
      await assert.rejects(packagedReadme(folder), /a\.gif/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('leads nowhere but to the web', async () => {
    const own = linksOf({ path: 'README.md', text: await readFile(join(repository, 'README.md'), 'utf8') });
    assert.ok(own.some((link) => link.startsWith('docs/')));
    const packaged = linksOf({ path: 'README.md', text: await packagedReadme(repository) });
    assert.deepEqual(
      packaged.filter((link) => !/^(?:https:|#|data:image\/)/.test(link)),
      [],
    );
  });
});

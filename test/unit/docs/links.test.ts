import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { anchorsOf, docPages, linksOf } from '../../support/docPages.ts';
import { repository } from '../../support/paths.ts';

describe('the links of README and docs', () => {
  it('lead to files and headings that are there', async () => {
    const pages = new Map((await docPages()).map((page) => [page.path, page]));
    const broken: string[] = [];
    for (const page of pages.values()) {
      for (const link of linksOf(page)) {
        if (/^(?:https|mailto):/.test(link)) continue;
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page.path : join(dirname(page.path), path);
        const there = pages.get(target);
        const isThere = existsSync(join(repository, target));
        const hasHeading = anchor === undefined || (there !== undefined && anchorsOf(there).includes(anchor));
        if (!isThere || !hasHeading) broken.push(`${page.path}: ${link}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('are found, with their anchors', () => {
    const page = { path: 'x.md', text: '# One `two` three\n\n![a](b.png) [c](d.md#e)\n' };
    assert.deepEqual(linksOf(page), ['b.png', 'd.md#e']);
    assert.deepEqual(anchorsOf(page), ['one-two-three']);
  });

  it('include every page of docs, so that a reader of the README gets to each', async () => {
    const pages = new Map((await docPages()).map((page) => [page.path, page]));
    const reached = new Set(['README.md']);
    for (const path of reached) {
      const page = pages.get(path);
      const links = page === undefined ? [] : linksOf(page).filter((link) => !/^\w+:/.test(link));
      for (const link of links) reached.add(join(dirname(path), link.replace(/#.*/, '')));
    }
    assert.deepEqual(
      [...pages.keys()].filter((path) => !reached.has(path)),
      [],
    );
  });
});

describe('the files that the pages name', () => {
  it('are there', async () => {
    const files: string[] = [];
    for await (const file of glob('{src,test,media,docs,l10n,.ci}/**/*', { cwd: repository }))
      files.push(`/${file}`);
    for await (const file of glob('*', { cwd: repository })) files.push(`/${file}`);
    const isThere = (name: string) => files.some((file) => file.endsWith(`/${name}`));
    const missing: string[] = [];
    for (const { path, text } of await docPages()) {
      if (!/^(?:ARCHITECTURE|SECURITY|docs\/(?:decisions|development))/.test(path)) continue;
      for (const [, name = ''] of text.matchAll(/`([\w./-]+\.(?:ts|mjs|js))`/g)) {
        if (!isThere(name) && !name.includes('lantern')) missing.push(`${path}: ${name}`);
      }
      // A test is named by its path without the ending, or by its directory.
      for (const [, name = ''] of text.matchAll(/`((?:unit|host|e2e)\/[\w/-]+)`/g)) {
        if (!isThere(`test/${name}.test.ts`) && !isThere(`test/${name}`)) missing.push(`${path}: ${name}`);
      }
    }
    assert.deepEqual(missing, []);
  });
});

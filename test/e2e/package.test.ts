import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { packagesOf } from '../../notices.ts';
import { outFolder, repository } from '../support/paths.ts';

/** Packages without a file of their licence, and what its text in their repository begins with. */
const textsElsewhere: Readonly<Record<string, string>> = {
  '@vscode/l10n':
    'MIT License Copyright (c) Microsoft Corporation. Permission is hereby granted, free of charge,',
};

describe('the package', () => {
  const read = (path: string) => readFile(join(repository, path), 'utf8');

  it('has the name, version and licence text of everything that is bundled or copied into it', async () => {
    const files = JSON.parse(await readFile(join(outFolder, 'bundled.json'), 'utf8')) as readonly string[];
    const notices = (await read('THIRD_PARTY_NOTICES.md')).replaceAll(/\s+/g, ' ');
    const sections = notices.split(' ## ');
    const folders = packagesOf(files);
    for (const known of ['undici', 'zod', 'yaml', 'lit', '@vscode/codicons'])
      assert.ok(folders.includes(`node_modules/${known}`), known);
    for (const folder of folders) {
      const { name, version } = JSON.parse(await read(`${folder}/package.json`)) as {
        readonly name: string;
        readonly version: string;
      };
      const licences = await Promise.all(
        ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license'].map((file) =>
          read(`${folder}/${file}`).catch(() => undefined),
        ),
      );
      const own = licences
        .find((one) => one !== undefined)
        ?.replaceAll(/\s+/g, ' ')
        .trim();
      if (own !== undefined) assert.ok(own.length > 200, `licence of ${folder}`);
      const text = own ?? textsElsewhere[name];
      assert.ok(text !== undefined, `licence of ${folder}`);
      const section = sections.find((one) => one.startsWith(`${name} ${version} `));
      assert.ok(section !== undefined, `${folder} is missing`);
      assert.ok(section.includes(text), `licence of ${folder}`);
    }
  });

  it('holds the notices, and nothing that it does not need', async () => {
    const files = await listFiles({ cwd: repository, packageManager: PackageManager.None });
    for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md', 'README.md', 'dist/extension.cjs'])
      assert.ok(files.includes(file), file);
    const strangers = files.filter((file) =>
      /^(?:src|test|docs|node_modules|out)\/|^dist\/simulator\.js$|\.map$|\.ts$/.test(file),
    );
    assert.deepEqual(strangers, []);
  });
});

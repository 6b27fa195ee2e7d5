import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskPlace, lookWithin, openWithin, readWithin, refusalWithin } from '../../../src/node/ownFile.ts';

describe('a path that a file of a repository says', () => {
  let folder: string;
  beforeEach(async () => {
    const above = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-own-')));
    folder = join(above, 'in');
    await mkdir(folder);
    await writeFile(join(folder, 'a.png'), 'inside');
    await writeFile(join(above, 'b.png'), 'outside');
    await symlink(join(above, 'b.png'), join(folder, 'link.png'));
  });
  afterEach(async () => {
    await rm(join(folder, '..'), { recursive: true });
  });

  const place = (path: string) => diskPlace(pathToFileURL(path).href);
  const refusals = async (target: ReturnType<typeof diskPlace>) => {
    const own = place(folder);
    const looked = await lookWithin(own, target, 'image');
    const opened = await openWithin(own, target, 'image');
    if ('handle' in opened) await opened.handle.close();
    const read = await readWithin(own, target, 'image');
    return [
      await refusalWithin(own, target, 'image'),
      ...[looked, opened, read].map((one) => ('refusal' in one ? one.refusal : undefined)),
    ];
  };
  const four = <Value>(value: Value) => [value, value, value, value];

  it('is followed inside', async () => {
    assert.deepEqual(await refusals(place(join(folder, 'a.png'))), four(undefined));
    const read = await readWithin(place(folder), place(join(folder, 'a.png')), 'image');
    assert.ok(read.kind === 'read');
    assert.equal(new TextDecoder().decode(read.bytes), 'inside');
  });

  it('is followed neither outside by its spelling nor by a link', async () => {
    assert.deepEqual(await refusals(place(join(folder, '../b.png'))), four('outside'));
    assert.deepEqual(await refusals(place(join(folder, 'link.png'))), four('link'));
    assert.deepEqual(await refusals(place(join(folder, 'a.txt'))), four('type'));
  });

  it('is asked of no disk where its spelling leads to another machine', async () => {
    const elsewhere = {
      uri: 'file://server/share/a.png',
      get path(): string {
        throw new Error('Asked.');
      },
    };
    assert.deepEqual(await refusals(elsewhere), four('outside'));
  });
});

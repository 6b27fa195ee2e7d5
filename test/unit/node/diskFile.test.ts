import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PathKind, pathRules } from '../../../src/core/workspacePath.ts';
import { lookOnDisk, openOnDisk, readAt } from '../../../src/node/diskFile.ts';

/** A new kind of path needs a name here to compile. */
const names = {
  promptFile: 'scene.video.md',
  base: 'style.video.md',
  image: 'photo.png',
  clip: 'clip.mp4',
  output: 'renders',
  poster: 'clip.mp4.jpg',
  sidecar: 'clip.mp4.json',
  sidecarImage: 'photo.webp',
  sidecarClip: 'clip.mov',
  sidecarSource: 'scene.video.md',
  settings: 'settings.json',
} as const satisfies Readonly<Record<PathKind, string>>;

const kinds = Object.keys(names) as PathKind[];
const fileKinds = kinds.filter((kind) => pathRules[kind].leadsTo === 'file');

describe('a path of a file of the repository, on the disk', () => {
  let folder: string;
  let outside: string;
  beforeEach(async () => {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-paths-')));
    [folder, outside] = [join(root, 'film'), join(root, 'secrets')];
    await mkdir(folder);
    await mkdir(outside);
  });
  afterEach(async () => {
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  async function refusal(path: string, kind: PathKind): Promise<string | undefined> {
    const looked = await lookOnDisk(folder, path, kind);
    if (pathRules[kind].leadsTo === 'folder') return looked.kind === 'refused' ? looked.refusal : undefined;
    const opened = await openOnDisk(folder, path, kind);
    if ('handle' in opened) await opened.handle.close();
    const read = 'refusal' in opened ? opened.refusal : undefined;
    assert.equal(looked.kind === 'refused' ? looked.refusal : undefined, read);
    return read;
  }

  for (const kind of kinds) {
    const name = names[kind];
    const make = async (path: string) => {
      if (pathRules[kind].leadsTo === 'folder') await mkdir(path);
      else await writeFile(path, 'ours');
    };

    it(`is followed inside of the folder: ${kind}`, async () => {
      await make(join(folder, name));
      assert.equal(await refusal(join(folder, name), kind), undefined);
      // Links within the folder are nobody's concern.
      await mkdir(join(folder, 'a'));
      await symlink(folder, join(folder, 'a', 'up'));
      assert.equal(await refusal(join(folder, 'a', 'up', name), kind), undefined);
      await symlink(join(folder, name), join(folder, `linked-${name}`));
      assert.equal(await refusal(join(folder, `linked-${name}`), kind), undefined);
    });

    it(`is not followed through a link out of it: ${kind}`, async () => {
      await make(join(outside, name));
      await symlink(join(outside, name), join(folder, name));
      assert.equal(await refusal(join(folder, name), kind), 'link');
      await symlink(outside, join(folder, 'assets'));
      assert.equal(await refusal(join(folder, 'assets', name), kind), 'link');
      assert.equal(await refusal(join(folder, 'assets', 'deep', name), kind), 'link');
      await symlink(join(folder, 'assets'), join(folder, 'twice'));
      assert.equal(await refusal(join(folder, 'twice', name), kind), 'link');
      await symlink('../../secrets', join(folder, 'relative'));
      assert.equal(await refusal(join(folder, 'relative', name), kind), 'link');
      // A name that only begins like that of the folder.
      await mkdir(`${folder}-2`);
      await make(join(`${folder}-2`, name));
      await symlink(`${folder}-2`, join(folder, 'alike'));
      assert.equal(await refusal(join(folder, 'alike', name), kind), 'link');
    });

    it(`is not followed through a link that leads nowhere, or in a circle: ${kind}`, async () => {
      await symlink(join(outside, 'to come'), join(folder, name));
      assert.equal(await refusal(join(folder, name), kind), 'link');
      await symlink('circle', join(folder, 'circle'));
      assert.equal(await refusal(join(folder, 'circle', name), kind), 'unreadable');
    });

    it(`need not exist: ${kind}`, async () => {
      assert.equal(await refusal(join(folder, name), kind), 'missing');
      assert.equal(await refusal(join(folder, 'not', 'there', name), kind), 'missing');
      assert.equal(await refusal(join(outside, name), kind), 'link');
    });
  }

  for (const kind of fileKinds) {
    const name = names[kind];

    it(`leads to no other type of file by a link: ${kind}`, async () => {
      await writeFile(join(folder, '.env'), 'KEY=1');
      await symlink(join(folder, '.env'), join(folder, name));
      assert.equal(await refusal(join(folder, name), kind), 'type');
    });

    it(`leads to an ordinary file only: ${kind}`, async () => {
      await mkdir(join(folder, name));
      assert.equal(await refusal(join(folder, name), kind), 'folder');
      const pipe = join(folder, `pipe-${name}`);
      execFileSync('mkfifo', [pipe]);
      assert.equal(await refusal(pipe, kind), 'special');
    });

    it(`leads to no file beyond its bound: ${kind}`, async () => {
      await writeFile(join(folder, name), '');
      await truncate(join(folder, name), pathRules[kind].maxBytes);
      assert.equal(await refusal(join(folder, name), kind), undefined);
      await truncate(join(folder, name), pathRules[kind].maxBytes + 1);
      assert.equal(await refusal(join(folder, name), kind), 'tooLarge');
    });
  }

  it('reads the file that was looked at, whatever lies at its place afterwards', async () => {
    await writeFile(join(folder, 'photo.png'), 'ours');
    const opened = await openOnDisk(folder, join(folder, 'photo.png'), 'image');
    assert.ok('handle' in opened);
    await rm(join(folder, 'photo.png'));
    await writeFile(join(outside, 'photo.png'), 'secret');
    await symlink(join(outside, 'photo.png'), join(folder, 'photo.png'));
    assert.equal(new TextDecoder().decode(await readAt(opened, 0, 100)), 'ours');
    await opened.handle.close();
  });

  it('takes the folder itself by its real place too', async () => {
    await writeFile(join(folder, 'photo.png'), 'ours');
    await symlink(folder, join(outside, 'film'));
    const looked = await lookOnDisk(join(outside, 'film'), join(outside, 'film', 'photo.png'), 'image');
    assert.equal(looked.kind, 'found');
    await link(join(folder, 'photo.png'), join(folder, 'again.png'));
    assert.equal(await refusal(join(folder, 'again.png'), 'image'), undefined);
  });
});

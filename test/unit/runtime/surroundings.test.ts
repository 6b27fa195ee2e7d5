import assert from 'node:assert/strict';
import type { PathRefusal } from '../../../src/core/workspacePath.ts';
import { openPromptFileIn, type OwnFolder, surroundingsIn } from '../../../src/runtime/surroundings.ts';

const folder = 'file:///work/films';

function fakeFolder(
  refusals: Readonly<Record<string, PathRefusal>> = {},
  open: Record<string, string> = {},
  unread?: PathRefusal,
) {
  const asked: string[] = [];
  const own: OwnFolder = {
    uri: folder,
    refusal: (uri, kind) => {
      asked.push(`${kind} ${uri}`);
      return Promise.resolve(refusals[uri]);
    },
    read: (uri) =>
      Promise.resolve(
        unread !== undefined
          ? { kind: 'refused', refusal: unread }
          : { kind: 'read', bytes: new TextEncoder().encode(`bytes of ${uri}`) },
      ),
    openText: (uri) => open[uri],
  };
  return { own, asked };
}

describe('what a prompt file can get at', () => {
  it('is the text of an editor, else that of the disk', async () => {
    const uri = `${folder}/base.video.md`;
    assert.deepEqual(await surroundingsIn(fakeFolder({}, { [uri]: 'not saved' }).own).load(uri), {
      text: 'not saved',
    });
    assert.deepEqual(await surroundingsIn(fakeFolder().own).load(uri), { text: `bytes of ${uri}` });
  });

  it('is no text outside, open or not', async () => {
    const uri = 'file:///elsewhere/base.video.md';
    const { own } = fakeFolder({ [uri]: 'outside' }, { [uri]: 'open' });
    assert.deepEqual(await surroundingsIn(own).load(uri), { refusal: 'outside' });
  });

  it('is told in words where it cannot be read', async () => {
    const loaded = await surroundingsIn(fakeFolder({}, {}, 'missing').own).load(`${folder}/gone.video.md`);
    assert.ok('reason' in loaded);
  });

  it('is asked for an output by its folder', async () => {
    const { own, asked } = fakeFolder({ [`${folder}/clips/a`]: 'link', [`${folder}/out/`]: 'missing' });
    const { refusal } = surroundingsIn(own);
    assert.equal(await refusal('clips/a/boat.mp4', 'output'), 'link');
    assert.equal(await refusal(`${folder}/out/`, 'output'), undefined);
    assert.equal(await refusal(`${folder}/out/b.mp4`, 'output'), undefined);
    // Preflight tells what is no path.
    assert.equal(await refusal('../../x/', 'output'), undefined);
    assert.deepEqual(asked, [`output ${folder}/clips/a`, `output ${folder}/out/`, `output ${folder}/out`]);
  });

  it('is also a document without a place', async () => {
    const uri = 'untitled:film.video.md';
    const { refusal } = surroundingsIn(fakeFolder({ [uri]: 'outside' }).own);
    assert.equal(await refusal(uri, 'promptFile'), undefined);
    assert.equal(await refusal(uri, 'image'), 'outside');
  });
});

describe('a prompt file on the disk', () => {
  const uri = `${folder}/film.video.md`;
  const codes = async (own: OwnFolder) => {
    const { shots, problems } = await openPromptFileIn(own, uri);
    assert.equal(shots.length === 0, problems.length > 0);
    return problems.map(({ code }) => code);
  };

  it('is read, or its text taken from an editor, which may have no place for it', async () => {
    assert.deepEqual(await codes(fakeFolder().own), []);
    assert.deepEqual(await codes(fakeFolder({ [uri]: 'outside' }, { [uri]: 'A boat.' }).own), []);
  });

  it('is no empty one where it cannot be read', async () => {
    for (const refusal of ['tooLarge', 'special', 'folder', 'unreadable'] as const)
      assert.deepEqual(await codes(fakeFolder({}, {}, refusal).own), ['file.unreadable'], refusal);
    assert.deepEqual(await codes(fakeFolder({ [uri]: 'outside' }).own), ['file.unreadable']);
    assert.deepEqual(await codes(fakeFolder({ [uri]: 'link' }).own), ['file.link']);
  });

  it('asks for nothing once it is gone', async () => {
    const { problems } = await openPromptFileIn(fakeFolder({}, {}, 'missing').own, uri);
    assert.deepEqual(problems, []);
  });
});

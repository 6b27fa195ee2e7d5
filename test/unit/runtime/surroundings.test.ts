import assert from 'node:assert/strict';
import type { PathRefusal } from '../../../src/core/workspacePath.ts';
import { loadText, type OwnFolder, surroundingsIn } from '../../../src/runtime/surroundings.ts';

const folder = 'file:///work/films';

function fakeFolder(refusals: Readonly<Record<string, PathRefusal>> = {}, open: Record<string, string> = {}) {
  const asked: string[] = [];
  const own: OwnFolder = {
    uri: folder,
    refusal: (uri, kind) => {
      asked.push(`${kind} ${uri}`);
      return Promise.resolve(refusals[uri]);
    },
    read: (uri) =>
      Promise.resolve(
        uri.endsWith('gone.video.md')
          ? { kind: 'refused', refusal: 'missing' }
          : { kind: 'read', bytes: new TextEncoder().encode(`bytes of ${uri}`) },
      ),
    openText: (uri) => open[uri],
  };
  return { own, asked };
}

describe('what a prompt file can get at', () => {
  it('is the text of an editor, else that of the disk', async () => {
    const uri = `${folder}/base.video.md`;
    assert.deepEqual(await loadText(fakeFolder({}, { [uri]: 'not saved' }).own, uri, 'base'), {
      text: 'not saved',
    });
    assert.deepEqual(await loadText(fakeFolder().own, uri, 'base'), { text: `bytes of ${uri}` });
  });

  it('is no text outside, open or not', async () => {
    const uri = 'file:///elsewhere/base.video.md';
    const { own } = fakeFolder({ [uri]: 'outside' }, { [uri]: 'open' });
    assert.deepEqual(await loadText(own, uri, 'base'), { refusal: 'outside' });
  });

  it('is told in words where it cannot be read', async () => {
    const loaded = await loadText(fakeFolder().own, `${folder}/gone.video.md`, 'base');
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

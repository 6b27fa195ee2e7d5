import assert from 'node:assert/strict';
import { type FileMove, placeAfter } from '../../../src/core/fileMoves.ts';
import { movedJob } from '../../../src/core/movedJob.ts';
import { makeJob, request } from './makeJob.ts';

const job = makeJob({
  source: { promptFileUri: 'file:///film/boat.video.md', shot: 'storm', cell: '', take: 1 },
  output: { workspaceFolderUri: 'file:///film', directoryUri: 'file:///film/boat', baseName: 'storm-1' },
  request: {
    ...request,
    images: [
      { uri: 'file:///film/images/boat.png', role: 'first' },
      {
        uri: 'file:///drafts/last.png',
        role: 'last',
        clip: { uri: 'file:///film/boat/calm-1.mp4', sha256: 'c' },
      },
    ],
  },
  clip: { bytes: 1, sha256: 'c', extension: '.mp4', uri: 'file:///film/boat/storm-1.mp4' },
});

function after(...moves: FileMove[]) {
  const moved = movedJob(job, moves);
  return moved === undefined
    ? undefined
    : {
        file: moved.source?.promptFileUri,
        directory: moved.output.directoryUri,
        folder: moved.output.workspaceFolderUri,
        images: moved.request.images.map(({ uri, clip }) => clip?.uri ?? uri),
        clip: moved.clip?.uri,
      };
}

const unmoved = {
  file: 'file:///film/boat.video.md',
  directory: 'file:///film/boat',
  folder: 'file:///film',
  images: ['file:///film/images/boat.png', 'file:///film/boat/calm-1.mp4'],
  clip: 'file:///film/boat/storm-1.mp4',
};

describe('a job', () => {
  it('follows its prompt file', () => {
    assert.deepEqual(after({ from: 'file:///film/boat.video.md', to: 'file:///film/ship.video.md' }), {
      ...unmoved,
      file: 'file:///film/ship.video.md',
    });
  });

  it('follows the folder of all its files, with every name as it was', () => {
    assert.deepEqual(after({ from: 'file:///film', to: 'file:///work/a%20film' }), {
      file: 'file:///work/a%20film/boat.video.md',
      directory: 'file:///work/a%20film/boat',
      folder: 'file:///film',
      images: ['file:///work/a%20film/images/boat.png', 'file:///work/a%20film/boat/calm-1.mp4'],
      clip: 'file:///work/a%20film/boat/storm-1.mp4',
    });
  });

  it('follows several moves at once, each of which is about what lay there before', () => {
    assert.deepEqual(
      after(
        { from: 'file:///film/boat', to: 'file:///film/ship' },
        { from: 'file:///film/ship', to: 'file:///film/boat' },
        { from: 'file:///film/images/boat.png', to: 'file:///film/boat.png' },
      ),
      {
        ...unmoved,
        directory: 'file:///film/ship',
        images: ['file:///film/boat.png', 'file:///film/ship/calm-1.mp4'],
        clip: 'file:///film/ship/storm-1.mp4',
      },
    );
  });

  it('goes to the other workspace folder with its own', () => {
    const move = {
      from: 'file:///film/boat',
      to: 'file:///other/boat',
      workspaceFolderUri: 'file:///other',
    };
    const moved = after(move);
    assert.deepEqual([moved?.directory, moved?.folder], ['file:///other/boat', 'file:///other']);
  });

  it('is not about what only begins with the same name, lies beside it or was not moved', () => {
    assert.equal(after({ from: 'file:///film/boat.video', to: 'file:///film/x' }), undefined);
    assert.equal(after({ from: 'file:///fil', to: 'file:///x' }), undefined);
    assert.equal(after({ from: 'file:///film/boat.video.md', to: 'file:///film/boat.video.md' }), undefined);
    assert.equal(after({ from: 'vscode-remote:///film', to: 'vscode-remote:///x' }), undefined);
    assert.equal(after(), undefined);
  });
});

describe('the place after moves', () => {
  const place = (uri: string, ...moves: FileMove[]) => placeAfter(uri, moves)?.uri;

  it('is the own one of a file whose folder moved too', () => {
    const folder = { from: 'file:///a', to: 'file:///b' };
    const own = { from: 'file:///a/x.md', to: 'file:///c/y.md' };
    assert.equal(place('file:///a/x.md', folder, own), 'file:///c/y.md');
    assert.equal(place('file:///a/x.md', own, folder), 'file:///c/y.md');
    assert.equal(place('file:///a/z.md', own, folder), 'file:///b/z.md');
  });

  it('does not depend on how a name is spelled', () => {
    assert.equal(
      place('file:///a/caf%C3%A9%20(1)/x.md', { from: 'file:///a/café%20%281%29', to: 'file:///b' }),
      'file:///b/x.md',
    );
    assert.equal(
      place('file:///C:/a/x.md', { from: 'file:///c%3A/a', to: 'file:///c%3A/b' }),
      'file:///c%3A/b/x.md',
    );
  });
});

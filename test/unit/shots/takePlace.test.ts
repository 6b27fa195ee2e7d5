import assert from 'node:assert/strict';
import { takePlace } from '../../../src/shots/takePlace.ts';

const source = { shot: 'storm', cell: '', take: 2 };
const folder = 'file:///w/film';

describe('the place of a take', () => {
  it('is the folder beside the prompt file that has its name', () => {
    assert.deepEqual(takePlace('file:///w/film/a%20b/boat.video.md', undefined, source, folder), {
      workspaceFolderUri: 'file:///w/film',
      directoryUri: 'file:///w/film/a%20b/boat',
      baseName: 'storm-2',
    });
  });

  it('belongs to the folder that the prompt file is in, and to none outside of all', () => {
    const inner = takePlace('file:///w/film/inner/boat.video.md', undefined, source, `${folder}/inner`);
    assert.equal(inner?.workspaceFolderUri, 'file:///w/film/inner');
    assert.deepEqual(takePlace('file:///elsewhere/boat.video.md', undefined, source, undefined), {
      directoryUri: 'file:///elsewhere/boat',
      baseName: 'storm-2',
    });
  });

  it('is where the request says: a folder keeps the take’s name, a file names it', () => {
    const place = (output: string) => takePlace('file:///w/film/boat.video.md', output, source, folder);
    assert.deepEqual(place('renders/best/'), {
      workspaceFolderUri: 'file:///w/film',
      directoryUri: 'file:///w/film/renders/best',
      baseName: 'storm-2',
    });
    assert.equal(place('renders/final.mp4')?.baseName, 'final');
    assert.equal(place('final.mp4')?.directoryUri, 'file:///w/film');
    assert.equal(place('file:///w/film/renders/final.mp4')?.directoryUri, 'file:///w/film/renders');
  });

  it('is nowhere outside of the workspace folder', () => {
    const place = (output: string) => takePlace('file:///w/film/boat.video.md', output, source, folder);
    for (const output of ['../x.mp4', '/etc/x.mp4', 'a/../../x', 'file:///w/other/x.mp4', 'C:\\x.mp4'])
      assert.equal(place(output), undefined, output);
    assert.equal(takePlace('file:///elsewhere/boat.video.md', 'x.mp4', source, undefined), undefined);
  });
});

import assert from 'node:assert/strict';
import { findOutput } from '../../../src/core/outputPlace.ts';
import { request } from './makeJob.ts';

const folderUri = 'file:///work/film';
const context = {
  folderUri,
  folders: [
    { name: 'film', uri: folderUri },
    { name: 'sounds', uri: 'file:///work/sounds' },
  ],
};
const settings = { outputFolder: 'videos', fileName: '${prompt}' };
const day = '2026-11-28';
const found = (output: string | undefined, changes: Partial<typeof settings> = {}) =>
  findOutput(
    output === undefined ? request : { ...request, output },
    context,
    { ...settings, ...changes },
    day,
  );

describe('where the clips of a request go', () => {
  it('is what the request says, a name of its own included', () => {
    assert.deepEqual(found('takes/best.mp4'), {
      kind: 'place',
      folderUri,
      path: 'takes',
      baseName: 'best',
    });
    assert.deepEqual(found(`${folderUri}/takes/`), {
      kind: 'place',
      folderUri,
      path: 'takes',
      baseName: 'a-paper-boat-crosses-a-puddle',
    });
  });

  it('is what the settings say, where the request says nothing', () => {
    assert.deepEqual(found(undefined, { fileName: '${date} ${model}' }), {
      kind: 'place',
      folderUri,
      path: 'videos',
      baseName: '2026-11-28-veo3-1-fast',
    });
    assert.deepEqual(found(undefined, { outputFolder: '${workspaceFolder:sounds}/clips' }), {
      kind: 'place',
      folderUri: 'file:///work/sounds',
      path: 'clips',
      baseName: 'a-paper-boat-crosses-a-puddle',
    });
  });

  it('is never outside of the workspace, and the field says who wanted it', () => {
    assert.deepEqual(found('../elsewhere/'), { kind: 'outside', field: 'output', path: '../elsewhere/' });
    assert.deepEqual(found(undefined, { outputFolder: '../elsewhere' }), {
      kind: 'outside',
      field: 'videoPrompt.output.folder',
      path: '../elsewhere',
    });
  });

  it('is none where a setting has a variable that means nothing', () => {
    const folder = found(undefined, { outputFolder: '${file}/x' });
    assert.ok(folder.kind === 'variable' && folder.field === 'videoPrompt.output.folder');
    const name = found(undefined, { fileName: '${user}' });
    assert.ok(name.kind === 'variable' && name.variable === '${user}' && name.known.includes('${date}'));
  });
});

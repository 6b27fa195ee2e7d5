import assert from 'node:assert/strict';
import { fillName, readPlace } from '../../../src/core/placeVariables.ts';

const context = {
  folderUri: 'file:///home/ann/film',
  folders: [
    { name: 'film', uri: 'file:///home/ann/film' },
    { name: 'clips', uri: 'file:///data/all%20clips' },
  ],
  homeUri: 'file:///home/ann',
};
const place = (path: string, folderUri = context.folderUri) => ({ kind: 'place', folderUri, path });
const outside = { kind: 'outside' };
const unknown = (variable: string) => ({ kind: 'unknown', variable });

describe('the folder for clips', () => {
  it('may be written with the editor’s variables', () => {
    const right: readonly [string, object][] = [
      ['videos', place('videos')],
      ['a/b', place('a/b')],
      ['${workspaceFolder}/renders', place('renders')],
      ['${workspaceFolder}\\renders', place('renders')],
      ['${workspaceFolder}', place('')],
      ['${workspaceFolder}${/}renders', place('renders')],
      ['${workspaceFolder:clips}/new', place('new', 'file:///data/all%20clips')],
      ['${workspaceFolder:film}/new', place('new')],
      ['clips of ${workspaceFolderBasename}', place('clips of film')],
      ['a${pathSeparator}b', place('a/b')],
      ['~/film/renders', place('film/renders'.slice(5))],
      ['${userHome}/film', place('')],
      ['100%', place('100%')],
      ['~tmp', place('~tmp')],
      ['5 $', place('5 $')],
    ];
    for (const [text, expected] of right) assert.deepEqual(readPlace(text, context), expected, text);
  });

  it('stays inside the workspace folders', () => {
    for (const text of [
      '../x',
      '${workspaceFolder}/../x',
      '${workspaceFolder:clips}/../../home/ann/film',
      '~/other',
      '${userHome}',
      '${userHome}/film/../../bob',
      '/home/ann/film/x',
      'C:\\renders',
      'a${/}..${/}..${/}b',
    ]) {
      assert.deepEqual(readPlace(text, context), outside, text);
    }
  });

  it('refuses variables that it does not know, and those that would put secrets into names', () => {
    for (const [text, variable] of [
      ['${workspaceRoot}/a', '${workspaceRoot}'],
      ['${env:COMETAPI_KEY}', '${env:COMETAPI_KEY}'],
      ['${file}/a', '${file}'],
      ['a/${fileBasename}', '${fileBasename}'],
      ['${workspaceFolder:none}/a', '${workspaceFolder:none}'],
      ['a/${workspaceFolder}', '${workspaceFolder}'],
      ['${date', '${date'],
      ['${}', '${}'],
      ['$HOME/videos', '$HOME'],
      ['$env:HOME/videos', '$env:HOME'],
      ['%USERPROFILE%/videos', '%USERPROFILE%'],
    ] as const) {
      assert.deepEqual(readPlace(text, context), unknown(variable), text);
    }
    const { homeUri: _, ...homeless } = context;
    assert.deepEqual(readPlace('~/film', homeless), unknown('~'));
  });
});

describe('the name of a clip', () => {
  const values = { prompt: 'Pay $& or $1 for ${model} ${date} $$', model: 'm', date: '2026-01-02' };

  it('takes what a prompt says as it is', () => {
    assert.deepEqual(fillName('${prompt}', values), { name: values.prompt });
    assert.deepEqual(fillName('${date} ${model}: ${prompt}', values), {
      name: `2026-01-02 m: ${values.prompt}`,
    });
  });

  it('refuses a variable that it does not know', () => {
    assert.deepEqual(fillName('${promt}-x', values), { unknown: '${promt}' });
    assert.deepEqual(fillName('${__proto__}', values), { unknown: '${__proto__}' });
    assert.deepEqual(fillName('${toString}', values), { unknown: '${toString}' });
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { readFolderSettings } from '../../../src/core/folderSettings.ts';
import { diskPlace } from '../../../src/node/ownFile.ts';
import { uriOf } from '../../../src/runtime/repository.ts';
import { readRepositorySettings } from '../../../src/runtime/repositorySettings.ts';
import { type FilmFolder, makeFilmFolder } from '../../support/filmFolder.ts';

const file = '.vscode/settings.json';
const usual = readFolderSettings(() => undefined);

describe('the settings of a repository', () => {
  let films: FilmFolder;
  beforeEach(async () => {
    films = await makeFilmFolder();
  });
  afterEach(async () => {
    await films.remove();
  });

  const read = () => readRepositorySettings(diskPlace(uriOf(films.folder)));
  const from = async (text: string | Uint8Array) => {
    await films.write(file, text);
    return await read();
  };

  it('are the default ones where it says nothing', async () => {
    assert.deepEqual(await read(), usual);
    for (const text of ['', ' \n', '// none yet\n', '{}']) assert.deepEqual(await from(text), usual, text);
  });

  it('are read with comments, commas too many and a byte order mark', async () => {
    const text = `\uFEFF// Of all of us\r
{
  "videoPrompt.output.folder": "renders", /* not in Git */
  "videoPrompt.output.fileName": "\${date}-\${prompt}",
  "videoPrompt.defaults.model": "veo3.1",
}`;
    assert.deepEqual(await from(text), {
      outputFolder: 'renders',
      fileName: '${date}-${prompt}',
      defaultModel: 'veo3.1',
    });
  });

  it('are three, and none that decides over money, the key or the network', async () => {
    const text = JSON.stringify({
      'videoPrompt.api.baseUrl': 'https://evil.example',
      'videoPrompt.budget.perDayUsd': 1e9,
      'videoPrompt.automation.allowUnattended': true,
      'videoPrompt.network.proxy': 'http://evil.example',
      'videoPrompt.jobs.maxConcurrent': 100,
      trouble: { kind: 'form' },
    });
    assert.deepEqual(await from(text), usual);
  });

  it('hold as far as a file with a mistake can be read, which is told with its line', async () => {
    assert.deepEqual(await from('{\n  "videoPrompt.defaults.model": "veo3.1"\n  "a": \n}'), {
      ...usual,
      defaultModel: 'veo3.1',
      trouble: { kind: 'mistake', line: 3 },
    });
    for (const text of ['[]', '"a"', '1', 'null', '['.repeat(400_000)])
      assert.deepEqual(await from(text), { ...usual, trouble: { kind: 'form' } }, text.slice(0, 9));
  });

  it('come from no prototype', async () => {
    assert.deepEqual(await from('{ "__proto__": { "videoPrompt.defaults.model": "veo3.1" } }'), usual);
  });

  it('are not read from what is no file of the folder, or too large', async () => {
    const refused = async () => (await read()).trouble;
    await films.write(file, `{}${' '.repeat(1_000_000)}`);
    assert.deepEqual(await refused(), { kind: 'refused', refusal: 'tooLarge' });
    await rm(films.path(file));
    execFileSync('mkfifo', [films.path(file)]);
    assert.deepEqual(await refused(), { kind: 'refused', refusal: 'special' });
    await rm(films.path('.vscode'), { recursive: true });
    const elsewhere = await makeFilmFolder();
    await elsewhere.write('settings.json', '{ "videoPrompt.defaults.model": "veo3.1" }');
    await symlink(elsewhere.folder, films.path('.vscode'));
    assert.deepEqual(await read(), { ...usual, trouble: { kind: 'refused', refusal: 'link' } });
    await elsewhere.remove();
    await rm(films.path('.vscode'));
    await mkdir(films.path(file), { recursive: true });
    assert.deepEqual(await refused(), { kind: 'refused', refusal: 'folder' });
  });
});

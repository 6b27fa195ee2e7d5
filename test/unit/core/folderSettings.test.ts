import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { folderSettingIds, readFolderSettings } from '../../../src/core/folderSettings.ts';
import { repository } from '../../support/paths.ts';

const manifestSchema = z.object({
  contributes: z.object({
    configuration: z.object({
      properties: z.record(z.string(), z.object({ default: z.unknown(), scope: z.string() })),
    }),
  }),
});

describe('the settings of a folder', () => {
  it('are by default what the manifest says, and are those that a folder may set', async () => {
    const { contributes } = manifestSchema.parse(
      JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')),
    );
    const { properties } = contributes.configuration;
    const usual = readFolderSettings(() => undefined);
    for (const name of ['outputFolder', 'fileName', 'defaultModel'] as const)
      assert.deepEqual(properties[folderSettingIds[name]], {
        default: usual[name],
        scope: 'resource',
      });
    const ofFolders = Object.keys(properties).filter((id) => properties[id]?.scope === 'resource');
    assert.deepEqual(ofFolders.sort(), Object.values(folderSettingIds).sort());
  });

  it('are texts; anything else counts as not said', () => {
    const usual = readFolderSettings(() => undefined);
    for (const value of ['', '  ', null, 5, ['a'], { a: 'a' }])
      assert.deepEqual(
        readFolderSettings(() => value),
        usual,
      );
    assert.equal(readFolderSettings(() => ' veo3.1 ').defaultModel, 'veo3.1');
  });
});

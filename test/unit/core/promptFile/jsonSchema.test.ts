import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { models } from '../../../../src/core/catalogue/catalogue.ts';
import { fieldNames } from '../../../../src/core/promptFile/fields.ts';
import { promptFileSchemaText, schemaPath } from '../../../support/promptFileSchema.ts';

interface Keys {
  readonly properties: Readonly<
    Record<string, { readonly anyOf?: readonly { readonly enum?: readonly string[] }[] }>
  >;
}
type Schema = Keys & { readonly definitions: { readonly shot: Keys } };

describe('the JSON Schema of a prompt file', () => {
  it('is in the package as the fields have it (else: npm run schema)', async () => {
    assert.equal(await readFile(schemaPath, 'utf8'), await promptFileSchemaText());
  });

  it('knows every key, those of a shot apart, and offers every model', async () => {
    const { properties, definitions } = JSON.parse(await promptFileSchemaText()) as Schema;
    assert.deepEqual(Object.keys(properties), fieldNames);
    assert.deepEqual(
      fieldNames.filter((name) => !Object.hasOwn(definitions.shot.properties, name)),
      ['extends'],
    );
    assert.deepEqual(
      properties.model?.anyOf?.[0]?.enum,
      models.map(({ id }) => id),
    );
  });
});

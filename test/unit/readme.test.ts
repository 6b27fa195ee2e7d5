import assert from 'node:assert/strict';
import { models } from '../../src/core/catalogue/catalogue.ts';
import { modelsTable, readmeWithTable } from '../support/modelsTable.ts';

describe('the README', () => {
  it('has the table of models as the catalogue has them (else: npm run models)', async () => {
    const { before, after } = await readmeWithTable();
    assert.equal(before, after);
    for (const { id } of models) assert.ok(modelsTable().includes(`\`${id}\``), id);
  });
});

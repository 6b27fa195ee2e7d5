import assert from 'node:assert/strict';
import { models } from '../../../src/core/catalogue/catalogue.ts';
import { generatedPages } from '../../support/generatedDocs.ts';
import { modelsTable } from '../../support/modelsTable.ts';

describe('the pages of docs', () => {
  it('say what catalogue, manifest and code say (else: npm run docs)', async () => {
    for (const { page, before, after } of await generatedPages()) assert.equal(before, after, page);
  });

  it('have a row for each model', () => {
    const table = modelsTable();
    for (const { id } of models) assert.ok(table.includes(`\`${id}\``), id);
  });
});

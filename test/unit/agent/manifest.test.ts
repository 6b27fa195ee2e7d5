import assert from 'node:assert/strict';
import { inputSchemas } from '../../../src/agent/inputs.ts';
import { toolNames } from '../../../src/agent/toolNames.ts';
import { contributedTools, manifestText } from '../../support/agentTools.ts';

interface Schema {
  readonly type: string;
  readonly additionalProperties: boolean;
  readonly properties: Readonly<
    Record<
      string,
      { readonly type: string; readonly maxLength?: number; readonly items?: { readonly maxLength?: number } }
    >
  >;
}

describe('what the manifest says to agents', () => {
  it('is what the tools take (else: npm run schema)', async () => {
    const { before, after } = await manifestText();
    assert.equal(before, after);
  });

  it('is flat, closed and bounded, so that every host takes it', () => {
    for (const { inputSchema, modelDescription, name } of contributedTools()) {
      const schema: unknown = inputSchema;
      const { type, additionalProperties, properties } = schema as Schema;
      assert.deepEqual([type, additionalProperties], ['object', false], name);
      assert.ok(modelDescription.length < 600, name);
      for (const [field, one] of Object.entries(properties)) {
        assert.notEqual(one.type, 'object', field);
        if (one.type === 'string') assert.ok(one.maxLength !== undefined, field);
        if (one.items !== undefined) assert.ok(one.items.maxLength !== undefined, field);
      }
    }
  });

  it('has a schema for each tool', () => {
    assert.deepEqual(Object.keys(inputSchemas), [...toolNames]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spendMessage } from '../../../src/protocol/spend.ts';

const accepts = (value: unknown) => spendMessage.safeParse(value).success;

describe('what the spend screen may say to the host', () => {
  for (const message of [
    { kind: 'ready' },
    { kind: 'ready', month: '2026-10', shown: 300 },
    { kind: 'ready', view: 'repository' },
    { kind: 'chooseView', view: 'computer' },
    { kind: 'chooseMonth', month: '2026-10' },
    { kind: 'showMore' },
    { kind: 'openJob', job: 'job-1' },
    { kind: 'changeCap', cap: 'workspace' },
    { kind: 'command', command: 'exportCsv' },
  ]) {
    it(`is ${JSON.stringify(message)}`, () => assert.ok(accepts(message)));
  }

  for (const message of [
    { kind: 'ready', shown: 0 },
    { kind: 'ready', shown: 1e9 },
    { kind: 'ready', month: "2026-10' OR 1" },
    { kind: 'ready', view: 'moon' },
    { kind: 'chooseView' },
    { kind: 'chooseMonth' },
    { kind: 'openJob', job: 'j'.repeat(201) },
    { kind: 'changeCap', cap: 'workbench.action.quit' },
    { kind: 'command', command: 'workbench.action.quit' },
    { kind: 'showMore', extra: true },
  ]) {
    it(`is not ${JSON.stringify(message).slice(0, 60)}`, () => assert.ok(!accepts(message)));
  }

  it('is nothing else, and reading it never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => !accepts(value)));
  });
});

import assert from 'node:assert/strict';
import { otherFindings, visibleFindings } from '../../../../media/panel/findings.ts';
import type { FindingView } from '../../../../src/protocol/panel.ts';
import { draft } from './makeState.ts';

const at = (field: string): FindingView => ({ severity: 'error', field, code: 'x', text: field });
const fields = (findings: readonly FindingView[]) => findings.map(({ field }) => field);

describe('findings', () => {
  it('wait on an empty form until a field was left or Generate was pressed', () => {
    const all = [at('prompt'), at('seconds')];
    assert.deepEqual(fields(visibleFindings(all, draft, new Set(), false)), []);
    assert.deepEqual(fields(visibleFindings(all, draft, new Set(['prompt']), false)), ['prompt']);
    assert.deepEqual(fields(visibleFindings(all, draft, new Set(), true)), ['prompt', 'seconds']);
  });

  it('show once something is written', () => {
    const begun = { ...draft, prompt: 'A fox' };
    assert.deepEqual(fields(visibleFindings([at('seconds')], begun, new Set(), false)), ['seconds']);
  });

  it('about an image that was added show at once', () => {
    assert.deepEqual(fields(visibleFindings([at('images[0]')], draft, new Set(), false)), ['images[0]']);
  });

  it('without a control of their own are kept for the end of the form', () => {
    const all = [at('prompt'), at('output'), at('images[0]'), at('images[3]')];
    assert.deepEqual(fields(otherFindings(all, 1)), ['output', 'images[3]']);
  });
});

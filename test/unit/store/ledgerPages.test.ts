import assert from 'node:assert/strict';
import type { LedgerRow } from '../../../src/core/ledgerReport.ts';
import { ledgerCsv, newestRows } from '../../../src/store/ledgerPages.ts';

const all: readonly LedgerRow[] = Array.from({ length: 600 }, (_, index) => ({
  jobId: `job-${String(index)}`,
  day: '2026-10-01',
  createdAt: index,
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  prompt: 'A boat',
  workspaceKey: '',
  state: 'saved',
  status: 'charged',
  isSample: false,
  reservedMicroUsd: 320_000,
}));
const after = (id: string | undefined, limit: number) => {
  const start = all.findIndex(({ jobId }) => jobId === id) + 1;
  return Promise.resolve(all.slice(start, start + limit));
};

describe('the ledger page by page', () => {
  it('gives as many of the newest rows as are asked for, each once and in their order', async () => {
    const newest = ({ limit, before }: { limit: number; before?: string }) => after(before, limit);
    for (const count of [1, 101, 250, 251, 600, 1000])
      assert.deepEqual(await newestRows({ newest }, '2026-10', count), all.slice(0, count));
  });

  it('becomes a CSV with every row, or with none after it was cancelled', async () => {
    const oldest = ({ limit, after: id }: { limit: number; after?: string }) => after(id, limit);
    const { bytes, rows } = await ledgerCsv({ oldest }, () => false);
    assert.equal(rows, 600);
    assert.equal(new TextDecoder().decode(bytes).trimEnd().split('\n').length, 601);
    assert.equal((await ledgerCsv({ oldest }, () => true)).rows, 0);
  });
});

import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { ledgerCsvHeader, ledgerCsvLine } from '../../../src/core/ledgerCsv.ts';
import type { LedgerRow } from '../../../src/core/ledgerReport.ts';

const row: LedgerRow = {
  jobId: 'job-1',
  day: '2026-10-01',
  createdAt: Date.UTC(2026, 9, 1, 12, 30),
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  prompt: '=HYPERLINK("https://example.com")\r\nA boat, "paper"',
  by: 'agent',
  workspaceKey: 'file:///work/film',
  state: 'saved',
  status: 'charged',
  isSample: false,
  quotedMicroUsd: 320_000,
  reservedMicroUsd: 320_000,
  chargedMicroUsd: 12_345_678,
  basis: 'estimated',
  taskId: 'task-1',
  clipUri: 'file:///work/film/videos/boat.mp4',
};

const read = (rows: readonly LedgerRow[]) =>
  parse<Record<string, string>>(ledgerCsvHeader + rows.map(ledgerCsvLine).join(''), {
    columns: true,
    recordDelimiter: '\r\n',
    bom: true,
  });

describe('the exported ledger', () => {
  it('has every amount in micro-USD and in dollars, and the whole prompt', () => {
    assert.deepEqual(read([row]), [
      {
        day: '2026-10-01',
        created_utc: '2026-10-01T12:30:00.000Z',
        job_id: 'job-1',
        task_id: 'task-1',
        state: 'saved',
        money: 'charged',
        sample: 'no',
        model: 'veo3.1-fast',
        seconds: '4',
        // A spreadsheet would make a time of it.
        aspect_ratio: "'16:9",
        resolution: '720p',
        quoted_micro_usd: '320000',
        quoted_usd: '0.320000',
        reserved_micro_usd: '320000',
        reserved_usd: '0.320000',
        charged_micro_usd: '12345678',
        charged_usd: '12.345678',
        basis: 'estimated',
        by: 'agent',
        workspace: 'file:///work/film',
        clip: 'file:///work/film/videos/boat.mp4',
        prompt: `'${row.prompt}`,
      },
    ]);
  });

  it('opens in a spreadsheet as it is: UTF-8, and ids of digits as texts', () => {
    assert.deepEqual([...Buffer.from(ledgerCsvHeader).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(ledgerCsvHeader.lastIndexOf('\ufeff'), 0);
    for (const taskId of ['1234567890123456789', '00042', '12E45', '3-4']) {
      const [back] = read([{ ...row, taskId }]);
      assert.equal(back?.task_id, `'${taskId}`);
    }
    assert.ok(!ledgerCsvLine(row).includes('\ufeff'));
  });

  it('leaves empty what nobody knows, instead of writing 0', () => {
    const { quotedMicroUsd: _q, chargedMicroUsd: _c, basis: _b, taskId: _t, clipUri: _u, ...rest } = row;
    const [back] = read([{ ...rest, status: 'unknown', reservedMicroUsd: 0 }]);
    assert.ok(back);
    assert.deepEqual(
      Object.entries(back)
        .filter(([, value]) => value === '')
        .map(([name]) => name),
      ['task_id', 'quoted_micro_usd', 'quoted_usd', 'charged_micro_usd', 'charged_usd', 'basis', 'clip'],
    );
    assert.equal(back.reserved_usd, '0.000000');
  });
});

import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from '../../../src/core/csv.ts';

/** Read by a parser that is not ours, as strict as RFC 4180. */
const read = (text: string) => parse(text, { recordDelimiter: '\r\n', relaxColumnCount: false });

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\ufeff=1', '＝1+1'];

describe('a line of CSV', () => {
  it('is read back as it was written, apart from the apostrophe before a formula', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', ',', '\r\n', ...dangerous)),
      {
        minLength: 2,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const width = Math.min(first.length, second.length);
        const rows = [first.slice(0, width), second.slice(0, width)];
        const back = read(rows.map(csvLine).join(''));
        assert.equal(back.length, 2);
        for (const [index, row] of rows.entries()) {
          assert.deepEqual(
            back[index]?.map((cell, at) => (cell === `'${row[at] ?? ''}` ? row[at] : cell)),
            row,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  for (const text of dangerous) {
    it(`leaves nothing to run in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(csvLine([text, 'x'])), [[`'${text}`, 'x']]);
    });
  }

  const numbers = [
    '1234567890123456789',
    '1.2E+18',
    '12e45',
    '007',
    '16:9',
    '3/4',
    '2026-10-01',
    '50 %',
    '$5',
  ];
  const others = ['5 May', 'MAR1', '1-Sept-26', '１２３', ' 42 ', '1,234.5', '10:30 pm', '9'.repeat(1_000)];
  for (const text of [...numbers, ...others]) {
    it(`keeps ${JSON.stringify(text.slice(0, 30))} a text`, () => {
      assert.deepEqual(read(csvLine([text, 'x'])), [[`'${text}`, 'x']]);
    });
  }

  it('leaves other texts alone', () => {
    const texts = [
      'task_123',
      '720p',
      '4K',
      'veo3.1-fast',
      'May we',
      'a 5',
      'file:///a',
      'e5',
      'Marching 12 men',
    ];
    for (const text of texts) assert.equal(csvLine([text]), `${text}\r\n`);
  });

  it('writes what is meant to be read as it is', () => {
    assert.equal(csvLine([{ plain: '2026-10-01' }, { plain: '0.320000' }, 4]), '2026-10-01,0.320000,4\r\n');
  });

  it('does not look long at a long text', () => {
    const text = '1 '.repeat(500_000);
    assert.ok(csvLine([text]).length >= text.length);
  });

  it('ends with CRLF, quotes only where needed and writes numbers as they are', () => {
    assert.equal(
      csvLine(['a b', 'a,b', 'a"b', 'a\nb', 320_000, undefined]),
      'a b,"a,b","a""b","a\nb",320000,\r\n',
    );
  });
});

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

  it('ends with CRLF, quotes only where needed and writes numbers as they are', () => {
    assert.equal(
      csvLine(['a b', 'a,b', 'a"b', 'a\nb', 320_000, undefined]),
      'a b,"a,b","a""b","a\nb",320000,\r\n',
    );
  });
});

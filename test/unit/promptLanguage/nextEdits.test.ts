import assert from 'node:assert/strict';
import { lineStartsOf } from '../../../src/core/promptFile/lines.ts';
import { applyEdits } from '../../../src/core/promptFile/textEdit.ts';
import { marksOf } from '../../../src/promptLanguage/marks.ts';
import {
  budgetEdits,
  exactPriceEdits,
  type NextEdit,
  nextEdits,
} from '../../../src/promptLanguage/nextEdits.ts';
import { type Around, openText } from './openText.ts';

const file = (options: string) => `---\n${options}\n---\nA boat.\n`;

/** The text after an edit, made as a program would make it. */
function made(text: string, { edits }: NextEdit): string {
  const starts = lineStartsOf(text);
  const offset = (line: number, column: number) => (starts[line - 1] ?? assert.fail()) + column - 1;
  return applyEdits(
    text,
    edits.map((edit) => ({
      start: offset(edit.line, edit.column),
      end: offset(edit.endLine, edit.endColumn),
      text: edit.text,
    })),
  );
}

async function nextOf(text: string, code: string, around: Around = {}): Promise<readonly NextEdit[]> {
  const open = openText(text, around);
  const checked = await open.checked();
  const mark = marksOf(checked).find(
    (one) => (one.kind === 'problem' ? one.problem.code : one.finding.code) === code,
  );
  return await nextEdits(mark ?? assert.fail(code), checked, open);
}

async function checkedOf(options: string) {
  const checked = await openText(file(options)).checked();
  return { checked, shot: checked.shots[0] ?? assert.fail() };
}

describe('the next edits', () => {
  it('say at which line which value settles a finding', async () => {
    const text = file('model: veo3.1-fast\nseconds: 5 # short');
    const [first] = await nextOf(text, 'seconds.set');
    assert.deepEqual(first, {
      title: 'Use 4 s',
      values: { seconds: 4 },
      edits: [{ line: 3, column: 10, endLine: 3, endColumn: 11, text: '4' }],
    });
    assert.equal(made(text, first), file('model: veo3.1-fast\nseconds: 4 # short'));
  });

  it('name the model that was meant, and correct words without naming a value', async () => {
    const model = file('model: veo3.1-fest');
    const [meant] = await nextOf(model, 'model.unknown');
    assert.deepEqual(meant?.values, { model: 'veo3.1-fast' });
    assert.equal(made(model, meant), file('model: veo3.1-fast'));
    const key = file('secnds: 8');
    const [word] = await nextOf(key, 'key.misspelled');
    assert.equal(word?.values, undefined);
    assert.equal(made(key, word ?? assert.fail()), file('seconds: 8'));
  });

  it('leave out what no edit can be sure of, and name no list as a value', async () => {
    const shared = await nextOf(file('model: veo3.1-fast\nseconds: &length 5\nseed: *length'), 'seconds.set');
    assert.ok(shared.every(({ values }) => values?.seconds === undefined));
    const images = file('model: veo3.1-fast\nreferences: [a.png, b.png, c.png, d.png, e.png]');
    const next = await nextOf(images, 'images.tooMany');
    assert.ok(next.length > 0);
    assert.ok(next.every(({ values, edits }) => values?.images === undefined && edits.length > 0));
  });

  it('say what fits into a budget', async () => {
    const options = 'model: veo3.1-fast\nseconds: 8\nvariants: 2';
    const { checked, shot } = await checkedOf(options);
    const each = shot.quote.microUsd ?? assert.fail();
    const next = budgetEdits(shot, checked, each);
    const [fewer, shorter] = next;
    assert.deepEqual([fewer?.values, shorter?.values], [{ variants: 1 }, { seconds: 4 }]);
    assert.equal(
      made(file(options), fewer ?? assert.fail()),
      file('model: veo3.1-fast\nseconds: 8\nvariants: 1'),
    );
    for (const one of next) {
      const after = await openText(made(file(options), one)).checked();
      const [now] = after.shots;
      const total = (now?.quote.microUsd ?? assert.fail()) * (now?.request.variants ?? 1);
      assert.ok(total <= each, one.title);
    }
    assert.deepEqual(budgetEdits(shot, checked, 0), []);
  });

  it('name models with an exact price that can do the same', async () => {
    const { checked, shot } = await checkedOf('model: veo3.1-fast\nseconds: 8');
    const market = {
      ...checked.market,
      quote: (...args: Parameters<typeof checked.market.quote>) =>
        args[1].id === 'veo3.1-fast'
          ? ({ kind: 'unknown', source: '', date: '' } as const)
          : checked.market.quote(...args),
    };
    const next = exactPriceEdits(shot, { ...checked, market });
    assert.ok(next.length > 0 && next.length <= 3);
    for (const one of next) {
      assert.notEqual(one.values?.model, 'veo3.1-fast');
      const after = await openText(made(file('model: veo3.1-fast\nseconds: 8'), one)).checked();
      assert.equal(after.shots[0]?.quote.kind, 'listed');
      assert.deepEqual(
        after.shots[0].findings.filter(({ severity }) => severity === 'error'),
        [],
      );
    }
  });
});

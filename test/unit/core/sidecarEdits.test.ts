import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { markKept, withPaths } from '../../../src/core/sidecarEdits.ts';
import { makeJob } from './makeJob.ts';

const sidecar = writeSidecar(makeJob({ state: 'stored' }), { savedAt: 1 });
const read = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('the mark of the kept take', () => {
  it('comes last, in the way in which the rest is written', () => {
    assert.equal(markKept(sidecar, true), sidecar.replace(/\n\}\n$/, ',\n  "kept": true\n}\n'));
    assert.equal(markKept('\uFEFF{\r\n\t"a": 1\r\n}', true), '\uFEFF{\r\n\t"a": 1,\r\n\t"kept": true\r\n}');
  });

  it('changes nothing where it is set already, or gone already', () => {
    const kept = markKept(sidecar, true);
    assert.equal(markKept(kept, true), kept);
    assert.equal(markKept(sidecar, false), sidecar);
  });

  it('is taken away from every place, and only itself', () => {
    const after = (text: string) => JSON.stringify(read(markKept(text, false)));
    assert.equal(after('{"a":1,"kept":true,"b":2}'), '{"a":1,"b":2}');
    assert.equal(after('{"\\u006bept":1}'), '{}');
    assert.equal(after('{"kept":1,"a":{"kept":2},"kept":[3]}'), '{"a":{"kept":2}}');
  });

  it('takes the place of another value', () => {
    assert.equal(
      markKept('{\n  "kept": {"a":"}"} ,\n  "b": 1.0\n}', true),
      '{\n  "kept": true ,\n  "b": 1.0\n}',
    );
  });

  it('is set on no text that is no object', () => {
    for (const text of ['', '[]', 'null', '"kept"', '{"a":1', 'kept'])
      assert.throws(() => markKept(text, true), { code: 'sidecar.invalid' });
  });

  const anyObject = fc.tuple(
    fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
    fc.constantFrom<string | number | undefined>(undefined, 2, '\t'),
  );

  it('comes and goes without a trace, whatever the object holds', () => {
    fc.assert(
      fc.property(anyObject, ([object, indent]) => {
        fc.pre(!Object.hasOwn(object, 'kept'));
        const text = JSON.stringify(object, undefined, indent);
        const kept = markKept(text, true);
        const after = read(kept);
        assert.equal(after.kept, true);
        assert.deepEqual(
          Object.keys(after).filter((key) => key !== 'kept'),
          Object.keys(read(text)),
        );
        const back = markKept(kept, false);
        if (indent !== undefined && Object.keys(object).length > 0) assert.equal(back, text);
        else assert.deepEqual(read(back), read(text));
      }),
    );
  });

  it('leaves everything else as it is, in its order', () => {
    fc.assert(
      fc.property(
        anyObject,
        fc.jsonValue({ maxDepth: 2 }),
        fc.boolean(),
        ([object, indent], mark, isKept) => {
          const entries = Object.entries(object);
          const marked = Object.fromEntries([...entries.slice(0, 2), ['kept', mark], ...entries.slice(2)]);
          const { kept, ...others } = read(markKept(JSON.stringify(marked, undefined, indent), isKept));
          const { kept: _kept, ...before } = read(JSON.stringify(marked));
          assert.equal(kept, isKept ? true : undefined);
          assert.equal(JSON.stringify(others), JSON.stringify(before));
        },
      ),
    );
  });
});

describe('the paths of a sidecar', () => {
  it('are written anew where the file has moved, and nothing else is', () => {
    const text = sidecar.replace('"version": 1,', '"version": 1,\n  "later": [1, {"x": 1.50}],');
    const moved = withPaths(text, [{ path: ['request', 'prompt'], value: '../a "b".png' }]);
    assert.equal(moved, text.replace(/"prompt": "[^"]*"/, '"prompt": "../a \\"b\\".png"'));
    assert.equal(withPaths(text, []), text);
  });
});

import assert from 'node:assert/strict';
import { DisposableStore } from '../../../../src/editor/base/disposables.ts';

describe('a store of disposables', () => {
  const noted = () => {
    const ended: string[] = [];
    const of = (name: string) => ({ name, dispose: () => void ended.push(name) });
    return { ended, of };
  };

  it('ends each of what was added once, in its order', () => {
    const { ended, of } = noted();
    const store = new DisposableStore();
    const first = of('first');
    assert.equal(store.add(first, of('second')), first);
    store.add(of('third'));
    store.add(first);
    assert.equal(store.isDisposed, false);
    store.dispose();
    store.dispose();
    assert.equal(store.isDisposed, true);
    assert.deepEqual(ended, ['first', 'second', 'third']);
  });

  it('ends at once what comes after its end, also while it is ending', () => {
    const { ended, of } = noted();
    const store = new DisposableStore();
    store.add({ dispose: () => void store.add(of('meanwhile')) });
    store.dispose();
    store.add(of('late'), of('later'));
    assert.deepEqual(ended, ['meanwhile', 'late', 'later']);
  });

  it('ends the others where one fails, and says so', () => {
    const { ended, of } = noted();
    const store = new DisposableStore();
    const failure = new Error('broken');
    store.add(
      {
        dispose: () => {
          throw failure;
        },
      },
      of('other'),
    );
    assert.throws(
      () => store.dispose(),
      (error) => error instanceof AggregateError && error.errors[0] === failure,
    );
    assert.deepEqual(ended, ['other']);
  });
});

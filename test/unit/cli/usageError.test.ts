import assert from 'node:assert/strict';
import { oneOf, someOf, UsageError } from '../../../src/cli/usageError.ts';

describe('the values of an option', () => {
  it('are those of a list, each once', () => {
    assert.deepEqual(someOf('--only', 'stale, missing,stale,', ['missing', 'stale']), ['stale', 'missing']);
  });

  it('are refused one by one, with the nearest', () => {
    const refused = (run: () => unknown, message: string) =>
      assert.throws(run, (error) => error instanceof UsageError && error.message === message);
    refused(
      () => someOf('--only', 'stale,mising', ['missing', 'stale']),
      '--only cannot be “mising”. Did you mean “missing”?',
    );
    refused(
      () => oneOf('--by', 'weekday', ['month', 'model']),
      '--by cannot be “weekday”. Write one of: month, model.',
    );
  });
});

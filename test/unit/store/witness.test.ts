import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { openStore } from '../../../src/store/jobStore.ts';
import { missingSums } from '../../../src/store/mend.ts';
import { noWitness, witnessFile, witnessFileOf } from '../../../src/store/witness.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing } from './openStores.ts';

describe('the witness', () => {
  it('reads nothing from a file that is no testimony', async () => {
    await inDirectory(async (directory) => {
      for (const text of ['', '{}', '{"databaseId":"a","generation":-1}\n{}', '\u0000'.repeat(9), '[]\n[]']) {
        await writeFile(witnessFileOf(directory), text);
        assert.equal(witnessFile(directory).readNow(), undefined, text);
        (await openStore({ directory, pacing: hastyPacing })).close();
      }
    });
  });

  it('is not set back by a window that is slower', async () => {
    await inDirectory(async (directory) => {
      const at = (generation: number) => ({ databaseId: 'd', generation, sums: [], jobs: [] });
      await witnessFile(directory).save(at(12));
      await witnessFile(directory).save(at(11));
      assert.equal(witnessFile(directory).readNow()?.generation, 12);
      await witnessFile(directory).save({ ...at(3), databaseId: 'e' });
      assert.equal(witnessFile(directory).readNow()?.generation, 3);
    });
  });

  it('lies in the folder where nothing can be written beside it', async () => {
    await inDirectory(async (directory) => {
      const witness = witnessFile(directory);
      // What is a folder cannot be written.
      await mkdir(witnessFileOf(directory));
      await witness.save({ databaseId: 'd', generation: 2, sums: [], jobs: [] });
      assert.equal(witness.readNow()?.generation, 2);
    });
  });

  it('can be left out', async () => {
    await inDirectory(async (directory) => {
      const store = await openStore({ directory, pacing: hastyPacing, witness: noWitness });
      await store.admit([makeJob()], {});
      store.close();
      await assert.rejects(readFile(witnessFileOf(directory)));
    });
  });
});

describe('missing sums', () => {
  const sum = (day: string, workspaceKey: string, microUsd: number) => ({
    day,
    workspaceKey,
    microUsd,
    jobs: 1,
  });

  it('are those of a day, wherever its money is counted', () => {
    const told = [sum('2026-10-01', 'a', 5), sum('2026-10-01', 'b', 5), sum('2026-10-02', 'a', 1)];
    const renamed = [sum('2026-10-01', 'c', 8), sum('2026-10-02', 'a', 1)];
    assert.deepEqual(missingSums(told, renamed), [sum('2026-10-01', 'a', 2)]);
    assert.deepEqual(missingSums(told, told), []);
    assert.deepEqual(missingSums([], told), []);
  });

  it('make every day as dear as it was, and none dearer', () => {
    const sums = fc.array(
      fc
        .tuple(fc.constantFrom('2026-10-01', '2026-10-02'), fc.constantFrom('a', 'b', 'c'), fc.nat(20))
        .map((one) => sum(...one)),
      { maxLength: 6 },
    );
    const unique = sums.map((list) => [
      ...new Map(list.map((one) => [`${one.day} ${one.workspaceKey}`, one])).values(),
    ]);
    const of = (list: readonly { readonly day: string; readonly microUsd: number }[], wanted: string) =>
      list.filter(({ day: one }) => one === wanted).reduce((all, { microUsd }) => all + microUsd, 0);
    fc.assert(
      fc.property(unique, unique, (told, there) => {
        const missing = missingSums(told, there);
        for (const one of ['2026-10-01', '2026-10-02'])
          assert.equal(of(there, one) + of(missing, one), Math.max(of(told, one), of(there, one)));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { commandLine, nextLine } from '../../../src/cli/nextStep.ts';

describe('a command line to go on with', () => {
  it('is what a person would write', () => {
    assert.equal(
      commandLine('plan', ['films/boat.video.md'], ['--only', 'missing']),
      'video-prompt plan films/boat.video.md --only missing',
    );
    assert.equal(commandLine('plan', ['a b.video.md']), "video-prompt plan 'a b.video.md'");
    assert.equal(commandLine('plan', ['-o.video.md']), 'video-prompt plan ./-o.video.md');
  });

  it('is words and nothing else for a shell, whatever names say', () => {
    const name = fc.oneof(
      fc.constantFrom("'; rm -rf / #", '$(touch x)', '`x`', 'a\nb', '"', '\\', '!!', '*', '~', "'"),
      fc.string({ minLength: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(
          name.filter((one) => !one.includes('\0')),
          { minLength: 1, maxLength: 3 },
        ),
        (names) => {
          const line = commandLine('plan', names).replace('video-prompt', `printf '%s\\0'`);
          const words = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1);
          assert.deepEqual(words, ['plan', ...names.map((one) => (one.startsWith('-') ? `./${one}` : one))]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is shown so that it can be copied as it is, or not at all', () => {
    const step = (path: string) => ({ title: 'Go on', command: commandLine('plan', [path]) });
    const copied = ['a  b.video.md', '$(x).video.md', '[a](b).video.md', `${'long/'.repeat(300)}x.video.md`];
    for (const path of copied) assert.equal(nextLine(step(path)), `next: ${step(path).command}`);
    for (const path of ['a\nb', 'a\u001b[2J', 'a\u202eb']) assert.equal(nextLine(step(path)), 'next: Go on');
  });
});

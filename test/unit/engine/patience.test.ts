import assert from 'node:assert/strict';
import { createPatience } from '../../../src/engine/patience.ts';
import { VirtualClock } from './virtualClock.ts';

/** A question that somebody may answer later. */
function question() {
  const opened: AbortSignal[] = [];
  let answer: (text: string) => void = () => undefined;
  const ask = (signal: AbortSignal) => {
    opened.push(signal);
    return new Promise<string>((resolve) => {
      answer = resolve;
    });
  };
  return { ask, opened, answer: (text: string) => answer(text) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a question that is asked for an agent', () => {
  const make = (closing = new AbortController().signal) => {
    const clock = new VirtualClock();
    return { clock, within: createPatience({ clock, answerMs: 1_000, closing }) };
  };

  it('has the answer that comes in time', async () => {
    const { clock, within } = make();
    const one = question();
    const answered = within(one.ask);
    await turn();
    clock.advance(999);
    one.answer('yes');
    assert.equal(await answered, 'yes');
    assert.equal(one.opened[0]?.aborted, false);
  });

  it('has none after its time; whoever asks is told that a late answer counts for nothing', async () => {
    const { clock, within } = make();
    const one = question();
    const answered = within(one.ask);
    await turn();
    clock.advance(1_000);
    assert.equal(await answered, undefined);
    assert.equal(one.opened[0]?.aborted, true);
  });

  it('waits for the one before, and is never opened where its time is over by then', async () => {
    const { clock, within } = make();
    const [first, second, third] = [question(), question(), question()];
    const answers = [within(first.ask), within(second.ask)];
    await turn();
    clock.advance(600);
    const last = within(third.ask);
    assert.deepEqual([first.opened.length, second.opened.length], [1, 0]);
    clock.advance(400);
    assert.deepEqual(await Promise.all(answers), [undefined, undefined]);
    first.answer('late');
    await turn();
    assert.deepEqual([second.opened.length, third.opened.length], [0, 1]);
    third.answer('yes');
    assert.equal(await last, 'yes');
  });

  it('has no answer once the window closes', async () => {
    const closing = new AbortController();
    const { within } = make(closing.signal);
    const answered = within(question().ask);
    closing.abort();
    assert.equal(await answered, undefined);
  });

  it('lets the next one be asked where one could not be', async () => {
    const { within } = make();
    await assert.rejects(
      within(() => Promise.reject(new Error('no dialog'))),
      /no dialog/,
    );
    assert.equal(await within(() => Promise.resolve('yes')), 'yes');
  });
});

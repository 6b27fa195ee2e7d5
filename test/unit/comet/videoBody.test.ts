import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { PassThrough } from 'node:stream';
import { videoBody } from '../../../src/comet/videoBody.ts';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { patient } from './calls.ts';

const silenceMs = 1_000;

describe('the body of a download', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('is broken off after the silence that is allowed', async () => {
    const stream = new PassThrough();
    const body = videoBody(stream, silenceMs, patient);
    const next = body.next();
    mock.timers.tick(silenceMs - 1);
    assert.equal(stream.destroyed, false);
    mock.timers.tick(1);
    await assert.rejects(next, BrokenBody);
  });

  it('counts the silence from the last chunk', async () => {
    const stream = new PassThrough();
    const body = videoBody(stream, silenceMs, patient);
    stream.write('a');
    await body.next();
    const second = body.next();
    mock.timers.tick(silenceMs - 1);
    stream.write('b');
    await second;
    const third = body.next();
    mock.timers.tick(silenceMs - 1);
    assert.equal(stream.destroyed, false);
    mock.timers.tick(1);
    await assert.rejects(third, BrokenBody);
  });

  it('does not count the time that the consumer takes', async () => {
    const stream = new PassThrough();
    const body = videoBody(stream, silenceMs, patient);
    stream.write('a');
    await body.next();
    mock.timers.tick(10 * silenceMs);
    assert.equal(stream.destroyed, false);
    stream.end('b');
    const rest: Uint8Array[] = [];
    for await (const chunk of body) rest.push(chunk);
    assert.equal(Buffer.concat(rest).toString(), 'b');
  });
});

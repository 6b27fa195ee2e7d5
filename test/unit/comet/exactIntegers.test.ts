import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grok } from '../../../src/comet/dialects/grok.ts';
import { midjourney } from '../../../src/comet/dialects/midjourney.ts';
import { salvageTaskId } from '../../../src/comet/dialects/taskId.ts';
import { unified } from '../../../src/comet/dialects/unified.ts';
import { parseJson } from '../../../src/comet/reply.ts';

describe('numbers in answers', () => {
  it('are exact where they are ids, however long', () => {
    for (const id of ['7', '1234567890123456789', '9007199254740993', '12345678901234567890123']) {
      assert.equal(unified.readTaskId(parseJson(`{"id":${id},"status":"queued"}`)), id);
      assert.equal(unified.readTaskId(parseJson(`{"code":0,"data":{"task_id": ${id} }}`)), id);
      assert.equal(grok.readTaskId(parseJson(`{"request_id":${id}}`)), id);
      assert.equal(midjourney.readTaskId(parseJson(`{"code":1,"result":${id}}`)), id);
    }
  });

  it('are no ids where they are none', () => {
    for (const id of ['0', '-5', '1.5', '1e400', 'true', 'null']) {
      assert.equal(unified.readTaskId(parseJson(`{"id":${id}}`)), undefined, id);
    }
  });

  it('are taken from half an answer only where their end is there', () => {
    assert.equal(salvageTaskId('{"id":12345678901234567890,"obj'), '12345678901234567890');
    assert.equal(salvageTaskId('{"data":{"task_id":123456 '), '123456');
    assert.equal(salvageTaskId('{"id":123456'), undefined);
  });

  it('inside texts stay what they are', () => {
    const text = '{"a":"12345678901234567890 \\"12345678901234567890\\\\","b":[12345678901234567890]}';
    assert.deepEqual(parseJson(text), {
      a: '12345678901234567890 "12345678901234567890\\',
      b: ['12345678901234567890'],
    });
  });

  it('change nothing else', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const isExact = !/\d{16}/.test(json);
        fc.pre(isExact);
        assert.deepEqual(parseJson(`[${json},"\\\\",1234567890123456,${json}]`), [
          JSON.parse(json),
          '\\',
          1_234_567_890_123_456,
          JSON.parse(json),
        ]);
      }),
    );
  });

  it('what is no JSON stays none', () => {
    for (const text of [
      '',
      '{',
      '12345678901234567890"',
      '"12345678901234567890',
      '{"id":12345678901234567890',
    ]) {
      assert.equal(parseJson(text), undefined);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyCreate } from '../../../src/comet/classifyCreate.ts';
import { classifyStatus } from '../../../src/comet/classifyStatus.ts';
import { unified } from '../../../src/comet/dialects/unified.ts';
import { readErrorBody } from '../../../src/comet/errorBody.ts';
import { failureCodes } from '../../../src/core/failureCodes.ts';
import type { Reply, ReplyEnd } from '../../../src/comet/reply.ts';
import { retryAfterMs } from '../../../src/comet/retryAfter.ts';
import { key } from './calls.ts';

const asked = (call: 'create' | 'status') => ({ call, key, nowMs: 0, charged: 'unknown' }) as const;

/** Names that the readers look for, so that strange values meet them. */
const names = fc.constantFrom(
  ...[
    'id',
    'task_id',
    'taskId',
    'data',
    'status',
    'task_status',
    'progress',
    'error',
    'errors',
    'message',
    'code',
  ],
  ...[
    'detail',
    'video',
    'url',
    'video_url',
    'output',
    'task_result',
    'videos',
    'fail_reason',
    'request_id',
    '__proto__',
  ],
  ...['constructor', 'toString', 'hasOwnProperty', 'then', 'length'],
);
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'failed',
    'SUCCESS',
    'https://a.example/x.mp4?s=1',
    'http://[',
    'https://',
    '100%',
    'task_1',
    '../x',
  ),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    texts,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(names, fc.string()), tie('value'), { maxKeys: 6 }),
  ),
})).value;
const statuses = fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 524);
const ends = fc.constantFrom<ReplyEnd>('whole', 'tooLarge', 'silent', 'broken');
const taskIds = fc.stringMatching(/^[A-Za-z0-9_-]{1,200}(?:[.:=][A-Za-z0-9]{1,300}){0,3}$/);

const replyOf = (httpStatus: number, text: string, end: ReplyEnd): Reply => ({ httpStatus, text, end });

describe('whatever the provider answers', () => {
  it('no answer makes a reader throw, and every failure has a code of the table', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          json.map((value) => JSON.stringify(value)),
          texts,
        ),
        statuses,
        ends,
        (text, httpStatus, end) => {
          const reply = replyOf(httpStatus, text, end);
          const created = classifyCreate({ kind: 'answered', reply }, unified, asked('create'));
          const watched = classifyStatus(reply, unified, asked('status'));
          for (const outcome of [created, watched]) {
            if ('failure' in outcome) assert.ok(Object.hasOwn(failureCodes, outcome.failure.message));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('an answer with a task id is accepted, whatever the status and whatever else it says', () => {
    const noise = fc.dictionary(fc.string(), json, { maxKeys: 5 });
    const placed = fc
      .tuple(noise, taskIds, fc.constantFrom('id', 'task_id', 'data.id', 'data.task_id'))
      .map(([rest, id, place]) => {
        // What else may be called an id must not be one, or it would win by right.
        const {
          id: _id,
          task_id: _taskId,
          data: _data,
          error: _error,
          errors: _errors,
          name: _name,
          ...others
        } = rest;
        const [outer = '', inner] = place.split('.');
        return { id, answer: { ...others, [outer]: inner === undefined ? id : { [inner]: id } } };
      });
    fc.assert(
      fc.property(placed, statuses, ends, ({ id, answer }, httpStatus, end) => {
        const reply = replyOf(httpStatus, JSON.stringify(answer), end);
        assert.deepEqual(classifyCreate({ kind: 'answered', reply }, unified, asked('create')), {
          kind: 'accepted',
          taskId: id,
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('a refusal is never read from an answer that did not arrive whole', () => {
    fc.assert(
      fc.property(json, statuses, ends, (value, httpStatus, end) => {
        fc.pre(end !== 'whole');
        const reply = replyOf(httpStatus, JSON.stringify(value), end);
        const { kind } = classifyCreate({ kind: 'answered', reply }, unified, asked('create'));
        assert.ok(kind === 'uncertain' || kind === 'accepted');
      }),
    );
  });

  it('only a good answer can end a job', () => {
    fc.assert(
      fc.property(json, statuses, ends, (value, httpStatus, end) => {
        const outcome = classifyStatus(
          replyOf(httpStatus, JSON.stringify(value), end),
          unified,
          asked('status'),
        );
        if (outcome.kind === 'failed') assert.ok(httpStatus >= 200 && httpStatus < 300 && end === 'whole');
      }),
      { numRuns: 1_000 },
    );
  });

  it('huge and deep answers cost little', () => {
    const deep = `${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const wide = JSON.stringify({
      data: { list: Array.from({ length: 200_000 }, (_, index) => ({ url: `u${String(index)}` })) },
    });
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${String(index)}`, index])),
    );
    for (const text of [deep, wide, many]) {
      const answer: unknown = JSON.parse(text);
      assert.equal(unified.readTaskId(answer), undefined);
      assert.equal(unified.readStatus(answer).kind, 'none');
      readErrorBody(answer);
    }
  });

  it('a waiting time is never negative, and never more than a day', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        fc.nat(),
        (header, now) => {
          const waitMs = retryAfterMs(header, now);
          assert.ok(waitMs === undefined || (waitMs >= 0 && waitMs <= 86_400_000));
        },
      ),
    );
  });
});

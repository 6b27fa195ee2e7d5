import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyCreate } from '../../../src/comet/classifyCreate.ts';
import { classifyStatus } from '../../../src/comet/classifyStatus.ts';
import { withoutErrorId } from '../../../src/comet/dialects/taskId.ts';
import { unified } from '../../../src/comet/dialects/unified.ts';
import { readErrorBody } from '../../../src/comet/errorBody.ts';
import { parseJson } from '../../../src/comet/reply.ts';
import { key } from '../comet/calls.ts';
import { mutated } from './mutate.ts';

const url = 'https://cdn.example.com/clip.mp4?signature=5ecre7';
const created = [
  {
    id: 'task_1',
    task_id: 'task_1',
    object: 'video',
    model: 'wan2.6',
    status: 'queued',
    progress: 0,
    created_at: 1,
  },
  { request_id: 'req_1' },
  { code: 0, message: 'success', data: { task_id: 'task_1', task_status: 'submitted', created_at: 1 } },
  { code: 1, description: 'ok', result: '123' },
];
const statuses = [
  {
    id: 'task_1',
    object: 'video',
    model: 'm',
    status: 'in_progress',
    progress: 30,
    created_at: 1,
    completed_at: 2,
  },
  { id: 'task_1', status: 'completed', progress: 100, video_url: url },
  { id: 'task_1', status: 'failed', progress: 100 },
  {
    code: 'success',
    message: '',
    data: {
      task_id: 'task_1',
      status: 'SUCCESS',
      fail_reason: url,
      progress: '100%',
      data: { video: { url }, status: 'done' },
    },
  },
  { code: 0, data: { task_id: 'task_1', task_status: 'succeed', task_result: { videos: [{ url }] } } },
  { status: 'SUCCEEDED', output: [url], failure: '', failureCode: '' },
];
const errors = [
  {
    error: {
      message: `no (request id: r1) ${url}`,
      type: 'comet_api_error',
      param: '',
      code: 'invalid_request',
    },
  },
  { code: 'invalid_request', message: `prompt is required ${key}` },
  { code: null, message: 'user quota is not enough' },
  { description: 'no', type: 'x', code: 4 },
  { detail: [{ msg: 'Field required' }] },
  { id: 'f1a2b3', name: 'bad_request', errors: ['prompt: is required'] },
  { errors: { prompt: ['is required'] }, status_message: 'no', last_error: { message: 'no' } },
];
const replies = mutated([...created, ...statuses, ...errors]).map((value) => JSON.stringify(value));
const asked = (call: 'create' | 'status') => ({ call, key, nowMs: 0, charged: 'unknown' }) as const;
const httpStatuses = fc.oneof(
  fc.integer({ min: 200, max: 599 }),
  fc.constantFrom(200, 400, 401, 403, 404, 413, 422, 429, 500, 503),
);
const ends = fc.constantFrom('whole' as const, 'tooLarge' as const, 'silent' as const, 'broken' as const);
const isRefusing = (httpStatus: number) =>
  (httpStatus >= 400 && httpStatus < 500 && ![408, 425, 429].includes(httpStatus)) ||
  httpStatus === 500 ||
  httpStatus === 503;

describe('a documented answer that was tampered with', () => {
  it('leads a create request to an outcome of the table, and to accepted wherever an id can be read', () => {
    fc.assert(
      fc.property(replies, httpStatuses, ends, (text, httpStatus, end) => {
        const outcome = classifyCreate(
          { kind: 'answered', reply: { httpStatus, text, end } },
          unified,
          asked('create'),
        );
        // With all digits of an id that a double cannot hold.
        const answer = parseJson(text);
        const isRefused = httpStatus >= 400 && httpStatus < 500;
        const id = unified.readTaskId(isRefused ? withoutErrorId(answer, httpStatus) : answer);
        assert.equal(outcome.kind === 'accepted', id !== undefined);
        switch (outcome.kind) {
          case 'accepted':
            assert.match(outcome.taskId, /^[A-Za-z0-9_.:=+~@,-]{1,1024}$/);
            return;
          case 'refused':
            assert.ok(end === 'whole' && isRefusing(httpStatus) && outcome.failure.charged === 'no');
            return;
          case 'tooMany':
            assert.ok(end === 'whole' && httpStatus === 429);
            return;
          case 'uncertain':
            assert.notEqual(outcome.failure.charged, 'no');
            return;
          case 'unsent':
            assert.fail('an answered request was sent');
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it('loses no id that opens it, wherever it is cut', () => {
    const text = JSON.stringify(created[0]);
    for (let length = '{"id":"task_1"'.length; length <= text.length; length++) {
      const reply = { httpStatus: 200, text: text.slice(0, length), end: 'broken' } as const;
      assert.deepEqual(classifyCreate({ kind: 'answered', reply }, unified, asked('create')), {
        kind: 'accepted',
        taskId: 'task_1',
      });
    }
  });

  it('ends no job unless it is a good answer with a terminal word', () => {
    const terminal =
      /"(?:status|task_status)":"\s*(?:failed|failure|error|cancelled|canceled|expired|rejected)\s*"/i;
    const errorBeside100 = (text: string) =>
      /"progress":(?:100|"100%")/.test(text) && /"(?:error|errors|fail\w*)":/.test(text);
    fc.assert(
      fc.property(replies, httpStatuses, ends, (text, httpStatus, end) => {
        const outcome = classifyStatus({ httpStatus, text, end }, unified, asked('status'));
        if (outcome.kind === 'failed') {
          assert.ok(end === 'whole' && httpStatus >= 200 && httpStatus < 300);
          assert.ok(terminal.test(text) || errorBeside100(text), text);
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it('brings no key and no link into what is kept of it', () => {
    fc.assert(
      fc.property(replies, httpStatuses, (text, httpStatus) => {
        const reply = { httpStatus, text, end: 'whole' } as const;
        const outcomes = [
          classifyCreate({ kind: 'answered', reply }, unified, asked('create')),
          classifyStatus(reply, unified, asked('status')),
        ];
        for (const outcome of outcomes) {
          const kept = 'failure' in outcome ? JSON.stringify(outcome.failure) : '';
          assert.ok(!kept.includes(key) && !kept.includes('5ecre7'), kept);
          assert.ok(kept.length < 10_000);
        }
        readErrorBody(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

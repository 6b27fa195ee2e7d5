import assert from 'node:assert/strict';
import { unchartedModel } from '../../../src/core/catalogue/uncharted.ts';
import { completeRequest } from '../../../src/core/defaults.ts';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import type { StatusReading } from '../../../src/comet/dialects/dialect.ts';
import { salvageTaskId } from '../../../src/comet/dialects/taskId.ts';
import { unified } from '../../../src/comet/dialects/unified.ts';
import { request } from './calls.ts';

const link = 'https://cdn.example.com/clip.mp4?sig=1';
const wrapped = (status: string, fields: object = {}, inner: object = {}) => ({
  code: 'success',
  message: '',
  data: { task_id: 'task_1', action: 'VIDEO_GENERATION', status, ...fields, data: { status: 'x', ...inner } },
});

const pending = ['queued', 'submitted', 'not_start', 'pending', 'created', 'queueing', 'unknown', '排队中'];
const running = [
  ...['in_progress', 'processing', 'running', 'IN_PROGRESS', '生成中', 'TASK_STATUS_PROCESSING'],
  // Words that nobody has seen, also where they sound like others.
  ...[
    'a word nobody has seen',
    'polishing',
    'almost done',
    'upload_complete',
    'submit_success',
    'partially_failed',
  ],
  ...['recovering_from_error', 'not failed', '0', '{}', 'x'.repeat(5_000), '成功率', '失败重试中'],
];
const done = [
  ...[
    'completed',
    'success',
    'succeeded',
    'succeed',
    'done',
    'SUCCESS',
    'Completed',
    'complete',
    'finish',
    'finished',
  ],
  ...['Finished', 'generated', 'ok', 'OK', 'ready', 'available', 'successful', 'rendered', ' Done. '],
  ...[
    'TASK_STATUS_SUCCEED',
    'JOB_STATE_SUCCEEDED',
    'VIDEO_GENERATION_COMPLETED',
    'STATUS_OK',
    'task-finished',
  ],
  ...['成功', '已完成', '完成', '生成成功', '任务完成', '已生成', '任務成功', '处理完毕'],
];
const failed = [
  ...[
    'failed',
    'failure',
    'error',
    'cancelled',
    'canceled',
    'expired',
    'rejected',
    'FAILURE',
    'Fail',
    'FAIL',
  ],
  ...[
    'timeout',
    'timed_out',
    'Timed Out',
    'time-out',
    'aborted',
    'moderated',
    'blocked',
    'nsfw',
    'NSFW',
    'banned',
  ],
  ...['dead', 'invalid', 'terminated', 'denied', 'refused', 'filtered', 'crashed', 'errored', 'killed'],
  ...['TASK_STATUS_FAILED', 'JOB_STATE_CANCELLED', 'generation_failed', 'render error', 'CONTENT_MODERATED'],
  ...['失败', '生成失败', '任务失败', '失敗', '已取消', '超时', '审核未通过', '违规', '已过期'],
];

describe('the words of a status', () => {
  for (const [words, kind] of [
    [[...pending, ...running], 'running'],
    [done, 'done'],
    [failed, 'failed'],
  ] as const) {
    for (const word of words) {
      it(`"${word}" means ${kind}, flat and wrapped`, () => {
        assert.equal(unified.readStatus({ id: 'task_1', status: word }).kind, kind);
        assert.equal(unified.readStatus(wrapped(word)).kind, kind);
      });
    }
  }

  it('the word of the task wins over the word of the call around it', () => {
    assert.equal(unified.readStatus({ status: 'success', data: { status: 'processing' } }).kind, 'running');
    assert.equal(unified.readStatus({ status: 'success', data: { status: 'FAILURE' } }).kind, 'failed');
  });

  it('the word of the task wins over the word of the back end', () => {
    assert.equal(unified.readStatus(wrapped('IN_PROGRESS', {}, { status: 'done' })).kind, 'running');
  });

  it('an answer that holds the id alone is running', () => {
    assert.deepEqual(unified.readStatus({ id: 'task_1' }), { kind: 'running' });
  });

  it('a completion time while running means nothing', () => {
    const answer = { id: 'task_1', status: 'in_progress', progress: 30, completed_at: 1777385485 };
    const reading = { kind: 'running', progress: 30, word: 'in_progress' } as const;
    assert.deepEqual(unified.readStatus(answer), reading);
    assert.deepEqual(unified.readStatus({ ...answer, video_url: link }), reading);
  });
});

describe('the word for a call', () => {
  for (const word of ['success', 'succeeded', 'ok', 'ready']) {
    it(`"${word}" is no end of a task that is under way`, () => {
      for (const answer of [
        { id: 'task_1', status: word, progress: 30 },
        { status: word, data: { task_id: 'task_1', progress: '30%' } },
        { status: word, data: { task_id: 'task_1' } },
      ]) {
        assert.equal(unified.readStatus(answer).kind, 'running', JSON.stringify(answer));
      }
    });

    it(`"${word}" is one beside a link, or at 100 %`, () => {
      for (const answer of [
        { id: 'task_1', status: word, progress: 99, video_url: link },
        { status: word, data: { task_id: 'task_1', video_url: link } },
        { status: word, data: { task_id: 'task_1', progress: '100%' } },
        { id: 'task_1', status: word, progress: 100 },
      ]) {
        assert.equal(unified.readStatus(answer).kind, 'done', JSON.stringify(answer));
      }
    });
  }

  it('is none of a task where it fails without one', () => {
    for (const word of ['error', 'fail', 'timeout', 'denied', 'invalid', 'blocked', 'refused']) {
      assert.equal(unified.readStatus({ status: word, message: 'try later' }).kind, 'none', word);
      assert.equal(unified.readStatus({ status: word, task_id: 'task_1' }).kind, 'failed', word);
    }
  });
});

describe('the end of a task in other forms', () => {
  const cover = 'https://cdn.example.com/cover.jpg';
  const words = ['in_progress', 'polishing', undefined];
  const ended: readonly (readonly [what: string, fields: object, kind: StatusReading['kind']])[] = [
    ['100 % with a link', { progress: 100, video_url: link }, 'done'],
    ['100 % as text with a link inside', { progress: '100%', result: { video: { url: link } } }, 'done'],
    ['100 % with a link in a list', { progress: 100, output: [link] }, 'done'],
    ['100 % with an error', { progress: 100, error: { message: 'No cats.' } }, 'failed'],
    ['100 % with an error as text', { progress: '100 %', error: 'No cats.' }, 'failed'],
    ['100 % with a reason', { progress: '100%', fail_reason: 'No cats.' }, 'failed'],
    ['100 % with errors in a list', { progress: 100, errors: ['No cats.'] }, 'failed'],
    ['100 % with a last error', { progress: 100, last_error: { message: 'No cats.' } }, 'failed'],
    ['100 % with both', { progress: 100, video_url: link, error: 'No cats.' }, 'done'],
    ['100 % alone', { progress: 100 }, 'running'],
    ['100 % with a picture', { progress: 100, output: [cover], thumbnail: cover }, 'running'],
    [
      '100 % with words that are no error',
      { progress: 100, message: 'Rendering', detail: 'soon' },
      'running',
    ],
    ['100 % with an empty error', { progress: 100, error: null, errors: [], fail_reason: '' }, 'running'],
    ['99 % with a link', { progress: 99, video_url: link }, 'running'],
    ['99 % with an error', { progress: 99, error: 'No cats.' }, 'running'],
  ];
  for (const [what, fields, kind] of ended) {
    for (const status of words) {
      // Without a word, an answer that tells of an error or a message is not about a task, unless it has ended.
      if (status === undefined && kind === 'running') continue;
      it(`${what} beside ${status ?? 'no word'} means ${kind}, flat and wrapped`, () => {
        const task = { id: 'task_1', ...(status === undefined ? {} : { status }), ...fields };
        for (const answer of [task, { code: 'success', message: '', data: task }]) {
          const reading = unified.readStatus(answer);
          assert.equal(reading.kind, kind);
          if (reading.kind === 'done') assert.equal(reading.link, link);
          if (reading.kind === 'failed') assert.equal(reading.reason, 'No cats.');
        }
      });
    }
  }

  it('a time of its end with a link counts beside a word that nobody knows, not beside one of running', () => {
    for (const time of [{ finish_time: 1777385485 }, { completed_at: '2026-11-01T00:00:00Z' }]) {
      const task = { id: 'task_1', video_url: link, ...time };
      assert.equal(unified.readStatus({ ...task, status: 'polishing' }).kind, 'done');
      assert.equal(unified.readStatus({ ...task, status: 'polishing', video_url: cover }).kind, 'running');
      assert.equal(unified.readStatus({ ...task, status: 'in_progress' }).kind, 'running');
    }
    const open = { id: 'task_1', status: 'polishing', video_url: link, finish_time: 0, completed_at: '' };
    assert.equal(unified.readStatus(open).kind, 'running');
  });

  it('a word and its task may stand elsewhere', () => {
    const task = { task_id: 'task_1', task_status: 'SUCCEEDED', video_url: link };
    for (const answer of [
      { request_id: 'r', output: task },
      { result: task },
      { data: [task] },
      { id: 'task_1', state: 'completed', url: link },
      { id: 'task_1', taskStatus: 'success', url: link },
      { id: 'task_1', status: 200, state: 'finished', url: link },
    ]) {
      const reading = unified.readStatus(answer);
      assert.ok(reading.kind === 'done', JSON.stringify(answer));
      assert.equal(reading.link, link);
    }
  });

  it('a word that is a reason is told as one', () => {
    assert.deepEqual(unified.readStatus({ id: 'task_1', status: 'NSFW' }), {
      kind: 'failed',
      codes: ['nsfw'],
    });
    assert.deepEqual(unified.readStatus({ id: 'task_1', status: 'Fail' }), { kind: 'failed', codes: [] });
  });
});

describe('progress', () => {
  for (const [value, expected] of [
    [30, 30],
    ['30', 30],
    ['30%', 30],
    ['100%', 100],
    [250, 100],
    [-4, 0],
    [12.5, 12.5],
    ['soon', undefined],
    [null, undefined],
    [[30], undefined],
  ] as const) {
    it(`${JSON.stringify(value)} is read as ${String(expected)}`, () => {
      const reading = unified.readStatus({ id: 'task_1', status: 'running', progress: value });
      assert.ok(reading.kind === 'running');
      assert.equal(reading.progress, expected);
    });
  }

  it('is found in the wrapped form', () => {
    assert.deepEqual(unified.readStatus(wrapped('IN_PROGRESS', { progress: '42%' })), {
      kind: 'running',
      progress: 42,
      word: 'IN_PROGRESS',
    });
  });
});

describe('the link of a finished task', () => {
  const flat = (fields: object) => ({ id: 'task_1', status: 'completed', ...fields });
  const found: readonly (readonly [what: string, answer: unknown])[] = [
    ['video_url', flat({ video_url: link })],
    ['video.url', flat({ video: { url: link } })],
    ['task_result', flat({ task_result: { videos: [{ url: link }] } })],
    ['output as a list', flat({ output: [link] })],
    ['output as a text', flat({ output: link })],
    ['videoUrl', flat({ videoUrl: link })],
    ['url', flat({ url: link })],
    ['fail_reason on success', wrapped('SUCCESS', { fail_reason: link })],
    ['data', wrapped('SUCCESS', { video_url: link })],
    ['data.data', wrapped('SUCCESS', {}, { video: { url: link, duration: 1 } })],
    ['data of a flat answer', flat({ data: { video_url: link } })],
    ['metadata', flat({ metadata: { url: link } })],
    ['somewhere deep', flat({ result: { items: [{ assets: { mp4: link } }] } })],
    [
      'beside a cover',
      flat({ result: { cover_url: 'https://cdn.example.com/a.jpg', files: [{ download: link }] } }),
    ],
    [
      'beside what was sent',
      flat({ input: { video_url: 'https://me.example.com/in.mp4' }, result: { file: link } }),
    ],
  ];
  for (const [what, answer] of found) {
    it(`is found: ${what}`, () => {
      assert.deepEqual(unified.readStatus(answer), { kind: 'done', link } satisfies StatusReading);
    });
  }

  const none: readonly (readonly [what: string, answer: unknown])[] = [
    ['nowhere', flat({})],
    ['empty', flat({ video_url: '' })],
    ['no URL', flat({ video_url: 'soon', fail_reason: 'none' })],
    ['another scheme', flat({ video_url: 'file:///etc/passwd', url: 'javascript:alert(1)' })],
    ['a picture only', flat({ result: { url: 'https://cdn.example.com/a.png' } })],
    ['a cover only', flat({ cover: { url: 'https://cdn.example.com/a.mp4' } })],
    ['far too long', flat({ video_url: `https://cdn.example.com/${'a'.repeat(9_000)}` })],
  ];
  for (const [what, answer] of none) {
    it(`is none: ${what}`, () => {
      assert.deepEqual(unified.readStatus(answer), { kind: 'done' } satisfies StatusReading);
    });
  }
});

describe('the reason of a failed task', () => {
  for (const [what, answer] of [
    ['error as an object', { id: 'task_1', status: 'failed', error: { message: 'No cats.' } }],
    ['error as a text', { id: 'task_1', status: 'failed', error: 'No cats.' }],
    ['fail_reason', wrapped('FAILURE', { fail_reason: 'No cats.' })],
    ['the back end', wrapped('FAILURE', {}, { error: { message: 'No cats.' } })],
    ['the envelope around a bare failure', { code: 'x', message: 'No cats.', data: { status: 'FAILURE' } }],
    [
      'the task rather than the envelope',
      { message: 'success', data: { status: 'FAILURE', error: 'No cats.' } },
    ],
  ] as const) {
    it(`is found: ${what}`, () => {
      const reading = unified.readStatus(answer);
      assert.ok(reading.kind === 'failed');
      assert.equal(reading.reason, 'No cats.');
    });
  }

  it('may be missing', () => {
    const reading = unified.readStatus({ id: 'task_123', status: 'failed', progress: 100 });
    assert.deepEqual(reading, { kind: 'failed', codes: [] } satisfies StatusReading);
  });
});

describe('the task id in a create answer', () => {
  it('prefers id, then task_id, then data', () => {
    assert.equal(unified.readTaskId({ id: 'a', task_id: 'b', data: { id: 'c' } }), 'a');
    assert.equal(unified.readTaskId({ id: '', task_id: 'b', data: { id: 'c' } }), 'b');
    assert.equal(unified.readTaskId({ id: 7, data: { id: 'c' } }), 'c');
  });

  it('is never something that could not stand in a path', () => {
    for (const id of [
      '',
      'a/b',
      '..',
      'a b',
      'a?b',
      'x'.repeat(1_025),
      'ä',
      '.',
      '...',
      ':',
      'a%2Fb',
      'a\\b',
      'a#b',
    ]) {
      assert.equal(unified.readTaskId({ id, task_id: id, data: { task_id: id } }), undefined, id);
    }
  });

  it('is saved from an answer that broke off, where it was complete', () => {
    assert.equal(salvageTaskId('{"id":"task_1","object":"vi'), 'task_1');
    assert.equal(salvageTaskId('{"code":"success","data":{"task_id":"abc","st'), 'abc');
    assert.equal(salvageTaskId('{"object":"video","id":"task_9","model'), 'task_9');
    assert.equal(salvageTaskId('{"id":"task_1'), undefined);
    assert.equal(salvageTaskId('{"object":"video","id":"req-7",'), undefined);
    assert.equal(salvageTaskId('<html><script>{"task_id":"abc"}</script>'), undefined);
  });
});

describe('the body of a create request', () => {
  it('spells the size as the model does', () => {
    const wanted = { ...request, model: seedance20.id, aspectRatio: '21:9', resolution: '1080p', seconds: 5 };
    const body = Buffer.from(
      unified.createBody({ request: wanted, model: seedance20, images: [], clientId: 'job-1' })?.bytes ?? [],
    ).toString();
    assert.match(body, /name="size"\r\n\r\n2206x946\r\n/);
    assert.match(body, /name="seconds"\r\n\r\n5\r\n/);
  });

  it('keeps the line ends of the prompt as they are', () => {
    const body = Buffer.from(
      unified.createBody({
        request: { ...request, prompt: 'a\nb' },
        model: seedance20,
        images: [],
        clientId: 'job-1',
      })?.bytes ?? [],
    ).toString();
    assert.match(body, /name="prompt"\r\n\r\na\nb\r\n/);
  });
});

describe('a create request to a model whose options nobody knows', () => {
  it('has the prompt and nothing that was made up', () => {
    const model = unchartedModel('new-video');
    const request = completeRequest({ prompt: 'A fox' }, model);
    const body = unified.createBody({ request, model, images: [], clientId: 'job-1' });
    const text = Buffer.from(body?.bytes ?? []).toString();
    const names = [...text.matchAll(/name="([^"]+)"/g)].map(([, name]) => name);
    assert.deepEqual(names, ['model', 'prompt']);
    assert.match(text, /new-video/);
  });
});

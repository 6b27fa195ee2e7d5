import assert from 'node:assert/strict';
import { grok } from '../../../src/comet/dialects/grok.ts';
import { kling } from '../../../src/comet/dialects/kling.ts';
import { midjourney } from '../../../src/comet/dialects/midjourney.ts';
import { runway } from '../../../src/comet/dialects/runway.ts';
import { chatLinks, chatText } from '../../../src/comet/dialects/chat.ts';
import type { StatusReading } from '../../../src/comet/dialects/dialect.ts';
import { dialects } from '../../../src/comet/dialects/registry.ts';

const link = 'https://cdn.example.com/clip.mp4?sig=1';

describe('grok', () => {
  it('has its task in request_id, which in an error is the id of the call', () => {
    assert.equal(grok.readTaskId({ request_id: 'abc' }), 'abc');
    assert.equal(grok.readTaskId({ error: { message: 'no' }, request_id: 'abc' }), undefined);
    assert.equal(grok.readTaskId({ error: { message: 'no' }, task_id: 'task_1' }), 'task_1');
    assert.equal(grok.readTaskId({ request_id: 'a/b' }), undefined);
  });

  it('is pending while the answer holds the id alone', () => {
    assert.deepEqual(grok.readStatus({ request_id: 'abc' }), { kind: 'running' });
    assert.deepEqual(grok.readStatus({}), { kind: 'none' });
  });

  it('is done with its link and the cost of its maker', () => {
    const answer = {
      model: 'grok-imagine-video',
      status: 'done',
      video: { url: link, duration: 6, respect_moderation: true },
      usage: { cost_in_usd_ticks: 3_000_000_001 },
    };
    assert.deepEqual(grok.readStatus(answer), { kind: 'done', link, upstreamMicroUsd: 300_001 });
    const wrapped = { code: 'success', data: { task_id: 'abc', status: 'SUCCESS', data: answer } };
    assert.deepEqual(grok.readStatus(wrapped), { kind: 'done', link, upstreamMicroUsd: 300_001 });
  });

  it('takes a cost that is none for no cost', () => {
    for (const cost of [-1, '5', null, Number.NaN]) {
      const answer = { status: 'done', video: { url: link }, usage: { cost_in_usd_ticks: cost } };
      assert.deepEqual(grok.readStatus(answer), { kind: 'done', link } satisfies StatusReading);
    }
  });

  it('is filtered where moderation was not respected', () => {
    const reading = grok.readStatus({ status: 'done', video: { url: link, respect_moderation: false } });
    assert.ok(reading.kind === 'failed');
    assert.match(reading.reason ?? '', /filtered/);
  });

  it('knows its words', () => {
    for (const [word, kind] of [
      ['queued', 'running'],
      ['processing', 'running'],
      ['failed', 'failed'],
      ['expired', 'failed'],
    ] as const) {
      assert.equal(grok.readStatus({ request_id: 'abc', status: word }).kind, kind);
    }
  });
});

describe('kling', () => {
  const answer = (task: object) => ({ code: 0, message: 'SUCCEED', request_id: 'r-1', data: task });

  it('has its task inside data, and the word of the task there too', () => {
    assert.equal(kling.readTaskId(answer({ task_id: '77', task_status: 'submitted' })), '77');
    assert.equal(kling.readStatus(answer({ task_id: '77', task_status: 'processing' })).kind, 'running');
    assert.equal(kling.readStatus(answer({ task_id: '77', task_status: 'submitted' })).kind, 'running');
  });

  it('does not take the word of the call for that of the task', () => {
    assert.deepEqual(kling.readStatus(answer({ task_id: '77' })), { kind: 'none' });
  });

  it('is done with the link of its first video', () => {
    const done = answer({
      task_id: '77',
      task_status: 'succeed',
      task_result: { videos: [{ id: 'v', url: link }] },
    });
    assert.deepEqual(kling.readStatus(done), { kind: 'done', link } satisfies StatusReading);
  });

  it('says why it failed', () => {
    const failed = answer({ task_id: '77', task_status: 'failed', task_status_msg: 'No cats.' });
    const reading = kling.readStatus(failed);
    assert.ok(reading.kind === 'failed');
    assert.equal(reading.reason, 'No cats.');
  });

  it('is asked at the endpoint it was made at, and at both where nobody knows', () => {
    const [text, image] = ['/kling/v1/videos/text2video/{id}', '/kling/v1/videos/image2video/{id}'];
    assert.deepEqual(kling.statusPaths(false), [text]);
    assert.deepEqual(kling.statusPaths(true), [image]);
    assert.deepEqual(kling.statusPaths(undefined), [text, image]);
  });
});

describe('runway', () => {
  it('speaks in capitals', () => {
    for (const [status, kind] of [
      ['PENDING', 'running'],
      ['THROTTLED', 'running'],
      ['RUNNING', 'running'],
      ['SUCCEEDED', 'done'],
      ['FAILED', 'failed'],
    ] as const) {
      assert.equal(runway.readStatus({ id: 't', status }).kind, kind);
    }
  });

  it('has its link in a list, and its reason with a code', () => {
    assert.deepEqual(runway.readStatus({ id: 't', status: 'SUCCEEDED', output: [link] }), {
      kind: 'done',
      link,
    });
    const failed = { id: 't', status: 'FAILED', failure: 'No cats.', failureCode: 'SAFETY.INPUT' };
    assert.deepEqual(runway.readStatus(failed), {
      kind: 'failed',
      reason: 'No cats.',
      codes: ['safety.input'],
    } satisfies StatusReading);
  });
});

describe('midjourney', () => {
  it('has its task in result', () => {
    assert.equal(
      midjourney.readTaskId({ code: 1, description: 'ok', result: '1320098173412546' }),
      '1320098173412546',
    );
    assert.equal(midjourney.readTaskId({ code: 22, description: 'queued', result: 'q-1' }), 'q-1');
    assert.equal(midjourney.readTaskId({ code: 24, description: 'banned prompt', result: '' }), undefined);
  });

  it('goes on through words that end nothing', () => {
    for (const status of ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'MODAL']) {
      assert.deepEqual(midjourney.readStatus({ id: 't', status, progress: '40%' }), {
        kind: 'running',
        progress: 40,
        word: status,
      });
    }
  });

  it('has its link and its reason', () => {
    const done = { id: 't', status: 'SUCCESS', progress: '100%', videoUrl: link, failReason: '' };
    assert.deepEqual(midjourney.readStatus(done), { kind: 'done', link } satisfies StatusReading);
    const failed = { id: 't', status: 'FAILURE', progress: '0%', videoUrl: '', failReason: 'No cats.' };
    const reading = midjourney.readStatus(failed);
    assert.ok(reading.kind === 'failed');
    assert.equal(reading.reason, 'No cats.');
  });
});

describe('a chat', () => {
  const event = (content: unknown) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
  const chatLink = (body: string) => chatLinks(body)[0];

  it('says its link in pieces', () => {
    const body = [
      event('> Working 50%\n'),
      event('[Download]('),
      event('https://cdn.example.com/'),
      event('clip.mp4?sig=1)'),
    ];
    assert.equal(
      chatText(body.join('')),
      '> Working 50%\n[Download](https://cdn.example.com/clip.mp4?sig=1)',
    );
    assert.equal(chatLink(`${body.join('')}data: [DONE]\n\n`), link);
  });

  it('may answer as a whole', () => {
    const body = JSON.stringify({ choices: [{ message: { role: 'assistant', content: `Here: ${link}` } }] });
    assert.equal(chatLink(body), link);
  });

  const bare = 'https://cdn.example.com/clip.mp4';
  const signed = 'https://cdn.example.com/clip.mp4?Expires=1&Signature=a-b~c__&Key-Pair-Id=K1';
  const inQuery = 'https://cdn.example.com/download?file=clip.mp4&sig=1';
  const odd = 'https://cdn.example.com/clip(1).mp4';
  const unnamed = 'https://cdn.example.com/v/8f3a?sig=1';
  const written: readonly (readonly [words: string, expected: string])[] = [
    ...[bare, signed, inQuery, odd].flatMap((one) =>
      [
        one,
        `**${one}**`,
        `*${one}*`,
        `***${one}***.`,
        `__${one}__`,
        `_${one}_`,
        `~~${one}~~`,
        `Here it is: ${one}.`,
        `${one}, enjoy!`,
        `${one}!`,
        `${one};`,
        `${one}?`,
        `${one}...`,
        `(${one})`,
        `(see ${one}).`,
        `[${one}]`,
        `{${one}}`,
        `<${one}>`,
        '`' + one + '`',
        '```\n' + one + '\n```',
        `"${one}"`,
        `'${one}'`,
        `“${one}”`,
        `[Video](${one})`,
        `**[Video](${one})**.`,
        `[${one}](${one})`,
        `![](${one})`,
        `![video](${one} "title")`,
        `[1]: ${one}`,
        `| clip | ${one}|`,
        `<video src="${one}" controls></video>`,
        `<video controls><source src='${one}' type='video/mp4'></video>`,
        `<a href="${one.replaceAll('&', '&amp;')}">Download</a>`,
        `视频已生成：${one}。`,
        `（${one}）`,
        `「${one}」，请查看`,
        `【下载】${one}；`,
        `《${one}》！`,
        `${one}\u200b`,
        `1. ${one}\n2. https://cdn.example.com/cover.jpg`,
        `${one}\r\n\r\nhttps://docs.example.com/help.html`,
      ].map((words) => [words, one] as const),
    ),
    ['视频：https://cdn.example.com/clip.mp4下载', bare],
    ['https://cdn.example.com/my\\_clip.mp4', 'https://cdn.example.com/my_clip.mp4'],
    ['https:\\/\\/cdn.example.com\\/clip.mp4', bare],
    ['HTTPS://cdn.example.com/CLIP.MP4', 'HTTPS://cdn.example.com/CLIP.MP4'],
    [`${bare}?Signature=a__`, `${bare}?Signature=a__`],
    [
      'https://cdn.example.com/g?u=https%3A%2F%2Fx.example%2Fclip.mp4',
      'https://cdn.example.com/g?u=https%3A%2F%2Fx.example%2Fclip.mp4',
    ],
    ['https://cdn.example.com/clip.mp4/play', 'https://cdn.example.com/clip.mp4/play'],
    [`[Download video](${unnamed})`, unnamed],
    [`[点击下载](${unnamed})`, unnamed],
    [`<video src="${unnamed}">`, unnamed],
    [`https://cdn.example.com/first.mp4 and then ${bare}`, bare],
    [`[Download video](${unnamed}) or ${bare}`, bare],
  ];
  for (const [words, expected] of written) {
    it(`has its link in ${JSON.stringify(words)}`, () => {
      assert.equal(chatLink(event(words)), expected);
    });
  }

  it('has its link in parts of the content', () => {
    const parts = [
      { type: 'text', text: 'Here:' },
      { type: 'video_url', video_url: { url: link } },
    ];
    assert.equal(chatLink(event(parts)), link);
    assert.equal(chatLink(event([{ type: 'text', text: `See ${link}.` }])), link);
  });

  it('has no link where it shows a picture, a page or nothing', () => {
    for (const words of [
      ...[
        '',
        'https://cdn.example.com/a.png',
        'See https://docs.example.com/video',
        'mp4',
        'https://',
        'https://[',
      ],
      ...[
        '[docs](https://docs.example.com/)',
        '[video guide](https://docs.example.com/guide.html)',
        'ftp://x/a.mp4',
      ],
      ...[
        'https://cdn.example.com/cover.jpg?video=clip.mp4',
        `https://cdn.example.com/${'a'.repeat(9_000)}.mp4`,
      ],
    ]) {
      assert.equal(chatLink(event(words)), undefined, words);
    }
    assert.equal(chatLink('<html>https://cdn.example.com/clip.mp4</html>'), undefined);
    assert.equal(chatLink('data: {"choices":"https://cdn.example.com/clip.mp4"}\n'), undefined);
  });

  it('is read in time also where it is made to be slow', () => {
    for (const words of [
      'https://a/('.repeat(50_000),
      '['.repeat(300_000),
      `${'_'.repeat(200_000)}${link}`,
    ]) {
      chatLinks(event(words));
    }
  });
});

describe('every dialect', () => {
  it('reads anything without throwing, and takes no strange word for an end', () => {
    const wild: readonly unknown[] = [
      undefined,
      null,
      [],
      'done',
      7,
      { status: {} },
      { data: [] },
      { status: 'a word nobody has seen', id: 't', request_id: 't' },
      { data: { task_status: 'frobnicating', task_id: 't' } },
    ];
    for (const dialect of Object.values(dialects)) {
      for (const answer of wild) {
        const { kind } = dialect.readStatus(answer);
        assert.ok(kind === 'running' || kind === 'none', kind);
        dialect.readTaskId(answer);
      }
    }
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames } from '../../src/agent/toolNames.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { callTool, type ToolAnswer } from './callTool.ts';
import { activate, agreeing, answering, folder, setSetting, startProvider, wholePng } from './world.ts';

const prompt = { model: 'veo3.1-fast', seconds: 4, resolution: '720p' };
const words = `---
model: veo3.1-fast
seconds: 4
---

## Leaving

A paper boat leaves.

## Storm

Waves as high as houses.
`;

interface JobData {
  readonly id: string;
  readonly state: string;
  readonly by?: string;
  readonly clip?: { readonly path: string; readonly uri: string };
}

/** The editor here agrees to every confirmation that a chat would show: what is left is our own question. */
describe('agents whose host approves everything', () => {
  let provider: Simulator;
  /** How many renders a person or an allowance has agreed to. */
  let agreed = 0;

  before(async () => {
    provider = await startProvider();
    await setSetting('api.baseUrl', provider.origin);
    await setSetting('budget.perDayUsd', null);
    await setSetting('budget.perMonthUsd', null);
    await activate();
  });
  beforeEach(async () => {
    await allow(undefined);
    await setSetting('automation.allowUploads', undefined);
    await setSetting('budget.perDayUsd', null);
  });
  afterEach(() => provider.release());
  after(async () => {
    // Also nothing that was sent later than a test has looked.
    await until('every job is at rest', async () => {
      const { data } = await callTool('status', { waitSeconds: 5 });
      return data.isAllAtRest === true;
    });
    assert.equal(creates(), agreed);
    await allow(undefined);
    await setSetting('budget.perDayUsd', undefined);
    await setSetting('budget.perMonthUsd', undefined);
    await setSetting('api.baseUrl', undefined);
    await provider.close();
  });

  const at = (path: string) => vscode.Uri.joinPath(folder(), 'agents', path);
  const allow = async (usd: number | undefined) => await setSetting('automation.agentUsdPerDay', usd);
  const creates = () =>
    provider.log.filter(({ method, path }) => method === 'POST' && path === '/v1/videos').length;
  const jobsIn = ({ data }: ToolAnswer) => data.jobs as readonly JobData[];
  const refused = ({ data }: ToolAnswer) => (data.refused as { readonly code: string } | undefined)?.code;
  const calls = ({ data }: ToolAnswer) =>
    (data.next as readonly { readonly call?: { readonly tool: string } }[]).flatMap(
      ({ call }) => call?.tool ?? [],
    );
  const finished = async (answer: ToolAnswer) =>
    await until('the clips of an agent', async () => {
      const status = await callTool('status', { jobs: jobsIn(answer).map(({ id }) => id), waitSeconds: 5 });
      return status.data.isAllAtRest === true && status;
    });
  /** What was asked by us meanwhile; nothing of it is agreed to. */
  const declining = async (run: () => Promise<ToolAnswer>) => {
    let answer: ToolAnswer | undefined;
    const { asked } = await answering({}, async () => {
      answer = await run();
    });
    return { asked, answer: answer ?? assert.fail('no answer') };
  };
  /** How many requests for a render were sent by what runs; jobs that wait in the queue have their time. */
  const sentBy = async (run: () => Promise<unknown>) => {
    const before = creates();
    await run();
    const sent = creates() - before;
    agreed += sent;
    return sent;
  };
  const leftToday = async () => {
    const { data } = await callTool('estimate', { prompt: 'x', ...prompt });
    return data.isUserAsked;
  };

  it('find the five tools, described and with a schema', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('videoPrompt_'));
    assert.deepEqual(ours.map(({ name }) => name.replace('videoPrompt_', '')).sort(), [...toolNames].sort());
    for (const { description, inputSchema } of ours) {
      assert.ok(description.length > 40);
      assert.ok(inputSchema !== undefined);
    }
  });

  it('find models, price requests and look at jobs without sending anything', async () => {
    const before = provider.log.length;
    const found = await callTool('models', { firstFrame: true, maxUsd: 1 });
    assert.equal(found.data.isMet, true);
    const { data, text } = await callTool('estimate', { prompt: 'A boat', ...prompt });
    assert.deepEqual((data.total as { microUsd: number }).microUsd, 320_000);
    assert.match(text, /^\$0\.32: /);
    assert.equal(data.isUserAsked, true);
    await callTool('status', {});
    assert.equal(provider.log.length, before);
  });

  it('spend nothing that a person declines, whatever the host approved', async () => {
    const sent = await sentBy(async () => {
      const { asked, answer } = await declining(() => callTool('render', { prompt: 'Declined', ...prompt }));
      assert.match(asked.join('\n'), /^A coding agent wants to generate a video for \$0\.32\./);
      assert.equal(refused(answer), 'confirmation.declined');
      assert.equal(answer.data.moneySpent, 'no');
    });
    assert.equal(sent, 0);
  });

  it('are asked about the price of what they really call, not of what was shown before', async () => {
    const shown = await callTool('estimate', { prompt: 'Edited afterwards', ...prompt });
    assert.match(shown.text, /\$0\.32/);
    const { asked } = await declining(() =>
      callTool('render', { prompt: 'Edited afterwards', ...prompt, seconds: 8 }),
    );
    assert.match(asked.join('\n'), /for \$0\.64/);
  });

  it('render once a person has agreed, and are told where the clip is', async () => {
    const input = { prompt: 'A paper boat of an agent', ...prompt };
    let answer: ToolAnswer | undefined;
    const sent = await sentBy(async () => {
      const asked = await agreeing(async () => {
        answer = await callTool('render', input);
      });
      assert.equal(asked.length, 1);
      const done = await finished(answer ?? assert.fail('no answer'));
      const [job] = jobsIn(done);
      assert.deepEqual([job?.state, job?.by], ['saved', 'agent']);
      const uri = job?.clip?.uri ?? '';
      assert.ok(uri.startsWith('file:') && done.text.includes(uri));
      assert.ok((await vscode.workspace.fs.stat(vscode.Uri.parse(uri))).size > 0);
    });
    assert.equal(sent, 1);
    // Once more, with the clip there: nobody is asked, nothing is sent.
    const again = await sentBy(async () => {
      const { asked, answer: same } = await declining(() => callTool('render', input));
      assert.deepEqual(asked, []);
      assert.deepEqual(same.data.submitted, []);
      assert.equal(jobsIn(same)[0]?.state, 'saved');
    });
    assert.equal(again, 0);
  });

  it('make one clip of the same call ten times at once', async () => {
    provider.hold();
    const input = { prompt: 'Ten times the same', ...prompt };
    const sent = await sentBy(async () => {
      let answers: readonly ToolAnswer[] = [];
      const asked = await agreeing(async () => {
        answers = await Promise.all(Array.from({ length: 10 }, () => callTool('render', input)));
      });
      assert.equal(asked.length, 1);
      assert.equal(new Set(answers.map((answer) => jobsIn(answer)[0]?.id)).size, 1);
      const { asked: later, answer } = await declining(() => callTool('render', input));
      assert.deepEqual([later, jobsIn(answer)[0]?.id], [[], jobsIn(answers[0] ?? answer)[0]?.id]);
      provider.release();
      await finished(answer);
    });
    assert.equal(sent, 1);
  });

  it('never spend more than the allowance of the day with ten calls at once and nobody who agrees', async () => {
    // What agents have spent so far today counts; room for three clips more.
    const { microUsd } = (await callTool('estimate', { prompt: 'x', ...prompt })).data.total as {
      microUsd: number;
    };
    let usd = 0;
    await until('an allowance that lets something through', async () => {
      usd += microUsd / 1e6;
      await allow(usd);
      return (await leftToday()) === false;
    });
    await allow(usd + (2 * microUsd) / 1e6);
    const sent = await sentBy(async () => {
      let answers: readonly ToolAnswer[] = [];
      const { asked } = await answering({}, async () => {
        answers = await Promise.all(
          Array.from({ length: 10 }, (_, nth) =>
            callTool('render', { prompt: `Boat ${String(nth)}`, ...prompt }),
          ),
        );
      });
      const made = answers.filter((answer) => refused(answer) === undefined);
      assert.equal(made.length, 3);
      assert.equal(asked.length, 7);
      for (const answer of made) await finished(answer);
    });
    assert.equal(sent, 3);
  });

  it('are refused with words to act on when nobody is at the keyboard; a press that comes too late does nothing', async () => {
    const late: ((button: string | undefined) => void)[] = [];
    const { window } = vscode;
    const real = { show: window.showWarningMessage, setTimeout: globalThis.setTimeout };
    let button = '';
    Object.assign(window, {
      showWarningMessage: (_text: string, _options: unknown, first: string) => {
        button = first;
        return new Promise<string | undefined>((resolve) => late.push(resolve));
      },
    });
    const waits: (() => void)[] = [];
    globalThis.setTimeout = Object.assign((run: () => void, delayMs?: number, ...args: unknown[]) => {
      if (delayMs !== 120_000) return real.setTimeout(run, delayMs, ...args);
      waits.push(run);
      return real.setTimeout(() => undefined, 0);
    }, real.setTimeout) as typeof setTimeout;
    try {
      const sent = await sentBy(async () => {
        const answers = Promise.all(
          ['One', 'Two', 'Three'].map((nth) => callTool('render', { prompt: `Nobody ${nth}`, ...prompt })),
        );
        await until('three waiting calls and one question', () => waits.length === 3 && late.length === 1);
        for (const over of waits) over();
        for (const answer of await answers) {
          assert.equal(refused(answer), 'confirmation.unavailable');
          assert.match(answer.text, /nobody answered within two minutes/);
          assert.deepEqual(calls(answer), ['render']);
        }
        late[0]?.(button);
        const { data } = await callTool('status', { waitSeconds: 0 });
        assert.ok((data.jobs as readonly JobData[]).every(({ state }) => state !== 'queued'));
        assert.equal(late.length, 1);
      });
      assert.equal(sent, 0);
    } finally {
      globalThis.setTimeout = real.setTimeout;
      Object.assign(window, { showWarningMessage: real.show });
    }
  });

  it('do nothing in a workspace that nobody trusts', async () => {
    await allow(1_000);
    const real = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') ?? assert.fail('no trust');
    Object.defineProperty(vscode.workspace, 'isTrusted', { ...real, get: () => false });
    try {
      const sent = await sentBy(async () => {
        const { asked, answer } = await declining(() =>
          callTool('render', { prompt: 'Untrusted', ...prompt }),
        );
        assert.deepEqual([asked, refused(answer)], [[], 'workspace.untrusted']);
        assert.match(answer.text, /trust/i);
      });
      assert.equal(sent, 0);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', real);
    }
  });

  it('are stopped by a cap before anybody is asked, and told what would fit', async () => {
    await allow(1_000);
    // What is reserved or unknown counts too.
    await setSetting('budget.perDayUsd', 1_000);
    const { data: priced } = await callTool('estimate', { prompt: 'x', ...prompt });
    const counted = 1_000 - Number(priced.capLeftMicroUsd) / 1e6;
    await setSetting('budget.perDayUsd', counted + 0.4);
    const sent = await sentBy(async () => {
      const { asked, answer } = await declining(() =>
        callTool('render', { prompt: 'Too dear', ...prompt, variants: 2 }),
      );
      assert.deepEqual([asked, refused(answer)], [[], 'cap.reached']);
      const next = answer.data.next as readonly {
        readonly call?: { readonly input: { readonly variants?: number } };
      }[];
      assert.ok(next.some(({ call }) => call?.input.variants === 1));
    });
    assert.equal(sent, 0);
  });

  it('ask within any allowance where nobody knows the price', async () => {
    await allow(1_000);
    const sent = await sentBy(async () => {
      const { asked, answer } = await declining(() =>
        callTool('render', { prompt: 'Unknown price', model: 'veo3.1-lite' }),
      );
      assert.match(asked.join('\n'), /price of this request is unknown/);
      assert.equal(refused(answer), 'confirmation.declined');
    });
    assert.equal(sent, 0);
  });

  it('upload no image of this workspace before a person has agreed, unless the user lets them', async () => {
    await allow(1_000);
    await vscode.workspace.fs.writeFile(at('boat.png'), wholePng(1280, 720));
    const input = { prompt: 'From an image', ...prompt, firstFrame: 'agents/boat.png' };
    // Another origin is one that no image was sent to.
    const own = await startProvider();
    await setSetting('api.baseUrl', own.origin);
    const posts = () => own.log.filter(({ method }) => method === 'POST').length;
    try {
      const { asked, answer } = await declining(() => callTool('render', input));
      assert.match(asked.join('\n'), /^Upload this image/);
      assert.equal(refused(answer), 'confirmation.declined');
      assert.equal(posts(), 0);
      await setSetting('automation.allowUploads', true);
      const { asked: none, answer: made } = await declining(() => callTool('render', input));
      assert.deepEqual(none, []);
      await finished(made);
      assert.equal(posts(), 1);
    } finally {
      await setSetting('api.baseUrl', provider.origin);
      await own.close();
    }
  });

  it('render what a prompt file lacks, once, and leave what is current', async () => {
    await allow(1_000);
    await vscode.workspace.fs.writeFile(at('boat.video.md'), new TextEncoder().encode(words));
    const file = 'agents/boat.video.md';
    const states = async () => {
      const { data } = await callTool('check', { file });
      return (data.clips as readonly { readonly id: string; readonly state: string }[]).map(
        ({ id, state }) => `${id} ${state}`,
      );
    };
    assert.deepEqual(await states(), ['leaving missing', 'storm missing']);
    const priced = await callTool('estimate', { file });
    assert.equal((priced.data.total as { microUsd: number }).microUsd, 640_000);
    const sent = await sentBy(async () => {
      const answer = await callTool('render', { file });
      assert.equal((answer.data.submitted as readonly string[]).length, 2);
      const again = await callTool('render', { file });
      assert.deepEqual(again.data.submitted, []);
      await finished(answer);
      await until('current clips', async () => (await states()).every((state) => state.endsWith('current')));
      const { data } = await callTool('render', { file, shots: ['storm'] });
      assert.deepEqual([data.submitted, (data.current as readonly { id: string }[])[0]?.id], [[], 'storm']);
    });
    assert.equal(sent, 2);
    const { data } = await callTool('status', { file });
    assert.deepEqual(
      (data.jobs as readonly JobData[]).map(({ by }) => by),
      ['agent', 'agent'],
    );
  });

  it('are refused what they cannot have, each time with a sentence', async () => {
    const cases: readonly (readonly [string, object])[] = [
      ['render', { prompt: 'x', file: 'agents/boat.video.md' }],
      ['render', {}],
      ['estimate', { file: '../outside.video.md' }],
      ['check', { file: 'package.json' }],
      ['check', { file: 'agents/none.video.md' }],
      ['render', { file: 'agents/boat.video.md', shots: ['nowhere'] }],
      ['render', { prompt: 'x', firstFrame: '/etc/hostname' }],
      ['status', { jobs: ['no-such-job'] }],
    ];
    for (const [tool, input] of cases) {
      const sent = await sentBy(async () => {
        const { asked, answer } = await declining(() => callTool(tool, input));
        assert.deepEqual(asked, []);
        assert.ok(refused(answer) !== undefined, JSON.stringify([tool, input]));
        assert.ok(answer.text.length > 20);
      });
      assert.equal(sent, 0);
    }
  });
});

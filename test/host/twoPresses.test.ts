import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { activate, type Answers, answering, folder, offerRenders } from './world.ts';

const render = 'videoPrompt.promptFile.render';
const at = (path: string) => vscode.Uri.joinPath(folder(), 'presses', path);

/** Each file says something else: a job of another file that makes just the same would be asked about. */
const wordsOf = (boat: string) => `---
model: veo3.1-fast
seconds: 4
---

## Opening

The ${boat} leaves.

## Storm

Waves higher than the ${boat}.
`;

describe('two presses on a prompt file', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  before(async () => {
    api = await activate();
    ({ provider, stop } = await offerRenders());
  });
  after(async () => {
    await stop();
    await vscode.workspace.fs.delete(at(''), { recursive: true });
  });

  // Whatever a test submits is under way until it ends, however slow the machine is.
  beforeEach(() => provider.hold());
  afterEach(() => provider.release());

  const creates = () => provider.log.filter(({ method, path }) => method === 'POST' && path === '/v1/videos');
  const write = async (path: string, boat = path) => {
    await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(wordsOf(boat)));
    return at(path);
  };
  const press = async (file: vscode.Uri, shot?: string) =>
    (await vscode.commands.executeCommand<readonly string[] | undefined>(render, file, shot)) ?? [];
  const pickAll = (items: readonly vscode.QuickPickItem[]) => items.at(-1);
  const submitted = async (ids: readonly string[]) => {
    await until('the jobs were submitted', async () => {
      const jobs = await Promise.all(ids.map((id) => api.getJob(id)));
      return jobs.every((job) => job?.state !== 'queued' && job?.state !== 'submitting');
    });
  };

  it('at the same moment, as by a double click, are one', async () => {
    const file = await write('once.video.md');
    const before = creates().length;
    let ids: readonly (readonly string[])[] = [];
    const { asked, told } = await answering({ pick: pickAll }, async () => {
      ids = await Promise.all([press(file, 'opening'), press(file, 'opening')]);
    });
    assert.deepEqual([asked, told], [[], []]);
    assert.equal(ids[0]?.length, 1);
    assert.deepEqual(ids[1], ids[0]);
    await submitted(ids.flat());
    assert.equal(creates().length - before, 1);
  });

  it('one after the other pay once: the second is asked whether it wants another', async () => {
    const file = await write('second.video.md');
    const { asked, told } = await answering({ pick: pickAll }, async () => {
      assert.equal((await press(file, 'opening')).length, 1);
      assert.equal((await press(file, 'opening')).length, 0);
    });
    assert.deepEqual(
      asked.map((text) => text.split('\n', 1)[0]),
      ['“Opening” is already being rendered.'],
    );
    assert.deepEqual(told, []);
  });

  it('of which one is on the whole file pay for the rest only after the question', async () => {
    const file = await write('whole.video.md');
    let ids: readonly (readonly string[])[] = [];
    const answers: Answers = { pick: pickAll, press: (_text, [first]) => first };
    const { asked } = await answering(answers, async () => {
      ids = await Promise.all([press(file, 'storm'), press(file)]);
    });
    assert.deepEqual(
      asked.map((text) => text.split('\n', 1)[0]),
      ['“Storm” is already being rendered.'],
    );
    const jobs = await Promise.all(ids.flat().map((id) => api.getJob(id)));
    assert.equal(jobs.length, 3);
  });

  it('ask about a shot whose words have changed while it renders', async () => {
    const file = await write('changed.video.md');
    await answering({ pick: pickAll }, async () => {
      await press(file, 'opening');
    });
    await write('changed.video.md', 'ship');
    const { asked } = await answering({ pick: pickAll }, async () => {
      assert.deepEqual(await press(file, 'opening'), []);
    });
    assert.match(
      asked[0] ?? '',
      /^“Opening” is already being rendered\.\nOne of its jobs has not ended yet\. It was submitted with a different prompt/,
    );
  });

  it('by a program pay once, and the second is told so', async () => {
    const file = await write('program.video.md');
    const wish = { file: file.toString(), shot: 'opening' };
    const run = async () =>
      (await vscode.commands.executeCommand<readonly string[] | undefined>(render, wish)) ?? [];
    let ids: readonly (readonly string[])[] = [];
    const { asked, told } = await answering({}, async () => {
      ids = await Promise.all([run(), run()]);
    });
    assert.deepEqual(asked, []);
    assert.deepEqual(told, ['This is already being rendered, so nothing was submitted.']);
    assert.equal(ids.flat().length, 1);
  });

  it('render a file once that was chosen twice', async () => {
    const file = await write('twice.video.md');
    let ids: readonly string[] = [];
    await answering({ pick: pickAll }, async () => {
      ids =
        (await vscode.commands.executeCommand<readonly string[] | undefined>(render, file, [
          file,
          vscode.Uri.parse(file.toString()),
        ])) ?? [];
    });
    assert.equal(ids.length, 2);
  });

  describe('between which the file is renamed', () => {
    const already = (shot: string) => `“${shot}” is already being rendered.`;
    const questions = async (file: vscode.Uri, shot: string) => {
      const { asked } = await answering({ pick: pickAll }, async () => {
        assert.deepEqual(await press(file, shot), []);
      });
      return asked.map((text) => text.split('\n', 1)[0]);
    };
    async function pressed(path: string): Promise<vscode.Uri> {
      const file = await write(path);
      await answering({ pick: pickAll }, async () => {
        assert.equal((await press(file, 'opening')).length, 1);
      });
      return file;
    }
    async function rename(...moves: readonly (readonly [from: string, to: string])[]): Promise<void> {
      const edit = new vscode.WorkspaceEdit();
      for (const [from, to] of moves) edit.renameFile(at(from), at(to));
      assert.ok(await vscode.workspace.applyEdit(edit));
    }

    it('in the editor pay once', async () => {
      await pressed('old.video.md');
      await rename(['old.video.md', 'new.video.md']);
      assert.deepEqual(await questions(at('new.video.md'), 'opening'), [already('Opening')]);
    });

    it('together with its folder pay once, and the clip follows', async () => {
      await pressed('one/inside.video.md');
      await rename(['one', 'two']);
      assert.deepEqual(await questions(at('two/inside.video.md'), 'opening'), [already('Opening')]);
      provider.release();
      await until('the clip was saved in the renamed folder', async () => {
        const saved = (await api.listJobs()).find(({ request }) => request.prompt.includes('one/inside'));
        return saved?.clip?.uri?.path.startsWith(at('two').path);
      });
    });

    it('behind the editor’s back pay once', async () => {
      const file = await pressed('before.video.md');
      await vscode.workspace.fs.rename(file, at('after.video.md'));
      assert.deepEqual(await questions(at('after.video.md'), 'opening'), [already('Opening')]);
    });
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import type { Sidecar } from '../../src/core/sidecar.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { activate, answering, type Answers, folder, offerRenders } from './world.ts';

const render = 'videoPrompt.promptFile.render';
const at = (path: string) => vscode.Uri.joinPath(folder(), 'chains', path);
const anyYes: Answers = { pick: (items) => items[0], press: (_text, [first]) => first };

const chain = (options = '', opening = 'The boat leaves.') => `---
model: veo3.1-fast
seconds: 4
${options}---

## Opening

${opening}

## Storm

\`\`\`yaml
first: { clip: ./opening }
\`\`\`

Waves.
`;

describe('chains of prompt files', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;

  const write = async (path: string, text: string) => {
    await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
    return at(path);
  };
  const sidecar = async (path: string) =>
    JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(at(`${path}.json`)))) as Sidecar;
  const creates = () => provider.log.filter(({ method }) => method === 'POST').length;
  const run = async (...args: unknown[]) =>
    await vscode.commands.executeCommand<readonly string[]>(render, ...args);
  const saved = async (ids: readonly string[]) => {
    for (const id of ids) assert.equal((await api.waitFor(id)).state, 'saved');
  };

  before(async () => {
    ({ provider, stop } = await offerRenders());
    api = await activate();
  });
  afterEach(() => provider.release());
  after(() => stop());

  it('ask for the clip before, and render it first', async () => {
    const file = await write('missing.video.md', chain());
    let ids: readonly string[] = [];
    const answers: Answers = {
      ...anyYes,
      press: (_text, buttons) => buttons.find((one) => one === 'Render All 2 for $0.64'),
    };
    const { asked } = await answering(answers, async () => (ids = await run(file, 'storm')));
    assert.match(asked[0] ?? '', /^The clip to start from is missing: “Opening”\n/);
    assert.equal(asked.length, 1);
    await saved(ids);
    const { request, source } = await sidecar('missing/storm-1.mp4');
    assert.equal(request.images[0]?.clipSha256, (await sidecar('missing/opening-1.mp4')).clip?.sha256);
    assert.equal(source?.take, 1);
  });

  it('refuse a program that names only the follower, and render nothing', async () => {
    await write('program.video.md', chain());
    const before = creates();
    const argument = { file: 'chains/program.video.md', shot: 'storm' };
    const { told } = await answering(anyYes, async () => await run(argument));
    assert.deepEqual(told, [
      'program.video.md, line 13: The clip that “Storm” starts from is not there. Render it first.',
    ]);
    assert.equal(creates(), before);
  });

  it('refuse a shot between two clips that are both to be made, at its line, and render it once one is there', async () => {
    const text = chain()
      .replace('seconds: 4', 'seconds: 8')
      .replace('./opening }', './opening }\nlast: { clip: ./calm }');
    const file = await write('between.video.md', `${text}\n## Calm\n\nCalm water.\n`);
    const before = creates();
    const { told } = await answering(anyYes, async () => await run(file));
    assert.deepEqual(told, [
      'between.video.md, line 14: “Storm” starts from two clips that are still to be made. Render one of them first.',
    ]);
    assert.equal(creates(), before);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), file.toString());
    assert.equal(editor.selection.active.line, 13);
    let ids: readonly string[] = [];
    await answering(anyYes, async () => (ids = await run(file, 'calm')));
    await saved(ids);
    await answering(anyYes, async () => (ids = await run(file)));
    await saved(ids);
    const { request } = await sidecar('between/storm-1.mp4');
    assert.deepEqual(
      request.images.map(({ role, clip }) => [role, clip]),
      [
        ['first', 'opening-1.mp4'],
        ['last', 'calm-1.mp4'],
      ],
    );
  });

  it('wait for a clip that is on its way, and ask before a second one of it', async () => {
    const file = await write('flight.video.md', chain('', 'The boat leaves at last.'));
    provider.hold();
    const ids: string[] = [];
    const submit = async (shot: string) => {
      const { asked } = await answering(anyYes, async () => ids.push(...(await run(file, shot))));
      return asked;
    };
    assert.deepEqual(await submit('opening'), []);
    assert.deepEqual(await submit('storm'), []);
    assert.equal((await api.getJob(ids[1] ?? ''))?.state, 'queued');
    const { asked } = await answering({}, async () => {
      await run(file, 'opening');
      await run(file, 'storm');
    });
    assert.deepEqual(
      asked.map((text) => text.split('\n', 1)[0]),
      ['“Opening” is already being rendered.', '“Storm” is already being rendered.'],
    );
    provider.release();
    await saved(ids);
    const { request } = await sidecar('flight/storm-1.mp4');
    assert.equal(request.images[0]?.clipSha256, (await sidecar('flight/opening-1.mp4')).clip?.sha256);
  });

  it('go on from a stale clip where a person says so', async () => {
    const file = await write('stale.video.md', chain());
    const ids: string[] = [];
    await answering(anyYes, async () => ids.push(...(await run(file, 'opening'))));
    await saved(ids);
    await write('stale.video.md', chain('', 'The boat stays.'));
    const answers: Answers = { ...anyYes, press: (_text, [first, second]) => second ?? first };
    let more: readonly string[] = [];
    const { asked } = await answering(answers, async () => (more = await run(file, 'storm')));
    assert.match(asked[0] ?? '', /^The clip to start from is stale: “Opening”\n/);
    assert.equal(more.length, 1);
    await saved(more);
    assert.equal(
      (await sidecar('stale/storm-1.mp4')).request.images[0]?.clipSha256,
      (await sidecar('stale/opening-1.mp4')).clip?.sha256,
    );
  });

  it('lead each variant on from the same variant', async () => {
    const file = await write('variants.video.md', chain('variants: 2\n'));
    let ids: readonly string[] = [];
    await answering(anyYes, async () => (ids = await run(file)));
    assert.equal(ids.length, 4);
    await saved(ids);
    for (const take of [1, 2]) {
      const { request, source } = await sidecar(`variants/storm-${String(take)}.mp4`);
      assert.equal(source?.take, take);
      const before = await sidecar(`variants/opening-${String(take)}.mp4`);
      assert.equal(request.images[0]?.clipSha256, before.clip?.sha256);
    }
  });
});

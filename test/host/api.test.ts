import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { JobSummary, VideoPromptApi } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { exifBlock, joined, pngChunk } from '../unit/core/imageFile/samples.ts';
import { activate, agreeing, folder, wholePng, setSetting, sha256, startProvider } from './world.ts';

describe('the public API in a real extension host', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let dispatcherBefore: unknown;
  const dispatcher = (): unknown => Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'));

  before(async () => {
    provider = await startProvider();
    await fetch(`${provider.origin}/api/models`);
    dispatcherBefore = dispatcher();
    assert.notEqual(dispatcherBefore, undefined);
    await setSetting('api.baseUrl', provider.origin);
    await setSetting('automation.allowUnattended', true);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), 'first.png'), wholePng(1280, 720));
    api = await activate();
  });
  afterEach(() => provider.release());
  after(async () => {
    await setSetting('automation.allowUnattended', undefined);
    await setSetting('budget.perDayUsd', undefined);
    await setSetting('api.baseUrl', undefined);
    await provider.close();
  });

  const uriOf = (name: string) => vscode.Uri.joinPath(folder(), name);
  const creates = () =>
    provider.log.filter(({ method, path }) => method === 'POST' && path === '/v1/videos').length;

  it('is version 1 and quotes a request without sending anything', async () => {
    const before = provider.log.length;
    assert.equal(api.apiVersion, 1);
    const quote = await api.quote({ prompt: 'A boat' });
    assert.equal(quote.microUsd, 320_000);
    assert.equal(quote.kind, 'listed');
    assert.equal(provider.log.length, before);
  });

  it('uploads no image unattended before a person has agreed, who is shown the files once', async () => {
    const before = creates();
    const request = { prompt: 'Not before you say so', images: [uriOf('first.png')] };
    await assert.rejects(api.generate(request), { code: 'upload.unconfirmed', field: 'images', spent: 'no' });
    assert.equal(creates(), before);
    await setSetting('automation.allowUnattended', false);
    const asked = await agreeing(async () => await api.waitFor((await api.generate(request)).id));
    await setSetting('automation.allowUnattended', true);
    assert.equal(creates() - before, 1);
    assert.match(asked[0] ?? '', /wants to generate a video for \$0\.32/);
    assert.match(asked[1] ?? '', /^Upload this image to 127\.0\.0\.1:\d+\?\nfirst\.png, [\d.]+ (?:bytes|KB)/);
    assert.equal(asked.length, 2);
  });

  it('offers to mend an image in the panel, where somebody is there, and refuses all the same', async () => {
    const upright = wholePng(1280, 720);
    const turned = joined(upright.subarray(0, 33), pngChunk('eXIf', exifBlock(6)), upright.subarray(33));
    await vscode.workspace.fs.writeFile(uriOf('turned.png'), turned);
    const refusal = { code: 'request.invalid', field: 'images[0]' };
    const request = { prompt: 'Lying on its side', images: [uriOf('turned.png')] };
    const offers: string[] = [];
    const { window } = vscode;
    const real = window.showErrorMessage;
    Object.assign(window, {
      showErrorMessage: (text: string, button: string) => {
        offers.push(`${text} ${button}`);
        return Promise.resolve(undefined);
      },
    });
    try {
      await assert.rejects(api.generate(request), refusal);
      await setSetting('automation.allowUnattended', false);
      await assert.rejects(api.generate(request), refusal);
      await until('the offer', () => offers.length > 0);
    } finally {
      Object.assign(window, { showErrorMessage: real });
      await setSetting('automation.allowUnattended', true);
    }
    assert.equal(offers.length, 1);
    assert.match(offers[0] ?? '', /turned\.png.*Rotate it upright first\. Open in Panel$/);
  });

  it('makes a clip from an image, whole and with its sidecar, with one create request', async () => {
    const before = creates();
    const changes: JobSummary[] = [];
    const listening = api.onDidChangeJob((job) => changes.push(job));
    const image = vscode.Uri.joinPath(folder(), 'first.png');
    const job = await api.generate({ prompt: 'A paper boat: crossing / a puddle?', images: [image] });
    assert.match(job.taskId ?? '', /^[A-Za-z0-9_-]+$/);
    const saved = await api.waitFor(job.id);
    listening.dispose();
    assert.equal(saved.state, 'saved');
    assert.equal(creates() - before, 1);
    const uri = saved.clip?.uri;
    assert.ok(uri);
    assert.equal(vscode.workspace.asRelativePath(uri), 'videos/a-paper-boat-crossing-a-puddle.mp4');
    const bytes = await vscode.workspace.fs.readFile(uri);
    assert.equal(sha256(bytes), saved.clip.sha256);
    assert.equal(bytes.byteLength, saved.clip.bytes);
    assert.deepEqual(saved.charge, { microUsd: 320_000, basis: 'estimated' });
    assert.ok(changes.some(({ state }) => state === 'running'));

    const sidecarBytes = await vscode.workspace.fs.readFile(uri.with({ path: `${uri.path}.json` }));
    const text = new TextDecoder().decode(sidecarBytes);
    const sidecar = JSON.parse(text) as { request: { images: unknown }; taskId: string };
    assert.deepEqual(sidecar.request.images, [{ path: '../first.png', role: 'first' }]);
    assert.equal(sidecar.taskId, job.taskId);
    assert.doesNotMatch(text, /sk-|https?:|signature/i);
  });

  it('never overwrites: the same prompt again gets the next name', async () => {
    const one = await api.waitFor((await api.generate({ prompt: 'Twice' })).id);
    const two = await api.waitFor((await api.generate({ prompt: 'Twice' })).id);
    assert.notEqual(one.clip?.uri?.toString(), two.clip?.uri?.toString());
    assert.notEqual(one.clip?.sha256, two.clip?.sha256);
  });

  it('saves under the name that the request gives', async () => {
    const job = await api.generate({ prompt: 'Named', output: 'takes/opening.mp4' });
    const saved = await api.waitFor(job.id);
    assert.equal(vscode.workspace.asRelativePath(saved.clip?.uri ?? folder()), 'takes/opening.mp4');
  });

  it('admits all variants together and counts the spend', async () => {
    const before = await api.spend();
    const jobs = await api.generateAll({ prompt: 'Three ways', variants: 3 });
    assert.equal(jobs.length, 3);
    const saved = await Promise.all(jobs.map(({ id }) => api.waitFor(id)));
    assert.equal(new Set(saved.map(({ clip }) => clip?.uri?.toString())).size, 3);
    for (const { clip } of saved) {
      const bytes = await vscode.workspace.fs.readFile(clip?.uri ?? folder());
      assert.equal(sha256(bytes), clip?.sha256);
    }
    const after = await api.spend();
    assert.equal(after.todayMicroUsd - before.todayMicroUsd, 960_000);
    assert.equal(after.reservedMicroUsd, 0);
  });

  it('explains a refusal with the provider’s words, and that nothing was spent', async () => {
    await assert.rejects(
      api.generate({ prompt: 'Refused [sim:refuse=400]' }),
      (error: Error & { spent?: string }) => {
        assert.equal(error.name, 'VideoPromptError');
        assert.equal(error.spent, 'no');
        return true;
      },
    );
  });

  it('holds the rest of a batch in the queue when the balance is used up, and resolves all the same', async () => {
    await setSetting('jobs.maxConcurrent', 1);
    const before = creates();
    const jobs = await api.generateAll({ prompt: 'Out of money [sim:refuse=403]', variants: 2 });
    assert.deepEqual(jobs.map(({ state }) => state).sort(), ['failed', 'queued']);
    assert.equal(creates() - before, 1);
    assert.equal((await api.spend()).reservedMicroUsd, 320_000);
    const held = jobs.find(({ state }) => state === 'queued');
    await vscode.commands.executeCommand('videoPrompt.resumeAll');
    assert.equal((await api.waitFor(held?.id ?? '')).failure?.class, 'no-balance');
    assert.equal(creates() - before, 2);
    await vscode.commands.executeCommand('videoPrompt.resumeAll');
    await setSetting('jobs.maxConcurrent', undefined);
    assert.equal((await api.spend()).reservedMicroUsd, 0);
  });

  it('reports a failed render as failed, its charge unknown', async () => {
    const job = await api.generate({ prompt: 'Broken [sim:fail=content policy]' });
    const failed = await api.waitFor(job.id);
    assert.equal(failed.state, 'failed');
    assert.match(failed.failure?.providerMessage ?? '', /content policy/);
    assert.deepEqual(failed.charge, { basis: 'unknown' });
  });

  const bad: readonly [string, () => Parameters<VideoPromptApi['generate']>[0], string][] = [
    ['an empty prompt', () => ({ prompt: '  ' }), 'prompt'],
    ['a prompt of 100,000 characters', () => ({ prompt: 'a'.repeat(100_000) }), 'prompt'],
    ['a missing image', () => ({ prompt: 'x', images: [uriOf('gone.png')] }), 'images[0]'],
    ['a directory as image', () => ({ prompt: 'x', images: [folder()] }), 'images[0]'],
    ['an empty image', () => ({ prompt: 'x', images: [uriOf('empty.png')] }), 'images[0]'],
    ['an image of 60 MB', () => ({ prompt: 'x', images: [uriOf('huge.png')] }), 'images[0]'],
    ['a .png that is none', () => ({ prompt: 'x', images: [uriOf('text.png')] }), 'images[0]'],
    [
      'too many images',
      () => ({ prompt: 'x', images: Array.from({ length: 12 }, () => uriOf('first.png')) }),
      'images',
    ],
    [
      'a role the model lacks',
      () => ({ prompt: 'x', images: [{ uri: uriOf('first.png'), role: 'reference' as const }] }),
      'images[0]',
    ],
    ['seconds out of range', () => ({ prompt: 'x', seconds: 5 }), 'seconds'],
    ['a size out of range', () => ({ prompt: 'x', resolution: '8K' }), 'resolution'],
    ['an unknown model', () => ({ prompt: 'x', model: 'no-such-model' }), 'model'],
    ['an output outside the workspace', () => ({ prompt: 'x', output: '../out.mp4' }), 'output'],
    ['a name without an image', () => ({ prompt: 'Beside @image1' }), 'prompt'],
    ['a seed that is no whole number', () => ({ prompt: 'x', seed: 1.5 }), 'seed'],
    [
      'a remix by a model that cannot',
      () => ({ prompt: 'x', remixOf: { taskId: 'task_1', origin: 'https://api.cometapi.com' } }),
      'remixOf',
    ],
    ['five variants', () => ({ prompt: 'x', variants: 5 }), 'variants'],
  ];
  for (const [name, input, field] of bad) {
    it(`refuses ${name}: names the field, sends nothing, reserves nothing`, async () => {
      await vscode.workspace.fs.writeFile(uriOf('empty.png'), new Uint8Array());
      await vscode.workspace.fs.writeFile(uriOf('text.png'), new TextEncoder().encode('not an image'));
      if (name.includes('60 MB'))
        await vscode.workspace.fs.writeFile(uriOf('huge.png'), new Uint8Array(60_000_000));
      const before = { creates: creates(), spend: await api.spend(), jobs: (await api.listJobs()).length };
      await assert.rejects(api.generateAll(input()), (error: Error & { field?: string; code?: string }) => {
        assert.equal(error.code, 'request.invalid');
        assert.equal(error.field, field);
        assert.ok(error.message.length > 20);
        return true;
      });
      assert.deepEqual(
        { creates: creates(), spend: await api.spend(), jobs: (await api.listJobs()).length },
        before,
      );
    });
  }

  it('stops at a cap as a whole: nothing sent, nothing reserved', async () => {
    const { todayMicroUsd } = await api.spend();
    await setSetting('budget.perDayUsd', todayMicroUsd / 1e6 + 0.5);
    const before = creates();
    await assert.rejects(api.generateAll({ prompt: 'Too much', variants: 2 }), { code: 'cap.reached' });
    assert.equal(creates(), before);
    assert.equal((await api.spend()).reservedMicroUsd, 0);
    await setSetting('budget.perDayUsd', undefined);
  });

  it('goes on watching when a cap cannot be read, and names the setting at the next submission', async () => {
    provider.hold();
    const job = await api.generate({ prompt: 'Watched all the same' });
    await setSetting('budget.perDayUsd', 'a lot');
    await assert.rejects(api.generate({ prompt: 'Not now' }), { field: 'videoPrompt.budget.perDayUsd' });
    provider.release();
    assert.equal((await api.waitFor(job.id)).state, 'saved');
    await setSetting('budget.perDayUsd', undefined);
  });

  it('takes an empty cap as none', async () => {
    await setSetting('budget.perDayUsd', null);
    await setSetting('budget.perMonthUsd', null);
    const jobs = await api.generateAll({
      prompt: 'Far above every cap',
      model: 'veo3.1',
      seconds: 8,
      resolution: '4K',
      variants: 4,
    });
    await Promise.all(jobs.map(({ id }) => api.waitFor(id)));
    await setSetting('budget.perDayUsd', undefined);
    await setSetting('budget.perMonthUsd', undefined);
  });

  it('takes a request as the argument of the command and asks nothing that it answers', async () => {
    const ids = await vscode.commands.executeCommand<readonly string[]>('videoPrompt.generate', {
      prompt: 'From a keybinding',
      seconds: 6,
      images: ['first.png'],
    });
    const saved = await api.waitFor(ids[0] ?? '');
    assert.equal(saved.state, 'saved');
    assert.equal(saved.request.seconds, 6);
  });

  it('leaves the process-wide dispatcher of fetch alone', async () => {
    assert.equal(dispatcher(), dispatcherBefore);
    assert.equal((await fetch(`${provider.origin}/api/models`)).status, 200);
  });

  it('lists jobs newest first, page by page', async () => {
    const first = await api.listJobs({ limit: 2 });
    const next = await api.listJobs({ limit: 2, before: first[1]?.id ?? '' });
    const ids = [...first, ...next].map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort().reverse());
    assert.equal(new Set(ids).size, 4);
  });

  it('checks, plans and renders prompt files, and renders nothing twice', async () => {
    const file = uriOf('api.video.md');
    const words = '---\nmodel: veo3.1-fast\nseconds: 4\n---\n\n## One\n\nA boat.\n\n## Two\n\nA ship.\n';
    const write = async (text: string) =>
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await write(words.replace('seconds: 4', 'seconds: 5'));
    const { findings } = await api.check(file);
    assert.deepEqual(
      findings.map(({ rule, severity, line }) => [rule, severity, line]),
      [['seconds.set', 'error', 3]],
    );
    await assert.rejects(api.renderFile(file), { code: 'request.invalid', spent: 'no' });
    await write(words);
    const plan = await api.plan(file);
    assert.deepEqual(
      plan.clips.map(({ id, take, why, quote }) => [id, take, why, quote.microUsd]),
      ['one', 'two'].map((id) => [id, 1, 'missing', 320_000]),
    );
    assert.equal(plan.total.microUsd, 640_000);
    const before = creates();
    await assert.rejects(api.renderFile(file, ['three']), { code: 'request.invalid', field: 'shots' });
    const [two] = await api.renderFile(file, ['two']);
    assert.equal((await api.waitFor(two?.id ?? '')).state, 'saved');
    const states = async () => (await api.check(file)).clips.map(({ id, state, path }) => [id, state, path]);
    assert.deepEqual(await states(), [
      ['one', 'missing', undefined],
      ['two', 'current', 'api/two-1.mp4'],
    ]);
    const others = await api.renderFile(file);
    assert.equal(others.length, 1);
    await api.waitFor(others[0]?.id ?? '');
    assert.deepEqual(await api.renderFile(file), []);
    assert.equal(creates() - before, 2);
    assert.deepEqual((await api.plan(file)).clips, []);
    await assert.rejects(api.check(uriOf('first.png')), { code: 'request.invalid', field: 'file' });
    await assert.rejects(api.check(uriOf('gone.video.md')), { code: 'request.invalid', field: 'file' });
    await vscode.workspace.fs.delete(file);
  });
});

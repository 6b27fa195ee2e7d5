import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shippedMarket } from '../../src/core/market.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import type { RecordedClip } from '../../src/shots/recordedClip.ts';
import { createPromptDocuments } from '../../src/editor/workspace/promptDocuments.ts';
import { promptLenses } from '../../src/editor/language/promptLenses.ts';
import type { ShotState } from '../../src/shots/shotState.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { checksOf } from './checksOf.ts';
import { until } from '../support/until.ts';
import {
  at,
  execute,
  lensTitles,
  makePlace,
  marked,
  marks,
  nextName,
  removePlace,
  show,
  threeShots,
  type,
  write,
} from './promptPlace.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { activate, wholePng } from './world.ts';

/** How clips stand, made up. */
async function fakeStates(document: vscode.TextDocument) {
  const checks = checksOf(createPromptDocuments(), shippedMarket);
  const job = makeJob({ state: 'saved' });
  const clip = (path: string): RecordedClip => ({
    uri: at(path).toString(),
    sidecarUri: at(`${path}.json`).toString(),
    sidecar: readSidecar(writeSidecar(job, { savedAt: 1 })),
    isThere: true,
  });
  const state = (shot: string, cell: string, of: Partial<ShotState>): ShotState => ({
    shot,
    cell,
    freshness: { kind: 'missing' },
    takes: [],
    jobs: [],
    ...of,
  });
  const [first, second] = [clip('boat/opening-shot-1.mp4'), clip('boat/opening-shot-2.mp4')];
  const states = [
    state('opening-shot', '', {
      freshness: {
        kind: 'stale',
        changes: [{ field: 'prompt' }, { field: 'images[0]', change: 'replaced' }],
      },
      chosen: second,
      takes: [first, second],
    }),
    state('the-storm', '', { jobs: [makeJob({ state: 'running', progress: 45 })] }),
    state('two-models', 'veo3.1_4s', { freshness: { kind: 'current' }, chosen: first, takes: [first] }),
  ];
  const { resolved, shots } = await checks.of(document);
  const cells = shots.map((plan) => ({
    ...(states.find(({ shot, cell }) => shot === plan.shot.slug && cell === plan.cell.key) ??
      state(plan.shot.slug, plan.cell.key, {})),
    plan,
  }));
  return { checks, fake: { file: () => Promise.resolve({ resolved, cells }) } };
}

describe('the language support for prompt files', () => {
  before(async () => {
    await activate();
    await makePlace();
  });
  after(removePlace);

  it('offers to render the file and each shot, with their prices', async () => {
    const { uri, document } = await show('lens.video.md', threeShots);
    assert.equal(document.languageId, 'markdown');
    const [all = '', ...shots] = await lensTitles(uri);
    assert.match(all, /^0 Render all 4 · \$\d/);
    assert.deepEqual(
      shots.map((title) => title.replace(/\$[\d.]+/, '$')),
      ['7 Render · $', '15 Render · $', '19 Render 2 · $'],
    );
    assert.deepEqual(marks(document), []);
  });

  it('says of each shot how its clip stands, and opens it', async () => {
    const { document } = await show(nextName(), threeShots);
    const { checks, fake } = await fakeStates(document);
    const lenses = await promptLenses(document, { checks, states: fake });
    const told = lenses.map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
    assert.deepEqual(told.map((title) => title.replace(/\$[\d.]+/, '$')).slice(1), [
      '7 Open clip · stale: prompt, image 1',
      '7 Render again · $',
      '7 2 takes',
      '15 Rendering 45 %',
      '19 1 current',
      '19 Render 2 · $',
    ]);
    assert.deepEqual(
      lenses
        .slice(1, 4)
        .map(({ command }) => [command?.command, ...((command?.arguments ?? []) as unknown[]).slice(0, 2)]),
      [
        ['videoPrompt.promptFile.openClip', at('boat/opening-shot-2.mp4')],
        ['videoPrompt.promptFile.render', document.uri, 'opening-shot'],
        ['videoPrompt.promptFile.showTakes', document.uri, 'opening-shot'],
      ],
    );
  });

  it('renders nothing of a file with errors, and says so', async () => {
    const { uri, document } = await show('broken.video.md', '---\nmodle: x\n---\nA boat.\n');
    assert.deepEqual(await lensTitles(uri), ['0 Cannot render: 1 error']);
    await marked(document, ['key.misspelled: modle']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 5\n---\nA boat.\n');
    await marked(document, ['seconds.set: 5']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 4\n---\nA boat.\n');
    await marked(document, []);
  });

  it('renders what has no errors, and says how many shots have some', async () => {
    const text =
      '---\nmodel: veo3.1-fast\nseconds: 4\n---\n## A\n\nA boat.\n\n## B\n\n```yaml\nseconds: 99\nsede: 1\n```\n\nRain.\n\n## C\n\n```yaml\nfirst: { clip: ./b }\n```\n\nHome.\n';
    const { uri } = await show('partly.video.md', text);
    assert.deepEqual(await lensTitles(uri), [
      '0 Render 1 · $0.32',
      '0 1 of 3 shots has errors · 1 starts from a clip that cannot be rendered',
      '4 Render · $0.32',
      '8 Cannot render: 2 errors',
      '17 Cannot render: “B” has errors',
    ]);
  });

  it('marks the value that says a field, wherever it is said, and the heading otherwise', async () => {
    const { document } = await show(
      'places.video.md',
      `---
seconds: 5
matrix: { resolution: [720p, 9p] }
---
## One

A boat with @image2.

## Two

\`\`\`yaml
seconds: 4
resolution: 1p
first: images/none.png
\`\`\`

Waves.

## Three
`,
    );
    await marked(document, [
      'seconds.set: 5',
      'resolution.unsupported: 9p',
      'prompt.imageMissing: @image2',
      'resolution.unsupported: 1p',
      'image.missing: images/none.png',
      'prompt.empty: ## Three',
    ]);
  });

  it('looks again when an image or a base file changes, and forgets a file that is closed', async () => {
    await write('base.video.md', '---\nseconds: 5\n---\nStyle.\n');
    const text = '---\nextends: ./base.video.md\nfirst: images/late.png\n---\nA boat.\n';
    const uri = await write('again.video.md', text);
    // Documents that a program opens stay open for minutes.
    await execute('vscode.open', uri);
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    assert.ok(document !== undefined);
    await marked(document, ['seconds.set: ./base.video.md', 'image.missing: images/late.png']);
    await write('images/late.png', wholePng(1280, 720));
    await marked(document, ['seconds.set: ./base.video.md']);
    await write('base.video.md', '---\nseconds: 4\n---\nStyle.\n');
    await marked(document, []);
    await type(document, '---\nseconds: x\n---\n');
    await marked(document, ['value.number: x']);
    await document.save();
    await execute('workbench.action.closeActiveEditor');
    await until('nothing is marked', () => vscode.languages.getDiagnostics(uri).length === 0);
  });

  async function offered(marked: string, trigger?: string) {
    const { uri, position } = await show(nextName(), marked);
    const list = await execute<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      position,
      trigger,
      5,
    );
    // The editor's own words and the snippets of Markdown are there as well.
    const { Text, Snippet } = vscode.CompletionItemKind;
    return list.items.filter(({ kind }) => kind !== Text && kind !== Snippet);
  }
  const labels = (items: readonly vscode.CompletionItem[]) =>
    items.map(({ label }) => (typeof label === 'string' ? label : label.label));

  it('completes keys where they are allowed, with what they mean', async () => {
    const keys = await offered('---\nmodel: veo3.1-fast\n|\n---\nA boat.\n');
    assert.ok(labels(keys).includes('seconds') && labels(keys).includes('extends'));
    assert.ok(!labels(keys).includes('model'), 'written already');
    const seconds = keys.find(({ label }) => label === 'seconds');
    assert.ok(seconds !== undefined);
    assert.equal(seconds.insertText, 'seconds: ');
    assert.match((seconds.documentation as vscode.MarkdownString).value, /length/);
    const inShot = labels(await offered('## One\n\n```yaml\n|\n```\n\nA boat.\n'));
    assert.ok(inShot.includes('model') && !inShot.includes('extends'));
    assert.deepEqual(labels(await offered('---\nmatrix: { s| }\n---\nA boat.\n')).slice(0, 1), ['model']);
    assert.deepEqual(labels(await offered('## One\n\nA b|oat.\n')), []);
  });

  it('completes models with price and abilities, and values that the model takes', async () => {
    const models = await offered('---\nmodel: |\nseconds: 8\n---\nA boat.\n', ' ');
    const fast = models.find(({ label }) => typeof label !== 'string' && label.label === 'veo3.1-fast');
    assert.ok(fast !== undefined);
    assert.match((fast.label as vscode.CompletionItemLabel).description ?? '', /^\$\d/);
    assert.match(fast.detail ?? '', /4, 6, 8 s/);
    assert.match((fast.documentation as vscode.MarkdownString).value, /Source/);
    const text = '---\nmodel: veo3.1-fast\n---\n## One\n\n```yaml\nseconds: |\n```\n\nA boat.\n';
    assert.deepEqual(labels(await offered(text)), ['4', '6', '8']);
    const ratios = labels(await offered('---\nmatrix: { aspectRatio: [|] }\n---\nA boat.\n', '['));
    assert.ok(ratios.includes('16:9') && ratios.includes('9:16'));
  });

  it('completes image paths, other shots and base files', async () => {
    const images = labels(await offered('---\nfirst: |\n---\nA boat.\n', ' '));
    assert.ok(images.includes('images/boat.png'), images.join());
    assert.ok(labels(await offered('---\nfirst: { path: "im| }\n---\nA.\n')).includes('images/boat.png'));
    const shots = '## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: | }\n```\n\nB.\n';
    // Clips of the workspace may follow.
    assert.deepEqual(
      labels(await offered(shots)).filter((label) => label.startsWith('./')),
      ['./one'],
    );
    await write('style.video.md', 'Style.\n');
    assert.ok(labels(await offered('---\nextends: |\n---\nA.\n')).includes('./style.video.md'));
  });

  it('completes the names of images in the prompt', async () => {
    const names = await offered('---\nfirst: images/boat.png\n---\nA boat like @|\n', '@');
    assert.deepEqual(labels(names), ['@image1']);
  });

  /** The titles of the fixes at the first mark, and a way to take one of them. */
  async function fixes(text: string) {
    const { uri, document } = await show(nextName(), text);
    const range = await until('a mark', () => vscode.languages.getDiagnostics(uri)[0]?.range);
    const actions = await execute<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      undefined,
      20,
    );
    const ours = actions.filter(({ kind }) => kind?.value === vscode.CodeActionKind.QuickFix.value);
    return {
      document,
      actions: ours,
      titles: ours.map(({ title }) => title),
      take: async (title: RegExp) => {
        const edit = ours.find((one) => title.test(one.title))?.edit;
        assert.ok(edit !== undefined, ours.map((one) => one.title).join());
        assert.ok(await vscode.workspace.applyEdit(edit));
        return document.getText();
      },
    };
  }

  it('mends a value where it is said: in the front matter, a shot or a matrix', async () => {
    const shared = await fixes('---\nmodel: veo3.1-fast\nseconds: 5 # short\n---\nA boat.\n');
    assert.equal(shared.titles[0], 'Use 4 s');
    assert.ok(
      shared.titles.some((title) => /^Use .* \(\$/.test(title)),
      shared.titles.join(),
    );
    assert.equal(await shared.take(/4 s/), '---\nmodel: veo3.1-fast\nseconds: 4 # short\n---\nA boat.\n');
    await marked(shared.document, []);
    const inMatrix = await fixes('---\nmatrix: { seconds: [5, 8] }\n---\nA boat.\n');
    assert.match(await inMatrix.take(/4 s/), /seconds: *(\[4, 8\]|\n *- 4\n *- 8)/);
    await marked(inMatrix.document, []);
  });

  it('offers other models, and for a misspelled one that which was meant', async () => {
    const misspelled = await fixes('---\nmodel: veo3.1-fest\nseconds: 8\n---\nA boat.\n');
    assert.match(misspelled.titles[0] ?? '', /Veo 3\.1 Fast/i);
    assert.match(await misspelled.take(/Veo 3\.1 Fast/i), /^model: veo3\.1-fast$/m);
    await marked(misspelled.document, []);
  });

  it('corrects paths and keys', async () => {
    const path = await fixes('---\nfirst: "boat.png"\nlast: boat.png\n---\nA boat.\n');
    assert.equal(path.titles[0], 'Write images/boat.png');
    assert.equal(
      await path.take(/images/),
      '---\nfirst: "images/boat.png"\nlast: images/boat.png\n---\nA boat.\n',
    );
    const key = await fixes('---\nsecnds: 8\n---\nA boat.\n');
    assert.equal(await key.take(/seconds/), '---\nseconds: 8\n---\nA boat.\n');
    const clip = await fixes('## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./on }\n```\n\nB.\n');
    assert.match(await clip.take(/one/), /clip: \.\/one \}/);
    await marked(clip.document, []);
  });

  it('turns images into what the model takes', async () => {
    const text = '---\nmodel: veo3.1-fast\nlast: images/boat.png\n---\nA boat.\n';
    const { take, document } = await fixes(text);
    assert.match(await take(/roles/), /images:\n +- path: images\/boat\.png\n +role: first/);
    await marked(document, []);
  });

  it('opens the panel on an image that has another shape', async () => {
    const { actions, titles } = await fixes(
      '---\nmodel: veo3.1-fast\naspectRatio: 16:9\nfirst: images/wide.png\n---\nA boat.\n',
    );
    const crop = actions.find(({ title }) => title === 'Crop or pad…')?.command;
    assert.ok(crop !== undefined, titles.join());
    await execute(crop.command, ...((crop.arguments ?? []) as unknown[]));
    await until(
      'the panel',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Video Prompt',
    );
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
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
import { activate, wholePng } from './world.ts';

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

  it('renders nothing of a file with errors, and says so', async () => {
    const { uri, document } = await show('broken.video.md', '---\nmodle: x\n---\nA boat.\n');
    assert.deepEqual(await lensTitles(uri), ['0 Cannot render: 1 error']);
    await marked(document, ['key.misspelled: modle']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 5\n---\nA boat.\n');
    await marked(document, ['seconds.set: 5']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 4\n---\nA boat.\n');
    await marked(document, []);
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

  it('looks again when a folder comes or goes as a whole', async () => {
    const text = '---\nextends: ./whole/base.video.md\nfirst: whole/in/it.png\n---\nA boat.\n';
    const { document } = await show('whole.video.md', text);
    const missing = ['extends.unreadable: ./whole/base.video.md', 'image.missing: whole/in/it.png'];
    const [whole, aside] = ['whole', 'aside'].map((name) => at(name).fsPath);
    assert.ok(whole !== undefined && aside !== undefined);
    await marked(document, missing);
    // At once, so that nobody looks into the folder before its files are there.
    mkdirSync(join(whole, 'in'), { recursive: true });
    writeFileSync(join(whole, 'base.video.md'), '---\nseconds: 5\n---\nStyle.\n');
    writeFileSync(join(whole, 'in', 'it.png'), wholePng(1280, 720));
    await marked(document, ['seconds.set: ./whole/base.video.md']);
    renameSync(whole, aside);
    await marked(document, missing);
    renameSync(aside, whole);
    await marked(document, ['seconds.set: ./whole/base.video.md']);
    rmSync(whole, { recursive: true });
    await marked(document, missing);
  });

  it('looks again when somebody turns to a file, at what the editor was not told of', async () => {
    await write('node_modules/other.png', wholePng(1280, 720));
    const { document, uri } = await show(
      'turned.video.md',
      '---\nfirst: node_modules/it.png\n---\nA boat.\n',
    );
    await execute('workbench.action.keepEditor');
    await marked(document, ['image.missing: node_modules/it.png']);
    await show('elsewhere.video.md', 'A quay.\n');
    // What happens in such a folder is not told.
    await write('node_modules/it.png', wholePng(1280, 720));
    await vscode.window.showTextDocument(uri);
    await marked(document, []);
    assert.ok(!document.isClosed, 'it is not opened anew');
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

  it('completes keys with what they mean, and models with price and abilities', async () => {
    const keys = await offered('---\nmodel: veo3.1-fast\n|\n---\nA boat.\n');
    assert.ok(labels(keys).includes('seconds') && !labels(keys).includes('model'), 'written already');
    const seconds = keys.find(({ label }) => label === 'seconds');
    assert.equal(seconds?.insertText, 'seconds: ');
    assert.match((seconds.documentation as vscode.MarkdownString).value, /length/);
    const models = await offered('---\nmodel: |\nseconds: 8\n---\nA boat.\n', ' ');
    const fast = models.find(({ label }) => typeof label !== 'string' && label.label === 'veo3.1-fast');
    assert.match((fast?.label as vscode.CompletionItemLabel).description ?? '', /^\$\d/);
    assert.match(fast?.detail ?? '', /4, 6, 8 s/);
  });

  it('completes paths of the workspace, and the names of images in the prompt', async () => {
    await write('style.video.md', 'Style.\n');
    const images = labels(await offered('---\nfirst: |\n---\nA boat.\n', ' '));
    assert.ok(images.includes('images/boat.png'), images.join());
    assert.ok(labels(await offered('---\nextends: |\n---\nA.\n')).includes('./style.video.md'));
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

  it('corrects a value where it is said, after which its mark is gone', async () => {
    const shared = await fixes('---\nmodel: veo3.1-fast\nseconds: 5 # short\n---\nA boat.\n');
    assert.equal(shared.titles[0], 'Use 4 s');
    assert.equal(shared.actions[0]?.isPreferred, true);
    assert.equal(await shared.take(/4 s/), '---\nmodel: veo3.1-fast\nseconds: 4 # short\n---\nA boat.\n');
    await marked(shared.document, []);
  });

  it('corrects a path to a file of the workspace', async () => {
    const path = await fixes('---\nfirst: "boat.png"\nlast: boat.png\n---\nA boat.\n');
    assert.equal(path.titles[0], 'Write images/boat.png');
    assert.equal(
      await path.take(/images/),
      '---\nfirst: "images/boat.png"\nlast: images/boat.png\n---\nA boat.\n',
    );
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

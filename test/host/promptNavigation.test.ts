import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import {
  at,
  execute,
  makePlace,
  nextName,
  removePlace,
  root,
  show,
  threeShots,
  type,
  write,
} from './promptPlace.ts';
import { activate, wholePng } from './world.ts';

describe('what prompt files lead to', () => {
  before(async () => {
    await activate();
    await makePlace();
    await write('style.video.md', 'Style.\n');
  });
  after(removePlace);

  async function hover(marked: string): Promise<string> {
    const { uri, position } = await show(nextName(), marked);
    const hovers = await execute<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n')
      .replace(/\\(.)/g, '$1');
  }

  it('shows an image with its size where a path is pointed at, and what a model is', async () => {
    const text = await hover('---\nfirst: images/bo|at.png\n---\nA boat.\n');
    assert.match(text, /!\[\]\(\S+images\/boat\.png\|width=320,height=180\)/);
    assert.match(text, /1280 × 720, [\d.]+ (?:bytes|KB)/);
    assert.match(await hover('---\nmodel: veo3.1-fa|st\nseconds: 8\n---\nA boat.\n'), /Veo 3\.1 Fast/);
    assert.equal(await hover('A bo|at.\n'), '');
  });

  it('leads from paths to files, and from the name of a shot to its heading', async () => {
    const { uri, document } = await show(
      nextName(),
      '---\nextends: ./style.video.md\nfirst: "images/boat.png"\n---\n## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./one }\n```\n\nB.\n',
    );
    const links = await execute<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 100);
    assert.deepEqual(
      links.map(({ range, target }) => [
        document.getText(range),
        target?.path.slice(root().path.length),
        target?.fragment,
      ]),
      [
        ['./style.video.md', '/style.video.md', ''],
        ['images/boat.png', '/images/boat.png', ''],
        ['./one', uri.path.slice(root().path.length), 'L5'],
      ],
    );
  });

  it('folds by shot, and outlines shots with the clips of their matrix', async () => {
    const { uri } = await show(nextName(), threeShots);
    const folds = await execute<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
    const lines = folds.map(({ start, end }) => `${String(start)}-${String(end)}`);
    for (const expected of ['0-4', '7-13', '15-17', '19-25'])
      assert.ok(lines.includes(expected), lines.join());
    const symbols = await execute<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
    const shots = symbols.filter(({ kind }) => kind === vscode.SymbolKind.Event);
    assert.deepEqual(
      shots.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [
        ['Opening shot', []],
        ['The storm', []],
        ['Two models', ['veo3.1-fast_4s', 'veo3.1_4s']],
      ],
    );
  });

  async function rename(from: string, to: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(at(from), at(to));
    assert.ok(await vscode.workspace.applyEdit(edit));
  }
  const onDisk = async (path: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
  const becomes = async (path: string, expected: RegExp) => {
    let text = '';
    await until(`${path} says ${String(expected)}`, async () => {
      text = await onDisk(path);
      return expected.test(text);
    }).catch(() => assert.match(text, expected));
  };

  it('follows an image, a folder and a prompt file that are renamed', async () => {
    await write('moves/art/a.png', wholePng(1280, 720));
    await write('moves/one.video.md', '---\nfirst: "art/a.png" # the boat\n---\nA boat.\n');
    await write('moves/deep/two.video.md', '---\nextends: ../one.video.md\nlast: ../art/a.png\n---\nB.\n');
    await rename('moves/art/a.png', 'moves/art/b c.png');
    await becomes('moves/one.video.md', /^first: "art\/b c\.png" # the boat$/m);
    await becomes('moves/deep/two.video.md', /^last: \.\.\/art\/b c\.png$/m);
    await rename('moves/art', 'moves/pictures');
    await becomes('moves/one.video.md', /^first: "pictures\/b c\.png"/m);
    await rename('moves/one.video.md', 'moves/deep/three.video.md');
    await becomes('moves/deep/three.video.md', /^first: "\.\.\/pictures\/b c\.png"/m);
    await becomes('moves/deep/two.video.md', /^extends: three\.video\.md$/m);
    await rename('moves', 'moved');
    assert.match(await onDisk('moved/deep/two.video.md'), /^last: \.\.\/pictures\/b c\.png$/m);
  });

  it('leaves what is being edited unsaved when an image is renamed', async () => {
    await write('unsaved/a.png', wholePng(1280, 720));
    const { document } = await show('unsaved/boat.video.md', '---\nfirst: a.png\n---\nA boat.\n');
    await type(document, '---\nfirst: a.png\n---\nA new boat.\n');
    await rename('unsaved/a.png', 'unsaved/b.png');
    await until('the path is new', () => document.getText().includes('first: b.png'));
    assert.ok(document.isDirty);
    assert.match(await onDisk('unsaved/boat.video.md'), /first: a\.png/);
    await document.save();
  });
});

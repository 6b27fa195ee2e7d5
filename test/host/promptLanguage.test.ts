import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { activate, folder, pngHeader } from './world.ts';

const root = () => vscode.Uri.joinPath(folder(), 'prompt language');
const at = (path: string) => vscode.Uri.joinPath(root(), path);

async function write(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(at(path), bytes);
  return at(path);
}

/** Opens a file with this text in an editor; `|` in it is the cursor. */
async function show(path: string, marked: string) {
  const cursor = marked.indexOf('|');
  const uri = await write(path, marked.replace('|', ''));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return { uri, document, position: document.positionAt(Math.max(0, cursor)) };
}

/** Replaces all of a document's text, as typing does. */
async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const execute = async <Result>(command: string, ...args: unknown[]): Promise<Result> =>
  await vscode.commands.executeCommand<Result>(command, ...args);

async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await execute<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
}

/** Our own diagnostics, each as its code and the words that it stands at. */
function marks(document: vscode.TextDocument): readonly string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === 'Video Prompt')
    .map(
      ({ code, range }) =>
        `${typeof code === 'object' ? code.value : (code ?? '')}: ${document.getText(range)}`,
    );
}

async function marked(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  let last: readonly string[] = [];
  await until(
    `marks ${expected.join()}`,
    () => {
      last = marks(document);
      return JSON.stringify(last) === JSON.stringify(expected);
    },
    8_000,
  ).catch(() => assert.deepEqual(last, expected));
}

const threeShots = `---
model: veo3.1-fast
seconds: 8
first: images/boat.png
---
Shared words.

## Opening shot

The boat leaves.

\`\`\`yaml
seconds: 4
\`\`\`

## The storm

Waves.

## Two models

\`\`\`yaml
matrix: { model: [veo3.1-fast, veo3.1], seconds: [4] }
\`\`\`

Calm.
`;

describe('the language support for prompt files', () => {
  before(async () => {
    await activate();
    await write('images/boat.png', pngHeader(1280, 720));
    await write('images/wide.png', pngHeader(2100, 900));
  });
  after(async () => {
    await execute('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(root(), { recursive: true });
  });

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
    assert.deepEqual(await lensTitles(uri), ['0 Not to be rendered: 1 error']);
    await marked(document, ['key.misspelled: modle']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 5\n---\nA boat.\n');
    await marked(document, ['seconds.set: 5']);
    await type(document, '---\nmodel: veo3.1-fast\nseconds: 4\n---\nA boat.\n');
    await marked(document, []);
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
    const { document } = await show(
      'again.video.md',
      '---\nextends: ./base.video.md\nfirst: images/late.png\n---\nA boat.\n',
    );
    await marked(document, ['seconds.set: ./base.video.md', 'image.missing: images/late.png']);
    await write('images/late.png', pngHeader(1280, 720));
    await marked(document, ['seconds.set: ./base.video.md']);
    await write('base.video.md', '---\nseconds: 4\n---\nStyle.\n');
    await marked(document, []);
    await type(document, '---\nseconds: x\n---\n');
    await marked(document, ['value.number: x']);
    await document.save();
    await execute('workbench.action.closeActiveEditor');
    await until('nothing is marked', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });
});

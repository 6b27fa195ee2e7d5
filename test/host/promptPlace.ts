import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { folder, wholePng } from './world.ts';

export const root = () => vscode.Uri.joinPath(folder(), 'prompt language');
export const at = (path: string) => vscode.Uri.joinPath(root(), path);

export async function write(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(at(path), bytes);
  return at(path);
}

/** Opens a file with this text in an editor; `|` in it is the cursor. */
export async function show(path: string, marked: string) {
  const cursor = marked.indexOf('|');
  const uri = await write(path, marked.replace('|', ''));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return { uri, document, position: document.positionAt(Math.max(0, cursor)) };
}

/** Replaces all of a document's text, as typing does. */
export async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export const execute = async <Result>(command: string, ...args: unknown[]): Promise<Result> =>
  await vscode.commands.executeCommand<Result>(command, ...args);

export async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await execute<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
}

/** Our own diagnostics, each as its code and the words that it stands at. */
export function marks(document: vscode.TextDocument): readonly string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === 'Video Prompt')
    .sort((one, other) => one.range.start.compareTo(other.range.start))
    .map(
      ({ code, range }) =>
        `${typeof code === 'object' ? code.value : (code ?? '')}: ${document.getText(range)}`,
    );
}

export async function marked(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  let last: readonly string[] = [];
  await until(`marks ${expected.join()}`, () => {
    last = marks(document);
    return JSON.stringify(last) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(last, expected));
}

export const threeShots = `---
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

/** A folder with two images; the editor tells of whatever happens in it from now on. */
export async function makePlace(): Promise<void> {
  await makeWatched('.');
  await makeWatched('images');
  await write('images/boat.png', wholePng(1280, 720));
  await write('images/wide.png', wholePng(2100, 900));
}

/** A folder that is made inside of one that is not watched yet is never watched, so each is made once the one above it is. */
async function makeWatched(path: string): Promise<void> {
  await vscode.workspace.fs.createDirectory(at(path));
  const name = 'watched.txt';
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(at(path), name));
  let isTold = false;
  watcher.onDidChange(() => (isTold = true));
  let bytes = '';
  await until(`${path} is watched`, async () => {
    bytes += '.';
    await write(`${path}/${name}`, bytes);
    return isTold;
  });
  watcher.dispose();
  await vscode.workspace.fs.delete(at(`${path}/${name}`));
}

export async function removePlace(): Promise<void> {
  // Closing what is not saved would ask.
  await vscode.workspace.saveAll(true);
  await execute('workbench.action.closeAllEditors');
  await vscode.workspace.fs.delete(root(), { recursive: true });
}

let documents = 0;

/** A document that is open does not follow its file at once, so each has a name of its own. */
export function nextName(): string {
  documents += 1;
  return `document${String(documents)}.video.md`;
}

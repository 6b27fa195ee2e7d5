import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as vscode from 'vscode';
import { type PathKind, pathRules } from '../../src/core/workspacePath.ts';
import { diskPlace } from '../../src/node/ownFile.ts';
import { readRepositorySettings } from '../../src/runtime/repositorySettings.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { at, execute, makePlace, marked, nextName, removePlace, root, show, write } from './promptPlace.ts';
import { activate, answering, folder, wholePng } from './world.ts';

/** What no surface may show, copy or write to; it lies outside the workspace folder. */
const secret = 'TOP-SECRET-7';

describe('paths of files of the repository', () => {
  let outside: string;
  /** From beside a prompt file to a file outside. */
  let up: (name: string) => string;
  before(async () => {
    await activate();
    await makePlace();
    outside = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-secrets-')));
    const from = await realpath(root().fsPath);
    up = (name) => relative(from, join(outside, name));
    await writeFile(join(outside, 'style.video.md'), `${secret}\n`);
    await writeFile(join(outside, 'credentials'), secret);
    await writeFile(join(outside, 'photo.png'), wholePng(1280, 720));
    await writeFile(join(outside, 'clip.mp4'), secret);
    await symlink(outside, at('linked').fsPath);
    await symlink(join(outside, 'photo.png'), at('images/linked.png').fsPath);
  });
  after(async () => {
    await removePlace();
    await rm(outside, { recursive: true, force: true });
  });

  const frontMatter = (yaml: string) => `---\n${yaml}\n---\nA boat.\n`;

  /** The marks of a prompt file with this option, and what the language support shows of it. */
  async function finds(yaml: string, mark: string): Promise<void> {
    const { uri, document } = await show(nextName(), frontMatter(yaml));
    await marked(document, [mark]);
    const [, written = ''] = /^[\w.]+: (.*)$/.exec(mark) ?? [];
    const position = document.positionAt(document.getText().indexOf(written) + 1);
    const hovers = await execute<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    const shown = JSON.stringify(hovers.map(({ contents }) => contents));
    assert.doesNotMatch(shown, /1280|!\[|TOP-SECRET/);
    // Of an address the editor makes a link by itself.
    if (written.includes('://')) return;
    const links = await execute<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 100);
    const ours = links.filter(({ range }) => range.contains(position));
    assert.deepEqual(
      ours
        .map(({ target }) => target?.fsPath)
        .filter((path) => path?.includes(outside) === true || path?.includes('linked')),
      [],
    );
  }

  async function record(
    name: string,
    change: (sidecar: Record<string, unknown>) => unknown,
  ): Promise<vscode.Uri> {
    const clip = await write(`${name}.mp4`, 'clip');
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: folder().toString(), directoryUri: root().toString(), baseName: name },
      request: { ...request, images: [{ uri: at('images/boat.png').toString(), role: 'first' }] },
      source: { promptFileUri: at('boat.video.md').toString(), shot: 'one', cell: '', take: 1 },
      clip: { bytes: 4, sha256: 'a'.repeat(64), extension: '.mp4', uri: clip.toString() },
    });
    const sidecar = JSON.parse(writeSidecar(job, { savedAt: 1 })) as Record<string, unknown>;
    await write(`${name}.mp4.json`, JSON.stringify(change(sidecar)));
    return clip;
  }

  const withImage = (image: Readonly<Record<string, string>>) => (sidecar: Record<string, unknown>) => ({
    ...sidecar,
    request: { ...(sidecar.request as object), images: [{ role: 'first', ...image }] },
  });

  /** Everything below the prompt files' folder that holds the secret, links aside. */
  async function leaks(): Promise<readonly string[]> {
    const entries = await readdir(root().fsPath, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const own = files.filter((path) => !path.includes('linked'));
    const texts = await Promise.all(own.map(async (path) => [path, await readFile(path, 'latin1')] as const));
    return texts.filter(([, text]) => text.includes(secret)).map(([path]) => path);
  }

  async function refuses(words: RegExp, run: () => Promise<unknown>): Promise<void> {
    const listed = (await readdir(root().fsPath)).sort();
    const { told } = await answering({}, run);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', words);
    assert.deepEqual((await readdir(root().fsPath)).sort(), listed);
  }

  const newFromClip = async (clip: vscode.Uri) => await execute('videoPrompt.promptFile.newFromClip', clip);

  /** For every kind of path how a hostile one is refused where people meet it. */
  const surfaces = {
    base: async () => {
      await finds(`extends: ${up('style.video.md')}`, `path.elsewhere: ${up('style.video.md')}`);
      await finds(`extends: ${up('credentials')}`, `path.elsewhere: ${up('credentials')}`);
      await finds('extends: linked/style.video.md', 'path.link: linked/style.video.md');
      await finds('extends: images/boat.png', 'path.type: images/boat.png');
      await write('between.video.md', `---\nextends: ${up('style.video.md')}\n---\nBetween.\n`);
      await finds('extends: between.video.md', 'path.elsewhere: between.video.md');
    },
    image: async () => {
      await finds(`first: ${up('photo.png')}`, `path.elsewhere: ${up('photo.png')}`);
      await finds(`references: [${up('photo.png')}]`, `path.elsewhere: ${up('photo.png')}`);
      await finds('first: images/linked.png', 'path.link: images/linked.png');
      await finds('images: [linked/photo.png]', 'path.link: linked/photo.png');
      const address = vscode.Uri.file(join(outside, 'photo.png')).toString();
      await finds(`first: ${address}`, `path.elsewhere: ${address}`);
      await finds('first: file://server/share/a.png', 'path.elsewhere: file://server/share/a.png');
      const { uri, position } = await show(nextName(), '---\nfirst: |\n---\nA boat.\n');
      const { items } = await execute<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        position,
      );
      const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.includes('images/boat.png'));
      assert.deepEqual(
        labels.filter((label) => label.includes('linked')),
        [],
      );
    },
    clip: async () => {
      await finds(`first: { clip: ${up('clip.mp4')} }`, `path.elsewhere: ${up('clip.mp4')}`);
      await finds('first: { clip: linked/clip.mp4 }', 'path.link: linked/clip.mp4');
    },
    output: async () => {
      await mkdir(at('renders').fsPath);
      const folderName = relative(await realpath(folder().fsPath), await realpath(root().fsPath));
      await finds(`output: ${folderName}/linked/`, `path.link: ${folderName}/linked/`);
      await finds(
        `output: ${folderName}/linked/deep/clip.mp4`,
        `path.link: ${folderName}/linked/deep/clip.mp4`,
      );
    },
    promptFile: async () => {
      await symlink(join(outside, 'style.video.md'), at('link.video.md').fsPath);
      const document = await vscode.workspace.openTextDocument(at('link.video.md'));
      await marked(document, ['file.link: ']);
      await rm(at('link.video.md').fsPath);
    },
    sidecarImage: async () => {
      const copied = await record('copied', withImage({ path: up('credentials') }));
      await refuses(/request\.images\[0\]\.path/, () => newFromClip(copied));
      await rm(at('copied.mp4.json').fsPath);
      const linked = await record('through', withImage({ path: 'images/linked.png' }));
      await refuses(/request\.images\[0\]\.path.*link/, () => newFromClip(linked));
      await rm(at('through.mp4.json').fsPath);
      const typed = await record('typed', withImage({ path: 'typed.mp4.json' }));
      await refuses(/request\.images\[0\]\.path.*type/, () => newFromClip(typed));
    },
    sidecarClip: async () => {
      const clip = await record(
        'framed',
        withImage({ path: 'a.png', clip: up('clip.mp4'), clipSha256: 'a'.repeat(64) }),
      );
      await refuses(/request\.images\[0\]\.clip/, () => newFromClip(clip));
    },
    sidecarSource: async () => {
      const clip = await record('sourced', (sidecar) => ({
        ...sidecar,
        source: { file: up('style.video.md'), shot: 'one', cell: '', take: 1 },
      }));
      const { told } = await answering(
        {},
        async () => await execute('videoPrompt.promptFile.showTakes', clip),
      );
      assert.equal(told.length, 1);
      const opened = vscode.workspace.textDocuments.map(({ uri }) => uri.fsPath);
      assert.deepEqual(
        opened.filter((path) => path.startsWith(outside)),
        [],
      );
    },
    sidecar: async () => {
      const clip = await record('beside', (sidecar) => sidecar);
      const text = await readFile(at('beside.mp4.json').fsPath, 'utf8');
      await writeFile(join(outside, 'clip.mp4.json'), text);
      await rm(at('beside.mp4.json').fsPath);
      await symlink(join(outside, 'clip.mp4.json'), at('beside.mp4.json').fsPath);
      const { told } = await answering(
        {},
        async () => await execute('videoPrompt.promptFile.keepTake', clip),
      );
      assert.equal(told.length, 1);
      assert.equal(await readFile(join(outside, 'clip.mp4.json'), 'utf8'), text);
    },
    poster: async () => {
      const clip = await write('shown.mp4', 'clip');
      await symlink(join(outside, 'poster.jpg'), at('shown.mp4.jpg').fsPath);
      await show('page.md', 'Words.|\n');
      const { told } = await answering({}, async () => await execute('videoPrompt.insertIntoMarkdown', clip));
      assert.match(told.join(), /link/);
      await assert.rejects(lstat(join(outside, 'poster.jpg')));
    },
    // VS Code itself reads the settings of a folder that it opens; without it we do.
    settings: async () => {
      await writeFile(join(outside, 'settings.json'), '{}');
      await symlink(outside, at('.vscode').fsPath);
      const { trouble } = await readRepositorySettings(diskPlace(root().toString()));
      assert.deepEqual(trouble, { kind: 'refused', refusal: 'link' });
      await rm(at('.vscode').fsPath);
    },
  } as const satisfies Readonly<Record<PathKind, () => Promise<void>>>;

  for (const kind of Object.keys(pathRules) as PathKind[]) {
    it(`lead nowhere outside of the workspace folder: ${kind}`, async () => {
      await surfaces[kind]();
      assert.deepEqual(await leaks(), []);
    });
  }
});

import * as vscode from 'vscode';
import { clipExtensions } from '../../core/mp4.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { coalesced } from '../coalesced.ts';
import { disposeAll } from '../disposeAll.ts';
import { maxSidecarBytes, readSidecar } from '../readSidecar.ts';

/** A clip of the workspace as its sidecar tells it. */
export interface RecordedClip {
  readonly uri: vscode.Uri;
  readonly sidecarUri: vscode.Uri;
  readonly sidecar: Sidecar;
  /** False where the sidecar was left alone. */
  readonly isThere: boolean;
}

/** Every clip of the workspace that has a sidecar. Nothing is looked for before the first question. */
export interface ClipIndex extends vscode.Disposable {
  all(): Promise<readonly RecordedClip[]>;
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFile: vscode.Uri): Promise<readonly RecordedClip[]>;
  /** Several changes at once are told once. */
  readonly onDidChange: vscode.Event<void>;
}

const clipGlob = `**/*{${clipExtensions.join(',')}}`;
const sidecarGlob = `**/*{${clipExtensions.map((extension) => `${extension}.json`).join(',')}}`;
const excluded = '**/{node_modules,.git}/**';
const maxClips = 20_000;
const readsAtOnce = 32;
const gatherMs = 100;

export function createClipIndex(): ClipIndex {
  const changed = new vscode.EventEmitter<void>();
  const telling = coalesced(() => changed.fire(), gatherMs);
  const subscriptions: vscode.Disposable[] = [changed, telling];
  const clips = new Map<string, RecordedClip>();
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    watch();
    const [sidecars, files] = await Promise.all([
      vscode.workspace.findFiles(sidecarGlob, excluded, maxClips),
      vscode.workspace.findFiles(clipGlob, excluded, maxClips),
    ]);
    const there = new Set(files.map((uri) => uri.toString()));
    const left = [...sidecars];
    const readSome = async () => {
      for (let uri = left.pop(); uri !== undefined; uri = left.pop()) {
        await read(uri, (clip) => Promise.resolve(there.has(clip.toString())));
      }
    };
    await Promise.all(Array.from({ length: readsAtOnce }, readSome));
  }

  function watch(): void {
    const sidecars = vscode.workspace.createFileSystemWatcher(sidecarGlob);
    const files = vscode.workspace.createFileSystemWatcher(clipGlob, false, true, false);
    const again = (sidecar: vscode.Uri) => void read(sidecar, isFile).then(() => telling.call());
    subscriptions.push(
      sidecars,
      files,
      sidecars.onDidCreate(again),
      sidecars.onDidChange(again),
      sidecars.onDidDelete(again),
      files.onDidCreate((uri) => again(sidecarOf(uri))),
      files.onDidDelete((uri) => again(sidecarOf(uri))),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        clips.clear();
        disposeAll(subscriptions.splice(2)).dispose();
        loading = undefined;
        telling.call();
      }),
    );
  }

  /** What is no sidecar, or cannot be read as one, is passed over. */
  async function read(uri: vscode.Uri, isThere: (clip: vscode.Uri) => Promise<boolean>): Promise<void> {
    const key = uri.toString();
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > maxSidecarBytes) throw new Error('Too large for a sidecar.');
      const sidecar = readSidecar(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
      const clip = uri.with({ path: uri.path.slice(0, -'.json'.length) });
      clips.set(key, { uri: clip, sidecarUri: uri, sidecar, isThere: await isThere(clip) });
    } catch {
      clips.delete(key);
    }
  }

  async function all(): Promise<readonly RecordedClip[]> {
    await (loading ??= load());
    return [...clips.values()];
  }

  return {
    all,
    async takesOf(promptFile) {
      const key = promptFile.toString();
      const isOfFile = (clip: RecordedClip) => promptFileOf(clip)?.toString() === key;
      return (await all())
        .filter(isOfFile)
        .sort((a, b) => (a.sidecar.source?.take ?? 0) - (b.sidecar.source?.take ?? 0));
    },
    onDidChange: changed.event,
    dispose() {
      disposeAll(subscriptions).dispose();
    },
  };
}

/** The prompt file that a clip's sidecar names; undefined where it names none. */
export function promptFileOf({ sidecarUri, sidecar }: RecordedClip): vscode.Uri | undefined {
  const file = sidecar.source?.file;
  return file === undefined ? undefined : vscode.Uri.joinPath(sidecarUri, '..', file);
}

export function sidecarOf(clip: vscode.Uri): vscode.Uri {
  return clip.with({ path: `${clip.path}.json` });
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

import * as vscode from 'vscode';
import { BoundedCache } from '../../core/boundedCache.ts';
import { clipExtensions } from '../../core/clipExtension.ts';
import { defined } from '../../core/defined.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { coalesced } from '../coalesced.ts';
import { disposeAll } from '../disposeAll.ts';
import { fileDigest } from '../fileDigest.ts';
import { baseName } from '../images.ts';
import { readSidecar } from '../readSidecar.ts';
import { isOwnPlace, pathRefusal, readOwnFile } from '../workspaceFile.ts';

/** A clip of the workspace as its sidecar tells it. */
export interface RecordedClip {
  /** Beside its sidecar, or where the same bytes were found after it was moved without it. */
  readonly uri: vscode.Uri;
  readonly sidecarUri: vscode.Uri;
  readonly sidecar: Sidecar;
  /** False where the clip is gone. */
  readonly isThere: boolean;
}

/** What is kept of every sidecar: whose clip it is, not the words that it was made of. */
export type ClipNote = Pick<Sidecar, 'source' | 'sample' | 'kept' | 'charge' | 'clip'>;

export type NotedClip = Omit<RecordedClip, 'sidecar'> & { readonly sidecar: ClipNote };

/** Every clip of the workspace that has a sidecar. Nothing is looked for before the first question. */
export interface ClipIndex extends vscode.Disposable {
  all(): Promise<readonly NotedClip[]>;
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFile: vscode.Uri): Promise<readonly RecordedClip[]>;
  /** Looks again at what lies at these places, sooner than the file system tells; before the first question it need not. */
  refresh(sidecars: readonly vscode.Uri[]): Promise<void>;
  /** Several changes at once are told once. */
  readonly onDidChange: vscode.Event<void>;
}

const clipGlob = `**/*{${clipExtensions.join(',')}}`;
const sidecarGlob = `**/*{${clipExtensions.map((extension) => `${extension}.json`).join(',')}}`;
const promptFileGlob = '**/*.video.md';
const excluded = '**/{node_modules,.git}/**';
const maxFiles = 20_000;
const readsAtOnce = 8;
/** Of the sidecars that are kept as a whole; others are read once more when they are asked for. */
const maxHeldBytes = 8_000_000;
const gatherMs = 100;

export function createClipIndex(): ClipIndex {
  const changed = new vscode.EventEmitter<void>();
  let index: Promise<WorkspaceClips> | undefined;
  const forget = () => {
    void index?.then((one) => {
      one.dispose();
    });
    index = undefined;
  };
  const loadAnew = () => {
    if (index === undefined) return;
    forget();
    changed.fire();
  };
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(loadAnew);
  const open = () => (index ??= loadClips(() => changed.fire(), loadAnew));
  return {
    all: async () => (await open()).all(),
    takesOf: async (promptFile) => await (await open()).takesOf(promptFile),
    refresh: async (sidecars) => await (await index)?.refresh(sidecars),
    onDidChange: changed.event,
    dispose() {
      forget();
      folders.dispose();
      changed.dispose();
    },
  };
}

interface WorkspaceClips extends vscode.Disposable {
  all(): readonly NotedClip[];
  takesOf(promptFile: vscode.Uri): Promise<readonly RecordedClip[]>;
  refresh(sidecars: readonly vscode.Uri[]): Promise<void>;
}

/** `loadAnew`: whole folders came or went. */
async function loadClips(tell: () => void, loadAnew: () => void): Promise<WorkspaceClips> {
  const telling = coalesced(tell, gatherMs);
  const clips = new Map<string, NotedClip>();
  const held = new BoundedCache<Sidecar>(maxHeldBytes);
  const files = new UriSet();
  const promptFiles = new UriSet();

  async function read(sidecarUri: vscode.Uri): Promise<void> {
    const key = sidecarUri.toString();
    const sidecar = await readAnew(sidecarUri);
    const uri = clipBeside(sidecarUri);
    if (sidecar === undefined) clips.delete(key);
    else clips.set(key, { uri, sidecarUri, sidecar: noteOf(sidecar), isThere: files.has(uri) });
  }

  async function readAnew(sidecarUri: vscode.Uri): Promise<Sidecar | undefined> {
    const key = sidecarUri.toString();
    held.delete(key);
    const found = await textOf(sidecarUri);
    const sidecar = found === undefined ? undefined : sidecarOf(found.text);
    if (found !== undefined && sidecar !== undefined) held.set(key, sidecar, found.bytes);
    return sidecar;
  }

  /** With all that its sidecar says. */
  async function whole(clip: NotedClip): Promise<RecordedClip | undefined> {
    const sidecar = held.get(clip.sidecarUri.toString()) ?? (await readAnew(clip.sidecarUri));
    return sidecar === undefined ? undefined : { ...clip, sidecar };
  }

  /** Clips that were moved without their sidecars, by their bytes. */
  async function findMoved(): Promise<void> {
    const lost = [...clips.values()].filter(({ isThere }) => !isThere);
    if (lost.length === 0) return;
    const homeless = files.all().filter((uri) => !clips.has(sidecarBeside(uri).toString()));
    for (const uri of homeless) {
      const size = await sizeOf(uri);
      const likely = lost.filter(({ sidecar }) => sidecar.clip?.bytes === size);
      if (likely.length === 0) continue;
      const digest = await fileDigest(uri).catch(() => undefined);
      for (const clip of likely.filter(({ sidecar }) => sidecar.clip?.sha256 === digest))
        clips.set(clip.sidecarUri.toString(), { ...clip, uri, isThere: true });
    }
  }

  async function update(change: () => Promise<void>): Promise<void> {
    await change();
    await findMoved();
    telling.call();
  }

  const hasAnyBelow = ({ authority, path }: vscode.Uri) =>
    [...files.all(), ...promptFiles.all(), ...[...clips.values()].map(({ sidecarUri }) => sidecarUri)].some(
      (uri) => uri.authority === authority && uri.path.startsWith(`${path}/`),
    );
  const folders = watchFolders({ hasAnyBelow, changed: loadAnew });
  const watchers = watchFiles({
    sidecar: (uri) => void update(() => read(uri)),
    clip: (uri, isThere) => {
      files.set(uri, isThere);
      void update(async () => {
        // Also whoever was thought to lie there.
        const concerned = [...clips.values()].filter((clip) => clip.uri.toString() === uri.toString());
        for (const { sidecarUri } of concerned) await read(sidecarUri);
        await read(sidecarBeside(uri));
      });
    },
    promptFile: (uri, isThere) => {
      promptFiles.set(uri, isThere);
      telling.call();
    },
  });

  const find = async (glob: string) => await vscode.workspace.findFiles(glob, excluded, maxFiles);
  const [sidecars, foundClips, foundPromptFiles] = await Promise.all([
    findSidecars(),
    find(clipGlob),
    find(promptFileGlob),
  ]);
  for (const uri of foundClips) files.set(uri, true);
  for (const uri of foundPromptFiles) promptFiles.set(uri, true);
  const left = [...sidecars];
  const readSome = async () => {
    for (let uri = left.pop(); uri !== undefined; uri = left.pop()) await read(uri);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, readSome));
  await findMoved();

  /** The named file; where none is there, the only one of that name: it was moved outside of the editor. */
  function promptFileFor(clip: NotedClip): vscode.Uri | undefined {
    const named = promptFileOf(clip);
    if (named === undefined || promptFiles.has(named)) return named;
    const alike = promptFiles.all().filter((uri) => baseName(uri) === baseName(named));
    return alike.length === 1 ? alike[0] : named;
  }

  return {
    all: () => [...clips.values()],
    async takesOf(promptFile) {
      const key = promptFile.toString();
      const takes: RecordedClip[] = [];
      for (const clip of clips.values()) {
        if (promptFileFor(clip)?.toString() !== key) continue;
        const take = await whole(clip);
        if (take !== undefined) takes.push(take);
      }
      return takes.sort((a, b) => (a.sidecar.source?.take ?? 0) - (b.sidecar.source?.take ?? 0));
    },
    refresh: (sidecars) =>
      update(async () => {
        for (const sidecar of sidecars) {
          const clip = clipBeside(sidecar);
          files.set(clip, (await sizeOf(clip)) !== undefined);
          await read(sidecar);
        }
      }),
    dispose() {
      telling.dispose();
      watchers.dispose();
      folders.dispose();
    },
  };
}

function watchFiles(on: {
  readonly sidecar: (uri: vscode.Uri) => void;
  readonly clip: (uri: vscode.Uri, isThere: boolean) => void;
  readonly promptFile: (uri: vscode.Uri, isThere: boolean) => void;
}): vscode.Disposable {
  const sidecars = vscode.workspace.createFileSystemWatcher(sidecarGlob);
  const clips = vscode.workspace.createFileSystemWatcher(clipGlob);
  const promptFiles = vscode.workspace.createFileSystemWatcher(promptFileGlob, false, true);
  return disposeAll([
    sidecars,
    clips,
    promptFiles,
    sidecars.onDidCreate(on.sidecar),
    sidecars.onDidChange(on.sidecar),
    sidecars.onDidDelete(on.sidecar),
    clips.onDidCreate((uri) => on.clip(uri, true)),
    clips.onDidChange((uri) => on.clip(uri, true)),
    clips.onDidDelete((uri) => on.clip(uri, false)),
    promptFiles.onDidCreate((uri) => on.promptFile(uri, true)),
    promptFiles.onDidDelete((uri) => on.promptFile(uri, false)),
  ]);
}

/** Of what lies in a folder that comes or goes as a whole, watchers of files are not told. */
function watchFolders({
  hasAnyBelow,
  changed,
}: {
  readonly hasAnyBelow: (folder: vscode.Uri) => boolean;
  readonly changed: () => void;
}): vscode.Disposable {
  const came = new UriSet();
  const look = coalesced(() => {
    const all = came.all();
    for (const uri of all) came.set(uri, false);
    // What lies in a folder that came too was told by itself.
    const tops = all.filter((uri) => !all.some(({ path }) => uri.path.startsWith(`${path}/`)));
    void Promise.all(tops.map(hasClips)).then((found) => {
      if (found.includes(true)) changed();
    });
  }, gatherMs);
  const gone = (uris: readonly vscode.Uri[]) => {
    if (uris.some(hasAnyBelow)) changed();
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true);
  return disposeAll([
    look,
    watcher,
    watcher.onDidCreate((uri) => {
      if (/\/(node_modules|\.git)\//.test(uri.path)) return;
      came.set(uri, true);
      look.call();
    }),
    watcher.onDidDelete((uri) => gone([uri])),
    // Sooner than the file system tells.
    vscode.workspace.onDidDeleteFiles((event) => gone(event.files)),
    vscode.workspace.onDidRenameFiles((event) => gone(event.files.map(({ oldUri }) => oldUri))),
  ]);
}

/** Whether this is a folder with a clip or a prompt file in it. */
async function hasClips(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) return false;
    const glob = `**/*{${clipExtensions.join(',')},.video.md}`;
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, glob), excluded, 1);
    return found.length > 0;
  } catch {
    // It is gone again.
    return false;
  }
}

class UriSet {
  readonly #uris = new Map<string, vscode.Uri>();

  has(uri: vscode.Uri): boolean {
    return this.#uris.has(uri.toString());
  }

  set(uri: vscode.Uri, isThere: boolean): void {
    if (isThere) this.#uris.set(uri.toString(), uri);
    else this.#uris.delete(uri.toString());
  }

  all(): readonly vscode.Uri[] {
    return [...this.#uris.values()];
  }
}

function noteOf({ source, sample, kept, charge, clip }: Sidecar): ClipNote {
  return defined({
    source,
    sample,
    kept,
    charge,
    clip: clip === undefined ? undefined : { bytes: clip.bytes, sha256: clip.sha256 },
  });
}

/** Every sidecar of the workspace, as the disk has them now. */
export async function findSidecars(): Promise<readonly vscode.Uri[]> {
  return await vscode.workspace.findFiles(sidecarGlob, excluded, maxFiles);
}

/** The sidecars of the takes of each shot. */
export function shotsOf(clips: readonly NotedClip[]): readonly (readonly ClipNote[])[] {
  const taken = clips.filter(({ sidecar }) => sidecar.source !== undefined);
  const shots = Map.groupBy(
    taken,
    (clip) => `${promptFileOf(clip)?.toString() ?? ''} ${clip.sidecar.source?.shot ?? ''}`,
  );
  return [...shots.values()].map((takes) => takes.map(({ sidecar }) => sidecar));
}

interface NamedByClip {
  readonly sidecarUri: vscode.Uri;
  readonly sidecar: Pick<Sidecar, 'source'>;
}

/**
 * The prompt file that a clip's sidecar names, to be compared with others; undefined where it names none. A sidecar may be
 * a stranger's: `promptFileToOpen` says whether it may be opened.
 */
export function promptFileOf({ sidecarUri, sidecar }: NamedByClip): vscode.Uri | undefined {
  const file = sidecar.source?.file;
  return file === undefined ? undefined : vscode.Uri.joinPath(sidecarUri, '..', file);
}

/** The same, where it lies in the workspace folder of the sidecar and no link leads elsewhere. */
export async function promptFileToOpen(clip: NamedByClip): Promise<vscode.Uri | undefined> {
  const uri = promptFileOf(clip);
  const refusal = uri === undefined ? undefined : await pathRefusal(clip.sidecarUri, uri, 'sidecarSource');
  return isOwnPlace(refusal) ? uri : undefined;
}

/** Undefined for what is no sidecar, or cannot be read as one. */
export async function sidecarAt(uri: vscode.Uri): Promise<Sidecar | undefined> {
  const found = await textOf(uri);
  return found === undefined ? undefined : sidecarOf(found.text);
}

async function textOf(
  uri: vscode.Uri,
): Promise<{ readonly text: string; readonly bytes: number } | undefined> {
  const read = await readOwnFile(uri, uri, 'sidecar');
  if (read.kind === 'refused') return undefined;
  return { text: new TextDecoder().decode(read.bytes), bytes: read.bytes.length };
}

function sidecarOf(text: string): Sidecar | undefined {
  try {
    return readSidecar(text);
  } catch {
    return undefined;
  }
}

export function sidecarBeside(clip: vscode.Uri): vscode.Uri {
  return clip.with({ path: `${clip.path}.json` });
}

function clipBeside(sidecar: vscode.Uri): vscode.Uri {
  return sidecar.with({ path: sidecar.path.slice(0, -'.json'.length) });
}

async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size;
  } catch {
    return undefined;
  }
}

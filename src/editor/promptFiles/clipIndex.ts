import * as vscode from 'vscode';
import { BoundedCache } from '../../core/boundedCache.ts';
import { defined } from '../../core/defined.ts';
import { PlaceSet } from '../../core/placeSet.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { coalesced } from '../coalesced.ts';
import { baseName } from '../images.ts';
import { readSidecar } from '../readSidecar.ts';
import { isOwnPlace, pathRefusal, readOwnFile } from '../workspaceFile.ts';
import { findInWorkspace } from '../workspaceSearch.ts';
import { type FileFacts, lookAtClip, sizeOf } from './clipFacts.ts';
import { clipGlob, gatherMs, sidecarGlob, watchFiles, watchFolders } from './clipWatch.ts';
import { promptFileGlob } from './language/promptSelector.ts';

/** A clip of the workspace as its sidecar tells it. */
export interface RecordedClip {
  /** Beside its sidecar, or where the same bytes were found after it was moved without it. */
  readonly uri: vscode.Uri;
  readonly sidecarUri: vscode.Uri;
  readonly sidecar: Sidecar;
  /** False where the clip is gone. */
  readonly isThere: boolean;
  /** Git LFS has only a pointer there: which clip it is, is known, and nothing of it can be shown. */
  readonly isPointer?: true;
}

/** What is kept of every sidecar: whose clip it is, not the words that it was made of. */
export type ClipNote = Pick<Sidecar, 'source' | 'sample' | 'kept' | 'charge' | 'clip'>;

export type NotedClip = Omit<RecordedClip, 'sidecar'> & { readonly sidecar: ClipNote };

/** A clip whose sidecar is there and says nothing: merge markers, half of a file, something else. */
export interface UnreadableClip {
  readonly uri: vscode.Uri;
  readonly sidecarUri: vscode.Uri;
  /** Cut off by a full disk before anything was written. */
  readonly isEmpty: boolean;
}

/** Every clip of the workspace that has a sidecar. Nothing is looked for before the first question. */
export interface ClipIndex extends vscode.Disposable {
  all(): Promise<readonly NotedClip[]>;
  unreadable(): Promise<readonly UnreadableClip[]>;
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFile: vscode.Uri): Promise<readonly RecordedClip[]>;
  /** Looks again at what lies at these places, sooner than the file system tells; before the first question it need not. */
  refresh(sidecars: readonly vscode.Uri[]): Promise<void>;
  /** Several changes at once are told once. */
  readonly onDidChange: vscode.Event<void>;
}

const maxFiles = 20_000;
const readsAtOnce = 8;
/** Of the sidecars that are kept as a whole; others are read once more when they are asked for. */
const maxHeldBytes = 8_000_000;

export function createClipIndex(): ClipIndex {
  const changed = new vscode.EventEmitter<void>();
  let index: Promise<WorkspaceClips> | undefined;
  const forget = () => {
    index?.then(
      (one) => {
        one.dispose();
      },
      () => undefined,
    );
    index = undefined;
  };
  const loadAnew = () => {
    if (index === undefined) return;
    forget();
    changed.fire();
  };
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(loadAnew);
  const open = () => {
    if (index !== undefined) return index;
    const loading = loadClips(() => changed.fire(), loadAnew);
    index = loading;
    // What went wrong once may go well the next time.
    loading.catch(() => {
      if (index === loading) index = undefined;
    });
    return loading;
  };
  return {
    all: async () => (await open()).all(),
    unreadable: async () => (await open()).unreadable(),
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
  unreadable(): readonly UnreadableClip[];
  takesOf(promptFile: vscode.Uri): Promise<readonly RecordedClip[]>;
  refresh(sidecars: readonly vscode.Uri[]): Promise<void>;
}

/** `loadAnew`: whole folders came or went. */
async function loadClips(tell: () => void, loadAnew: () => void): Promise<WorkspaceClips> {
  const telling = coalesced(tell, gatherMs);
  /** By the places of their sidecars. */
  const clips = new Map<string, NotedClip>();
  const held = new BoundedCache<Sidecar>(maxHeldBytes);
  const unreadable = new Map<string, UnreadableClip>();
  /** Clips and prompt files that lie there, and sidecars that are known. */
  const files = new PlaceSet();
  const promptFiles = new PlaceSet();
  const sidecars = new PlaceSet();
  /** What was found out about a file, until it changes. */
  const facts = new Map<string, Promise<FileFacts>>();
  const factsOf = (uri: string) => {
    const known = facts.get(uri) ?? lookAtClip(vscode.Uri.parse(uri));
    facts.set(uri, known);
    return known;
  };
  let changes = new Map<string, Change>();

  async function read(sidecarUri: vscode.Uri): Promise<void> {
    const key = sidecarUri.toString();
    const uri = clipBeside(sidecarUri);
    const looked = await lookAnew(sidecarUri);
    clips.delete(key);
    unreadable.delete(key);
    if (looked.kind === 'missing') {
      sidecars.delete(key);
      return;
    }
    sidecars.add(key);
    if (looked.kind === 'unreadable') {
      unreadable.set(key, { uri, sidecarUri, isEmpty: looked.isEmpty });
    } else {
      const sidecar = noteOf(looked.sidecar);
      clips.set(key, { uri, sidecarUri, sidecar, isThere: files.has(uri.toString()) });
    }
  }

  async function lookAnew(sidecarUri: vscode.Uri): Promise<SidecarLook> {
    const key = sidecarUri.toString();
    held.delete(key);
    const looked = await lookAtSidecar(sidecarUri);
    if (looked.kind === 'read') held.set(key, looked.sidecar, looked.bytes);
    return looked;
  }

  /** With all that its sidecar says, and whether the clip itself was fetched. */
  async function whole(clip: NotedClip): Promise<RecordedClip | undefined> {
    let sidecar = held.get(clip.sidecarUri.toString());
    if (sidecar === undefined) {
      const looked = await lookAnew(clip.sidecarUri);
      if (looked.kind !== 'read') return undefined;
      sidecar = looked.sidecar;
    }
    const pointer = clip.isThere ? (await factsOf(clip.uri.toString())).pointer : undefined;
    return { ...clip, sidecar, ...(pointer === undefined ? {} : { isPointer: true }) };
  }

  /** Clips that were moved without their sidecars, by their bytes. Each file is looked at once. */
  async function findMoved(): Promise<void> {
    const lost = Map.groupBy(
      [...clips.values()].filter(({ isThere }) => !isThere),
      ({ sidecar }) => sidecar.clip?.bytes,
    );
    if (lost.size === 0) return;
    for (const uri of files.all()) {
      if (clips.has(`${uri}.json`)) continue;
      const known = await factsOf(uri);
      const likely = lost.get(known.bytes) ?? [];
      if (likely.length === 0) continue;
      const digest = await known.digest();
      for (const clip of likely.filter(({ sidecar }) => sidecar.clip?.sha256 === digest))
        clips.set(clip.sidecarUri.toString(), { ...clip, uri: vscode.Uri.parse(uri), isThere: true });
    }
  }

  async function apply(some: ReadonlyMap<string, Change>): Promise<void> {
    const again = new Map<string, vscode.Uri>();
    for (const { uri, kind } of some.values()) {
      if (kind === 'sidecar') again.set(uri.toString(), uri);
      else again.set(sidecarBeside(uri).toString(), sidecarBeside(uri));
    }
    // Also whoever was thought to lie there.
    for (const clip of clips.values())
      if (some.has(clip.uri.toString())) again.set(clip.sidecarUri.toString(), clip.sidecarUri);
    await inTurns([...again.values()], read);
    await findMoved();
    telling.call();
  }

  /** One after the other: what a later change says holds. One that failed keeps no later one from being seen. */
  let applying: Promise<void> = Promise.resolve();
  const applyGathered = () => {
    const next = applying.then(async () => {
      const some = changes;
      changes = new Map();
      await apply(some);
    });
    applying = next.catch(() => undefined);
    return next;
  };
  const gathering = coalesced(() => void applyGathered(), gatherMs);
  const note = (uri: vscode.Uri, kind: Change['kind']) => {
    changes.set(uri.toString(), { uri, kind });
    facts.delete(uri.toString());
    gathering.call();
  };
  const set = (places: PlaceSet, uri: vscode.Uri, isThere: boolean) =>
    isThere ? places.add(uri.toString()) : places.delete(uri.toString());

  const folders = watchFolders({
    hasAnyBelow: (uri) => [files, promptFiles, sidecars].some((places) => places.hasBelow(uri.toString())),
    changed: loadAnew,
  });
  const watchers = watchFiles({
    sidecar: (uri) => note(uri, 'sidecar'),
    clip: (uri, isThere) => {
      set(files, uri, isThere);
      note(uri, 'clip');
    },
    promptFile: (uri, isThere) => {
      set(promptFiles, uri, isThere);
      telling.call();
    },
  });

  const find = async (glob: string) => await findInWorkspace(glob, { most: maxFiles });
  const [foundSidecars, foundClips, foundPromptFiles] = await Promise.all([
    findSidecars(),
    find(clipGlob),
    find(promptFileGlob),
  ]);
  for (const uri of foundClips) set(files, uri, true);
  for (const uri of foundPromptFiles) set(promptFiles, uri, true);
  await inTurns(foundSidecars, read);
  await findMoved();

  /** The named file; where none is there, the only one of that name: it was moved outside of the editor. */
  function promptFileFor(clip: NotedClip, alike: (name: string) => readonly string[]): string | undefined {
    const named = promptFileOf(clip);
    const key = named?.toString();
    if (named === undefined || key === undefined || promptFiles.has(key)) return key;
    const ofThatName = alike(baseName(named));
    return ofThatName.length === 1 ? ofThatName[0] : key;
  }

  return {
    all: () => [...clips.values()],
    unreadable: () => [...unreadable.values()],
    async takesOf(promptFile) {
      const key = promptFile.toString();
      let names: ReadonlyMap<string, readonly string[]> | undefined;
      const alike = (name: string) => {
        names ??= Map.groupBy(promptFiles.all(), (uri) => baseName(vscode.Uri.parse(uri)));
        return names.get(name) ?? [];
      };
      const takes: RecordedClip[] = [];
      for (const clip of clips.values()) {
        if (promptFileFor(clip, alike) !== key) continue;
        const take = await whole(clip);
        if (take !== undefined) takes.push(take);
      }
      return takes.sort((a, b) => (a.sidecar.source?.take ?? 0) - (b.sidecar.source?.take ?? 0));
    },
    async refresh(some) {
      for (const sidecar of some) {
        const clip = clipBeside(sidecar);
        facts.delete(clip.toString());
        set(files, clip, (await sizeOf(clip)) !== undefined);
        changes.set(sidecar.toString(), { uri: sidecar, kind: 'sidecar' });
      }
      await applyGathered();
    },
    dispose() {
      telling.dispose();
      gathering.dispose();
      watchers.dispose();
      folders.dispose();
    },
  };
}

interface Change {
  readonly uri: vscode.Uri;
  readonly kind: 'sidecar' | 'clip';
}

/** A few at a time: a repository may hold thousands. */
async function inTurns<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const runSome = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await run(item);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, runSome));
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
  return await findInWorkspace(sidecarGlob, { most: maxFiles });
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
  const looked = await lookAtSidecar(uri);
  return looked.kind === 'read' ? looked.sidecar : undefined;
}

type SidecarLook =
  | { readonly kind: 'read'; readonly sidecar: Sidecar; readonly bytes: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly isEmpty: boolean };

async function lookAtSidecar(uri: vscode.Uri): Promise<SidecarLook> {
  const read = await readOwnFile(uri, uri, 'sidecar');
  // What leads out of the workspace is none of ours.
  if (read.kind === 'refused')
    return read.refusal === 'unreadable' || read.refusal === 'tooLarge'
      ? { kind: 'unreadable', isEmpty: false }
      : { kind: 'missing' };
  try {
    const sidecar = readSidecar(new TextDecoder().decode(read.bytes));
    return { kind: 'read', sidecar, bytes: read.bytes.length };
  } catch {
    // A full disk, or one that lost its power, leaves nothing or only zeros.
    return { kind: 'unreadable', isEmpty: read.bytes.every((byte) => byte === 0) };
  }
}

export function sidecarBeside(clip: vscode.Uri): vscode.Uri {
  return clip.with({ path: `${clip.path}.json` });
}

function clipBeside(sidecar: vscode.Uri): vscode.Uri {
  return sidecar.with({ path: sidecar.path.slice(0, -'.json'.length) });
}

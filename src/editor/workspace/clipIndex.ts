import * as vscode from 'vscode';
import { clipGlob, sidecarGlob } from '../../core/clipExtension.ts';
import { BoundedCache } from '../../core/boundedCache.ts';
import { defined } from '../../core/defined.ts';
import { PlaceSet } from '../../core/placeSet.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import {
  byTake,
  clipBeside,
  type ClipNote,
  type NamedByClip,
  type NotedClip,
  promptFileOf,
  type RecordedClip,
  sidecarBeside,
  type UnreadableClip,
} from '../../shots/recordedClip.ts';
import { coalesced } from '../base/coalesced.ts';
import { readSidecar } from '../../core/readSidecar.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { pathRefusal, readOwnFile } from './workspaceFile.ts';
import { isThere } from '../base/stat.ts';
import { findInWorkspace } from './workspaceSearch.ts';
import { type FileFacts, lookAtClip } from './clipFacts.ts';
import { gatherMs, watchFiles, watchFolders } from './clipWatch.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';

/** Every clip of the workspace that has a sidecar. Nothing is looked for before the first question. */
export interface ClipIndex extends vscode.Disposable {
  all(): Promise<readonly NotedClip[]>;
  unreadable(): Promise<readonly UnreadableClip[]>;
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFileUri: string): Promise<readonly RecordedClip[]>;
  /** Looks again at what lies at these places, sooner than the file system tells; before the first question it need not. */
  refresh(sidecarUris: readonly string[]): Promise<void>;
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
  takesOf(promptFileUri: string): Promise<readonly RecordedClip[]>;
  refresh(sidecarUris: readonly string[]): Promise<void>;
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

  async function read(sidecarUri: string): Promise<void> {
    const uri = clipBeside(sidecarUri);
    const looked = await lookAnew(sidecarUri);
    clips.delete(sidecarUri);
    unreadable.delete(sidecarUri);
    if (looked.kind === 'missing') {
      sidecars.delete(sidecarUri);
      return;
    }
    sidecars.add(sidecarUri);
    if (looked.kind === 'unreadable') {
      unreadable.set(sidecarUri, { uri, sidecarUri, isEmpty: looked.isEmpty });
    } else {
      const sidecar = noteOf(looked.sidecar);
      clips.set(sidecarUri, { uri, sidecarUri, sidecar, isThere: files.has(uri) });
    }
  }

  async function lookAnew(sidecarUri: string): Promise<SidecarLook> {
    held.delete(sidecarUri);
    const looked = await lookAtSidecar(vscode.Uri.parse(sidecarUri));
    if (looked.kind === 'read') held.set(sidecarUri, looked.sidecar, looked.bytes);
    return looked;
  }

  /** With all that its sidecar says, and whether the clip itself was fetched. */
  async function whole(clip: NotedClip): Promise<RecordedClip | undefined> {
    let sidecar = held.get(clip.sidecarUri);
    if (sidecar === undefined) {
      const looked = await lookAnew(clip.sidecarUri);
      if (looked.kind !== 'read') return undefined;
      sidecar = looked.sidecar;
    }
    const pointer = clip.isThere ? (await factsOf(clip.uri)).pointer : undefined;
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
      if (clips.has(sidecarBeside(uri))) continue;
      const known = await factsOf(uri);
      const likely = lost.get(known.bytes) ?? [];
      if (likely.length === 0) continue;
      const digest = await known.digest();
      for (const clip of likely.filter(({ sidecar }) => sidecar.clip?.sha256 === digest))
        clips.set(clip.sidecarUri, { ...clip, uri, isThere: true });
    }
  }

  async function apply(some: ReadonlyMap<string, Change>): Promise<void> {
    const again = new Set<string>();
    for (const [uri, kind] of some) again.add(kind === 'sidecar' ? uri : sidecarBeside(uri));
    // Also whoever was thought to lie there.
    for (const clip of clips.values()) if (some.has(clip.uri)) again.add(clip.sidecarUri);
    await inTurns([...again], read);
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
  const note = (uri: string, kind: Change) => {
    changes.set(uri, kind);
    facts.delete(uri);
    gathering.call();
  };
  const set = (places: PlaceSet, uri: string, isThere: boolean) =>
    isThere ? places.add(uri) : places.delete(uri);

  const folders = watchFolders({
    hasAnyBelow: (uri) => [files, promptFiles, sidecars].some((places) => places.hasBelow(uri.toString())),
    changed: loadAnew,
  });
  const watchers = watchFiles({
    sidecar: (uri) => note(uri.toString(), 'sidecar'),
    clip: (uri, isThere) => {
      set(files, uri.toString(), isThere);
      note(uri.toString(), 'clip');
    },
    promptFile: (uri, isThere) => {
      set(promptFiles, uri.toString(), isThere);
      telling.call();
    },
  });

  const find = async (glob: string) => await findInWorkspace(glob, { most: maxFiles });
  const [foundSidecars, foundClips, foundPromptFiles] = await Promise.all([
    findSidecars(),
    find(clipGlob),
    find(promptFileGlob),
  ]);
  for (const uri of foundClips) set(files, uri.toString(), true);
  for (const uri of foundPromptFiles) set(promptFiles, uri.toString(), true);
  await inTurns(
    foundSidecars.map((uri) => uri.toString()),
    read,
  );
  await findMoved();

  /** The named file; where none is there, the only one of that name: it was moved outside of the editor. */
  function promptFileFor(clip: NotedClip, alike: (name: string) => readonly string[]): string | undefined {
    const named = promptFileOf(clip);
    if (named === undefined || promptFiles.has(named)) return named;
    const ofThatName = alike(fileNameOfUri(named));
    return ofThatName.length === 1 ? ofThatName[0] : named;
  }

  return {
    all: () => [...clips.values()],
    unreadable: () => [...unreadable.values()],
    async takesOf(promptFileUri) {
      let names: ReadonlyMap<string, readonly string[]> | undefined;
      const alike = (name: string) => {
        names ??= Map.groupBy(promptFiles.all(), fileNameOfUri);
        return names.get(name) ?? [];
      };
      const takes: RecordedClip[] = [];
      // A copy: one that is read again meanwhile is put in again, and would be met twice.
      for (const clip of [...clips.values()]) {
        if (promptFileFor(clip, alike) !== promptFileUri) continue;
        const take = await whole(clip);
        if (take !== undefined) takes.push(take);
      }
      return takes.sort(byTake);
    },
    async refresh(some) {
      for (const sidecar of some) {
        const clip = clipBeside(sidecar);
        facts.delete(clip);
        set(files, clip, await isThere(vscode.Uri.parse(clip)));
        changes.set(sidecar, 'sidecar');
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

/** What may lie at a place. */
type Change = 'sidecar' | 'clip';

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

/** The same, where it lies in the workspace folder of the sidecar and no link leads elsewhere. */
export async function promptFileToOpen(clip: NamedByClip): Promise<vscode.Uri | undefined> {
  const named = promptFileOf(clip);
  const uri = named === undefined ? undefined : vscode.Uri.parse(named);
  const sidecar = vscode.Uri.parse(clip.sidecarUri);
  const refusal = uri === undefined ? undefined : await pathRefusal(sidecar, uri, 'sidecarSource');
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

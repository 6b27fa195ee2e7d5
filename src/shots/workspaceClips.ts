import { BoundedCache } from '../core/boundedCache.ts';
import { inTurns } from '../core/inTurns.ts';
import type { LfsPointer } from '../core/lfsPointer.ts';
import { PlaceSet } from '../core/placeSet.ts';
import type { Sidecar } from '../core/sidecar.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import {
  byTake,
  clipBeside,
  type NotedClip,
  promptFileOf,
  type RecordedClip,
  sidecarBeside,
  type UnreadableClip,
} from './recordedClip.ts';
import type { SidecarLook } from './sidecarLook.ts';
import { noteIn, type NoteSidecar, type SidecarNote } from './sidecarNote.ts';

/** What is found out about the file of a clip. */
export interface FileFacts {
  /** Of the clip itself, also where only its pointer is there. */
  readonly bytes: number | undefined;
  readonly pointer: LfsPointer | undefined;
  /** sha256 in lower-case hex; undefined where it cannot be read. */
  readonly digest: () => Promise<string | undefined>;
}

/** The files of a workspace. Places are URIs. */
export interface ClipFiles {
  sidecars(): Promise<readonly string[]>;
  clips(): Promise<readonly string[]>;
  promptFiles(): Promise<readonly string[]>;
  /** Never rejects. */
  readSidecar(uri: string): Promise<SidecarLook>;
  /** Of many at once, in any order. Never rejects. */
  noteSidecars(uris: readonly string[], note: NoteSidecar): Promise<void>;
  look(clipUri: string): Promise<FileFacts>;
  isThere(uri: string): Promise<boolean>;
}

/** A call that is made a little later, once, however often it was asked for. */
export interface Later {
  call(): void;
  dispose(): void;
}

export interface WorkspaceClipsParts {
  readonly files: ClipFiles;
  readonly later: (run: () => void) => Later;
  /** Of the sidecars that are kept as a whole; others are read once more when they are asked for. */
  readonly maxHeldBytes?: number;
  /** Something is not as it was. */
  readonly tell: () => void;
}

/** Every clip of a workspace that has a sidecar, and the prompt file and shot that it was made of. */
export interface WorkspaceClips {
  /** What lies there now; to be awaited before the first question. Changes may be told before. */
  load(): Promise<void>;
  all(): readonly NotedClip[];
  unreadable(): readonly UnreadableClip[];
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFileUri: string): Promise<readonly RecordedClip[]>;
  /** Looks at these sidecars and their clips again, and resolves when that is done. */
  refresh(sidecarUris: readonly string[]): Promise<void>;
  sidecarChanged(uri: string): void;
  clipChanged(uri: string, isThere: boolean): void;
  promptFileChanged(uri: string, isThere: boolean): void;
  hasAnyBelow(folderUri: string): boolean;
  dispose(): void;
}

/** What may lie at a place. */
type Change = 'sidecar' | 'clip';

export function createWorkspaceClips({
  files: disk,
  later,
  tell,
  maxHeldBytes = 8_000_000,
}: WorkspaceClipsParts): WorkspaceClips {
  const telling = later(tell);
  /** By the places of their sidecars. */
  const clips = new Map<string, NotedClip>();
  /** The sidecars that name a prompt file: a repository holds thousands, and a file asks for its own few. */
  const sidecarsOf = new Map<string, Set<string>>();
  /** The prompt files that sidecars name, by the names of their files: only one of the same name may be meant. */
  const namedAlike = new Map<string, Set<string>>();
  const held = new BoundedCache<Sidecar>(maxHeldBytes);
  const unreadable = new Map<string, UnreadableClip>();
  /** Clips and prompt files that lie there, and sidecars that are known. */
  const files = new PlaceSet();
  const promptFiles = new PlaceSet();
  const sidecars = new PlaceSet();
  /** What was found out about a file, until it changes. */
  const facts = new Map<string, Promise<FileFacts>>();
  const factsOf = (uri: string) => {
    const known = facts.get(uri) ?? disk.look(uri);
    facts.set(uri, known);
    return known;
  };
  let changes = new Map<string, Change>();
  /** Sidecars that were looked at by themselves while all are: what is found of them then may be older. */
  let touched: Set<string> | undefined;

  async function read(sidecarUri: string): Promise<void> {
    put(sidecarUri, noteIn(sidecarUri, await lookAgain(sidecarUri)));
  }

  function put(sidecarUri: string, found: SidecarNote): void {
    const uri = clipBeside(sidecarUri);
    forget(sidecarUri);
    unreadable.delete(sidecarUri);
    if (found.kind === 'missing') {
      sidecars.delete(sidecarUri);
      return;
    }
    sidecars.add(sidecarUri);
    if (found.kind === 'unreadable') {
      unreadable.set(sidecarUri, { uri, sidecarUri, isEmpty: found.isEmpty });
    } else {
      clips.set(sidecarUri, { uri, sidecarUri, sidecar: found.note, isThere: files.has(uri) });
      enter(sidecarUri, found.promptFileUri);
    }
  }

  function enter(sidecarUri: string, promptFileUri: string | undefined): void {
    if (promptFileUri === undefined) return;
    const alike = sidecarsOf.get(promptFileUri) ?? new Set();
    sidecarsOf.set(promptFileUri, alike.add(sidecarUri));
    const name = fileNameOfUri(promptFileUri);
    namedAlike.set(name, (namedAlike.get(name) ?? new Set()).add(promptFileUri));
  }

  function forget(sidecarUri: string): void {
    const clip = clips.get(sidecarUri);
    clips.delete(sidecarUri);
    const named = clip === undefined ? undefined : promptFileOf(clip);
    if (named === undefined) return;
    const alike = sidecarsOf.get(named);
    alike?.delete(sidecarUri);
    if (alike?.size !== 0) return;
    sidecarsOf.delete(named);
    namedAlike.get(fileNameOfUri(named))?.delete(named);
  }

  async function lookAgain(sidecarUri: string): Promise<SidecarLook> {
    held.delete(sidecarUri);
    const looked = await disk.readSidecar(sidecarUri);
    if (looked.kind === 'read') held.set(sidecarUri, looked.sidecar, looked.bytes);
    return looked;
  }

  /** With all that its sidecar says, and whether the clip itself was fetched. */
  async function whole(clip: NotedClip): Promise<RecordedClip | undefined> {
    let sidecar = held.get(clip.sidecarUri);
    if (sidecar === undefined) {
      const looked = await lookAgain(clip.sidecarUri);
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
    for (const uri of again) touched?.add(uri);
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
  const gathering = later(() => void applyGathered().catch(() => undefined));
  const note = (uri: string, kind: Change) => {
    changes.set(uri, kind);
    facts.delete(uri);
    gathering.call();
  };
  const set = (places: PlaceSet, uri: string, isThere: boolean) =>
    isThere ? places.add(uri) : places.delete(uri);

  /** The named file; where none is there, the only one of that name: it was moved outside of the editor. */
  function promptFileFor(named: string, alike: (name: string) => readonly string[]): string | undefined {
    if (promptFiles.has(named)) return named;
    const ofThatName = alike(fileNameOfUri(named));
    return ofThatName.length === 1 ? ofThatName[0] : named;
  }

  return {
    async load() {
      const [foundSidecars, foundClips, foundPromptFiles] = await Promise.all([
        disk.sidecars(),
        disk.clips(),
        disk.promptFiles(),
      ]);
      for (const uri of foundClips) set(files, uri, true);
      for (const uri of foundPromptFiles) set(promptFiles, uri, true);
      const newer = new Set<string>();
      touched = newer;
      await disk.noteSidecars(foundSidecars, (uri, found, whole) => {
        if (newer.has(uri)) return;
        put(uri, found);
        if (whole?.kind === 'read') held.set(uri, whole.sidecar, whole.bytes);
      });
      touched = undefined;
      await findMoved();
    },
    all: () => [...clips.values()],
    unreadable: () => [...unreadable.values()],
    async takesOf(promptFileUri) {
      let names: ReadonlyMap<string, readonly string[]> | undefined;
      const alike = (name: string) => {
        names ??= Map.groupBy(promptFiles.all(), fileNameOfUri);
        return names.get(name) ?? [];
      };
      // Before the first is read: what is read again meanwhile is put in again, and would be met twice.
      const own = [...(namedAlike.get(fileNameOfUri(promptFileUri)) ?? [])]
        .filter((named) => promptFileFor(named, alike) === promptFileUri)
        .flatMap((named) =>
          [...(sidecarsOf.get(named) ?? [])].flatMap((sidecar) => clips.get(sidecar) ?? []),
        );
      const takes: RecordedClip[] = [];
      for (const clip of own) {
        const take = await whole(clip);
        if (take !== undefined) takes.push(take);
      }
      return takes.sort(byTake);
    },
    async refresh(some) {
      for (const sidecar of some) {
        const clip = clipBeside(sidecar);
        facts.delete(clip);
        set(files, clip, await disk.isThere(clip));
        changes.set(sidecar, 'sidecar');
      }
      await applyGathered();
    },
    sidecarChanged: (uri) => note(uri, 'sidecar'),
    clipChanged(uri, isThere) {
      set(files, uri, isThere);
      note(uri, 'clip');
    },
    promptFileChanged(uri, isThere) {
      set(promptFiles, uri, isThere);
      telling.call();
    },
    hasAnyBelow: (uri) => [files, promptFiles, sidecars].some((places) => places.hasBelow(uri)),
    dispose() {
      telling.dispose();
      gathering.dispose();
    },
  };
}

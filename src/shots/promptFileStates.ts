import type { Market } from '../core/market.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import { fileNameOfUri, namesInUri, plainUri } from '../core/uriPath.ts';
import { type CellState, cellStates } from './cellStates.ts';
import { type CheckContext, type CheckedFile, checkShot } from './checkedFile.ts';
import type { Digests } from './digests.ts';
import { Held } from './held.ts';
import { KnownFiles, type LookAtImage } from './knownFiles.ts';
import type { Made } from './made.ts';
import { planShots, type ShotPlan } from './planShots.ts';

/** A prompt file as it stands now. */
export interface PromptFileState extends CheckedFile {
  readonly uri: string;
  readonly made: Made;
  /** One for one with the shots that were checked. */
  readonly cells: readonly CellState[];
}

export interface FileSettings extends CheckContext {
  readonly defaultModelId: string;
}

/** Where the states of prompt files come from. Places are URIs. */
export interface StatePorts {
  /** The version of a text that an editor holds; undefined: the one on the disk. */
  readonly versionOf: (uri: string) => number | undefined;
  /** What a file asks for by now, with all that it extends. */
  readonly resolve: (uri: string) => Promise<ResolvedPromptFile>;
  readonly made: (uri: string) => Promise<Made>;
  readonly digests: Digests;
  readonly look: LookAtImage;
  readonly market: () => Promise<Market>;
  readonly settings: (uri: string) => FileSettings;
}

/**
 * How prompt files stand. Three things that change apart determine it: their words, what was made of them, and the market.
 * Each is asked for once until a change of it is reported; a report gives the files that may stand otherwise now.
 */
export interface PromptFileStates {
  /** What a file asks for, what is wrong with it and what it costs. Asks for nothing that was made. */
  readonly checked: (uri: string) => Promise<CheckedFile>;
  readonly file: (uri: string) => Promise<PromptFileState>;
  /** The same, with everything looked at again. */
  readonly look: (uri: string) => Promise<PromptFileState>;
  /** The text of a prompt file has changed. */
  readonly changedWords: (uri: string) => readonly string[];
  /** Images have changed, or files or whole folders have come or gone. */
  readonly changedFiles: (uris: readonly string[]) => readonly string[];
  /** Somebody turns to it: what nothing told of is noticed now. */
  readonly turnedTo: (uri: string) => readonly string[];
  readonly changedJob: (job: ChangedJob) => readonly string[];
  /** Any clip, sidecar or job may have changed. */
  readonly changedMade: () => readonly string[];
  /** Models, prices, or settings. */
  readonly changedMarket: () => readonly string[];
  readonly changedAll: () => readonly string[];
}

export interface ChangedJob {
  readonly id: string;
  readonly source?: { readonly promptFileUri: string };
}

interface Planned {
  readonly resolved: ResolvedPromptFile;
  readonly defaultModelId: string;
  readonly plans: readonly ShotPlan[];
}

/** What is known of a file; what was made out of something that is forgotten is forgotten too. */
class Known {
  readonly uri: string;
  /** To be compared. */
  readonly plain: string;
  version: number | undefined;
  readonly words = new Held<ResolvedPromptFile>();
  planned: Planned | undefined;
  readonly checked = new Held<CheckedFile>();
  readonly made = new Held<Made>();
  readonly state = new Held<PromptFileState>();

  constructor(uri: string) {
    this.uri = uri;
    this.plain = plainUri(uri);
  }

  forgetWords(): void {
    this.words.forget();
    this.forgetChecks();
  }

  forgetChecks(): void {
    this.checked.forget();
    this.state.forget();
  }

  forgetMade(): void {
    this.made.forget();
    this.state.forget();
  }

  forgetAll(): void {
    this.forgetWords();
    this.forgetMade();
  }

  extends(plain: string): boolean {
    return this.words.isOpen || this.words.value?.baseUris.includes(plain) === true;
  }

  /** Whether it names a file or a folder of one of these names: what lies above them may be spelled in several ways. */
  namesAny(names: ReadonlySet<string>): boolean {
    if (this.words.isOpen) return true;
    const { value } = this.words;
    if (value === undefined) return false;
    const images = value.shots.flatMap(({ cells }) => cells.flatMap((cell) => cell.images));
    const uris = images.flatMap((image) => (image.kind === 'shot' ? [] : [image.uri]));
    return [...value.baseUris, ...uris].some((uri) => namesInUri(uri).some((name) => names.has(alike(name))));
  }
}

export function createPromptFileStates(ports: StatePorts): PromptFileStates {
  const all = new Map<string, Known>();
  const files = new KnownFiles(ports.digests, ports.look);
  const market = new Held<Market>();

  function knownOf(uri: string): Known {
    const known = all.get(uri) ?? new Known(uri);
    all.set(uri, known);
    const version = ports.versionOf(uri);
    if (known.version !== version) known.forgetWords();
    known.version = version;
    return known;
  }

  /** Where the words and the models that they name are the same, so is the plan, whatever things cost. */
  function planOf(known: Known, resolved: ResolvedPromptFile, { find }: Market): readonly ShotPlan[] {
    const { defaultModelId } = ports.settings(known.uri);
    const { planned } = known;
    const isSame =
      planned?.resolved === resolved &&
      planned.defaultModelId === defaultModelId &&
      planned.plans.every(({ request, model }) => find(request.model) === model);
    if (isSame) return planned.plans;
    const plans = planShots(resolved, { defaultModelId, find });
    known.planned = { resolved, defaultModelId, plans };
    return plans;
  }

  async function check(known: Known): Promise<CheckedFile> {
    const { uri } = known;
    const [resolved, now] = await Promise.all([
      known.words.get(() => ports.resolve(uri)),
      market.get(ports.market),
    ]);
    const { defaultModelId: _, ...context } = ports.settings(uri);
    const lookAt = (image: string) => files.look(image, uri);
    const shots = await Promise.all(
      planOf(known, resolved, now).map((plan) => checkShot(plan, now, lookAt, context)),
    );
    return { resolved, market: now, shots };
  }

  const checkedOf = (known: Known) => known.checked.get(() => check(known));

  async function stateOf(known: Known): Promise<PromptFileState> {
    const { uri } = known;
    const [checked, made] = await Promise.all([checkedOf(known), known.made.get(() => ports.made(uri))]);
    const cells = await cellStates({ ...checked, made, digests: files });
    return { ...checked, uri, made, cells };
  }

  function file(uri: string): Promise<PromptFileState> {
    const known = knownOf(uri);
    return known.state.get(() => stateOf(known));
  }

  const forgetFiles = () => {
    files.forgetImages();
    files.forgetClips();
  };
  const every = () => [...all.keys()];
  const forgetIn = (some: readonly Known[], forget: (known: Known) => void): readonly string[] => {
    some.forEach(forget);
    return some.map(({ uri }) => uri);
  };
  const where = (holds: (known: Known) => boolean) => [...all.values()].filter(holds);

  return {
    checked: (uri) => checkedOf(knownOf(uri)),
    file,
    look(uri) {
      forgetFiles();
      market.forget();
      knownOf(uri).forgetAll();
      return file(uri);
    },
    changedWords(uri) {
      const plain = plainUri(uri);
      return forgetIn(
        where((known) => known.plain === plain || known.extends(plain)),
        (known) => known.forgetWords(),
      );
    },
    changedFiles(uris) {
      // Any image may be a link to one of them: what is looked at next is looked at again.
      files.forgetImages();
      const names = new Set(uris.map((uri) => alike(fileNameOfUri(uri))));
      return forgetIn(
        where((known) => known.namesAny(names)),
        (known) => known.forgetWords(),
      );
    },
    turnedTo(uri) {
      files.forgetImages();
      const plain = plainUri(uri);
      return forgetIn(
        where((known) => known.plain === plain),
        (known) => known.forgetWords(),
      );
    },
    changedJob({ id, source }) {
      const isOf = (known: Known) =>
        known.uri === source?.promptFileUri ||
        known.made.isOpen ||
        known.made.value?.strays.some((job) => job.id === id) === true;
      return forgetIn(where(isOf), (known) => known.forgetMade());
    },
    changedMade() {
      files.forgetClips();
      for (const known of all.values()) known.forgetMade();
      return every();
    },
    changedMarket() {
      market.forget();
      for (const known of all.values()) known.forgetChecks();
      return every();
    },
    changedAll() {
      forgetFiles();
      market.forget();
      for (const known of all.values()) known.forgetAll();
      return every();
    },
  };
}

/** Disks that take two spellings of a name for one tell of either. */
function alike(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

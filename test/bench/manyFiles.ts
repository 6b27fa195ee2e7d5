import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defaultModelId } from '../../src/core/catalogue/defaultModelId.ts';
import { shippedMarket } from '../../src/core/market.ts';
import { readPromptFile } from '../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../src/core/promptFile/resolvePromptFile.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { createPromptFileStates, type PromptFileStates } from '../../src/shots/promptFileStates.ts';
import { noteSidecars } from '../../src/runtime/sidecarNotes.ts';
import { sidecarLook } from '../../src/shots/sidecarLook.ts';
import { createWorkspaceClips, type WorkspaceClips } from '../../src/shots/workspaceClips.ts';
import { startCpuStalls } from './cpuStalls.ts';
import { median } from './median.ts';
import { findFiles, generateRepository, promptFileText, type Repository, textAt } from './repository.ts';

const rounds = 15;
const thread = new URL('../../src/runtime/sidecarThread.ts', import.meta.url);
const longLines = 2_000;

export interface ManyFilesFigures {
  readonly fileCount: number;
  readonly promptFileCount: number;
  readonly sidecarCount: number;
  /** All figures are CPU of the thread that extensions share, milliseconds. */
  readonly firstStateMs: number;
  /** How long it took, while another thread read all sidecars. */
  readonly firstStateTookMs: number;
  readonly longestMs: number;
  /** Its clip or its sidecar changed; the state of its prompt file again. */
  readonly afterChangeMs: number;
  /** A keystroke in a prompt file of 2,000 lines with 100 clips, and its state after it. */
  readonly keystrokeMs: number;
  /** What was asked of files and of the database meanwhile. */
  readonly askedAtKeystrokes: number;
  /** All prompt files. */
  readonly checkAllMs: number;
  readonly currentShare: number;
}

/** The states of prompt files in a large repository, by what the editor asks, with ports of plain Node. */
export async function benchManyFiles(): Promise<ManyFilesFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  try {
    return await measure(generateRepository(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface World {
  readonly states: PromptFileStates;
  readonly clips: WorkspaceClips;
  /** What an editor holds, by URI. */
  readonly texts: Map<string, { readonly text: string; readonly version: number }>;
  /** How often files or jobs were asked for. */
  readonly asked: () => number;
}

function openWorld({ folder }: Repository): World {
  let asked = 0;
  const counted = <Answer>(answer: Answer): Answer => {
    asked++;
    return answer;
  };
  // What the search of VS Code finds is another process's work.
  const found = findFiles(folder);
  const [sidecars, clipFiles, promptFiles] = [found('.mp4.json'), found('.mp4'), found('.video.md')];
  const clips = createWorkspaceClips({
    files: {
      sidecars: () => Promise.resolve(counted(sidecars)),
      clips: () => Promise.resolve(counted(clipFiles)),
      promptFiles: () => Promise.resolve(counted(promptFiles)),
      readSidecar: async (uri) =>
        sidecarLook({ kind: 'read', bytes: counted(await readFile(fileURLToPath(uri))) }),
      noteSidecars: async (uris, note) =>
        await noteSidecars({ folders: [pathToFileURL(folder).href], uris }, thread, note),
      look: () =>
        Promise.resolve(counted({ bytes: 1, pointer: undefined, digest: () => Promise.resolve(undefined) })),
      isThere: (uri) => Promise.resolve(counted(existsSync(fileURLToPath(uri)))),
    },
    later: (run) => ({ call: run, dispose: () => undefined }),
    tell: () => undefined,
  });
  const texts: World['texts'] = new Map();
  const states = createPromptFileStates({
    versionOf: (uri) => texts.get(uri)?.version,
    resolve: async (uri) =>
      await resolvePromptFile(readPromptFile(texts.get(uri)?.text ?? counted(textAt(uri))), uri, {
        load: () => Promise.resolve({ reason: 'There is none.' }),
        refusal: () => undefined,
      }),
    made: async (uri) =>
      counted({
        takes: await clips.takesOf(uri),
        unreadable: clips.unreadable(),
        jobs: [],
        strays: [],
        upTo: 0,
      }),
    digests: {
      image: (uri) => Promise.resolve(counted(sha256(uri))),
      file: (uri) => Promise.resolve(counted(sha256(uri))),
      text: sha256,
    },
    look: (uri) => Promise.resolve(counted({ uri, role: 'reference', kind: 'frame' })),
    market: () => Promise.resolve(shippedMarket),
    settings: () => ({ defaultModelId }),
  });
  return { states, clips, texts, asked: () => asked };
}

async function measure(repository: Repository): Promise<ManyFilesFigures> {
  const { promptFileUris } = repository;
  const [first = '', second = ''] = promptFileUris;
  const world = openWorld(repository);
  const stalls = startCpuStalls();
  const start = performance.now();
  const firstStateMs = await cpuMs(async () => {
    await world.clips.load();
    await world.states.file(first);
  });
  const firstStateTookMs = performance.now() - start;
  const { longestMs } = stalls.stop();
  const sidecar =
    world.clips.all().find(({ sidecarUri }) => sidecarUri.includes('film-1-'))?.sidecarUri ?? '';
  const afterChangeMs = await medianCpuMs(async () => {
    await world.clips.refresh([sidecar]);
    world.states.changedMade();
    await world.states.file(second);
  });
  const key = await keystrokes(world, first);
  world.states.changedAll();
  let cells = 0;
  let current = 0;
  const checkAllMs = await cpuMs(async () => {
    for (const uri of promptFileUris) {
      const state = await world.states.file(uri);
      cells += state.cells.length;
      current += state.cells.filter(({ freshness }) => freshness.kind === 'current').length;
    }
  });
  return {
    fileCount: repository.fileCount,
    promptFileCount: promptFileUris.length,
    sidecarCount: world.clips.all().length,
    firstStateMs,
    firstStateTookMs,
    longestMs,
    afterChangeMs,
    ...key,
    checkAllMs,
    currentShare: current / cells,
  };
}

/** In a file that is made longer by a hundred shots. */
async function keystrokes(
  { states, texts, asked }: World,
  uri: string,
): Promise<Pick<ManyFilesFigures, 'keystrokeMs' | 'askedAtKeystrokes'>> {
  const line = 'The boat leaves the harbour in the fog while the gulls cry.\n';
  const shot = (index: number) => `\n## More ${String(index)}\n\n${line.repeat(longLines / 100 - 3)}`;
  const long = promptFileText(0) + Array.from({ length: 100 }, (_, index) => shot(index)).join('');
  let version = 1;
  const type = async () => {
    version++;
    texts.set(uri, { text: `${long}${'x'.repeat(version)}\n`, version });
    states.changedWords(uri);
    await states.checked(uri);
    await states.file(uri);
  };
  await type();
  const before = asked();
  const keystrokeMs = await medianCpuMs(type);
  return { keystrokeMs, askedAtKeystrokes: asked() - before };
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function medianCpuMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await cpuMs(work));
  return median(times);
}

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { parseApiKey } from '../../core/apiKey.ts';
import type { Caps } from '../../core/budget.ts';
import { plainLine } from '../../core/shownText.ts';
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import { createDiskImages } from '../../runtime/diskImages.ts';
import { diskPlaces } from '../../runtime/diskPlaces.ts';
import { createFileSecrets } from '../../runtime/fileSecrets.ts';
import { openRuntime, type Runtime } from '../../runtime/openRuntime.ts';
import { gapWords } from '../../words/gapWords.ts';
import type { ProcessContext } from '../context.ts';
import type { RunOptions } from './runOptions.ts';

export interface RunParts extends RunOptions {
  /** URIs of the folders into which clips may be put; may grow. */
  readonly folders: readonly string[];
  readonly caps: Caps;
  /** False: what is queued stays so. */
  readonly maySend: boolean;
  /** Whether models may be used that give no task id. */
  readonly allowsUntracked: boolean;
  readonly allowsUploads: boolean;
}

/** How many jobs may be with the provider at once. */
const maxConcurrent = 4;

/** Opens the working half for one run of a command. Throws VideoPromptError with a `store.*` code. */
export async function openRun(context: ProcessContext, parts: RunParts): Promise<Runtime> {
  const { environment, keyText, packageFolder } = context;
  const tell = (text: string) => context.stderr.write(`${plainLine(text)}\n`);
  // Prompts and links to clips are in it.
  await mkdir(parts.stateFolder, { recursive: true, mode: 0o700 });
  const places = diskPlaces(parts.folders);
  const key = parseApiKey(keyText);
  return await openRuntime({
    directory: parts.stateFolder,
    clock: systemClock,
    random: systemRandom,
    network: { network: () => ({ environment }) },
    settings: () => ({ caps: parts.caps, allowUnattended: false, maxConcurrent }),
    origin: () => parts.origin,
    keys: {
      get: (origin) =>
        Promise.resolve(
          key === undefined || origin !== parts.origin ? undefined : { key, from: 'environment' },
        ),
      onDidChange: () => ({ dispose: () => undefined }),
    },
    secrets: createFileSecrets(join(parts.stateFolder, 'links')),
    places,
    images: (store) => createDiskImages(store, places),
    gate: {
      isTrusted: () => parts.maySend,
      knowsFragile: () => parts.allowsUntracked,
      ask: () => Promise.resolve({ kind: 'declined' }),
    },
    uploads: {
      isGiven: () => parts.allowsUploads,
      isInWorkspace: () => true,
      ask: () => Promise.resolve(false),
    },
    // Nobody has said now that what an earlier run had not sent may be paid for.
    adoptsUnsent: false,
    sampleClip: async () => await readFile(join(packageFolder, 'media/sample.mp4')),
    onUnreadable: (jobId) => tell(l10n.t('Job {0} in the database cannot be read.', jobId)),
    onWentBack: (store) => {
      void store.gap().then((gap) => {
        if (gap !== undefined) tell(gapWords(gap));
      });
    },
    log: (message, error) => {
      if (parts.isVerbose) tell(error instanceof Error ? `${message}: ${error.message}` : message);
    },
    debug: (message) => {
      if (parts.isVerbose) tell(message);
    },
  });
}

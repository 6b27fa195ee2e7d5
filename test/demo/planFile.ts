// `node test/demo/planFile.ts name.video.md`: what a prompt file asks for, how its clips stand, and what rendering them
// costs, without an editor.
import { glob } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defaultModelId } from '../../src/core/catalogue/catalogue.ts';
import { uploadImage } from '../../src/core/imageFile/uploadImage.ts';
import { shippedMarket } from '../../src/core/market.ts';
import { readPromptFile } from '../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../src/core/promptFile/resolvePromptFile.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import type { PathKind } from '../../src/core/workspacePath.ts';
import { lookOnDisk, openOnDisk, readAt } from '../../src/node/diskFile.ts';
import { sha256 } from '../../src/node/sha256.ts';
import type { CellState } from '../../src/shots/cellStates.ts';
import { cellTitle } from '../../src/shots/cellTitle.ts';
import { neededCells } from '../../src/shots/chooseCells.ts';
import { createPromptFileStates } from '../../src/shots/promptFileStates.ts';
import { byTake, clipBeside, promptFileOf, type RecordedClip } from '../../src/shots/recordedClip.ts';
import { type ChosenCell, totalOf } from '../../src/shots/renderItems.ts';
import { freshnessWords } from '../../src/words/lensWords.ts';
import { quoteWords, totalWords } from '../../src/words/priceWords.ts';

/** `folder`: out of which nothing is read. */
async function readIn(folder: string, uri: string, kind: PathKind): Promise<Uint8Array | undefined> {
  const file = await openOnDisk(folder, fileURLToPath(uri), kind);
  if ('refusal' in file) return undefined;
  try {
    return await readAt(file, 0, file.bytes);
  } finally {
    await file.handle.close();
  }
}

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function takesIn(folder: string): Promise<readonly RecordedClip[]> {
  const found: RecordedClip[] = [];
  for await (const path of glob('**/*.mp4.json', { cwd: folder })) {
    const sidecarUri = pathToFileURL(join(folder, path)).href;
    const uri = clipBeside(sidecarUri);
    const bytes = await readIn(folder, sidecarUri, 'sidecar');
    const isThere = (await lookOnDisk(folder, fileURLToPath(uri), 'clip')).kind === 'found';
    if (bytes !== undefined) found.push({ uri, sidecarUri, sidecar: readSidecar(textOf(bytes)), isThere });
  }
  return found.sort(byTake);
}

/** The clips that a prompt file asks for, as they stand. `folder`: its workspace folder. */
async function planFile(path: string, folder: string): Promise<readonly CellState[]> {
  const digestOf = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : sha256(bytes));
  const states = createPromptFileStates({
    versionOf: () => undefined,
    resolve: async (uri) =>
      await resolvePromptFile(readPromptFile(textOf(await readIn(folder, uri, 'promptFile'))), uri, {
        load: async (base) => {
          const bytes = await readIn(folder, base, 'base');
          return bytes === undefined ? { reason: 'It cannot be read.' } : { text: textOf(bytes) };
        },
        refusal: () => undefined,
      }),
    made: async (uri) => ({
      takes: (await takesIn(folder)).filter((take) => promptFileOf(take) === uri),
      unreadable: [],
      jobs: [],
      strays: [],
      upTo: 0,
    }),
    digests: {
      image: async (image) => {
        const bytes = await readIn(folder, image, 'image');
        return bytes === undefined ? undefined : digestOf(uploadImage(bytes)?.bytes);
      },
      file: async (clip) => digestOf(await readIn(folder, clip, 'clip')),
      text: sha256,
    },
    look: (uri) => Promise.resolve({ uri, role: 'reference', kind: 'frame' }),
    market: () => Promise.resolve(shippedMarket),
    settings: () => ({ defaultModelId }),
  });
  return (await states.file(pathToFileURL(path).href)).cells;
}

/** A line for each clip, and the price of what is missing or stale. */
export async function planLines(path: string, folder: string): Promise<readonly string[]> {
  const cells = await planFile(path, folder);
  const chosen = cells.map((cell): ChosenCell => ({ file: path, cell }));
  const needed = neededCells(chosen);
  return [
    ...cells.map((cell) =>
      [cellTitle(cell), freshnessWords(cell), cell.quote === undefined ? '' : quoteWords(cell.quote)].join(
        ' · ',
      ),
    ),
    `${needed.length} of ${cells.length} to render: ${totalWords(totalOf(needed))}`,
  ];
}

if (import.meta.main) {
  const path = resolve(process.argv[2] ?? '');
  for (const line of await planLines(path, dirname(path))) console.log(line);
}

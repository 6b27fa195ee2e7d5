// How long the language support takes on a prompt file of 2,000 lines.
import { linksOf } from '../../src/core/promptFile/links.ts';
import { movePaths } from '../../src/core/promptFile/movePaths.ts';
import { readPromptFile } from '../../src/core/promptFile/readPromptFile.ts';
import { fixEdits } from '../../src/promptLanguage/fixEdits.ts';
import { planLenses } from '../../src/promptLanguage/lensPlan.ts';
import { marksOf } from '../../src/promptLanguage/marks.ts';
import { optionCursor } from '../../src/promptLanguage/optionCursor.ts';
import { otherModels } from '../../src/promptLanguage/otherModels.ts';
import { checkText, fileUri } from '../unit/promptLanguage/checkText.ts';
import { median } from './median.ts';

/** What nothing in the language support should pass. */
export const promptFileLimitMs = 10;

const rounds = 30;
const words = 'The boat leaves the harbour in the fog while the gulls cry. <!-- soft -->\n';

/** `shots` shots that make 2,000 lines together; the length is wrong in all of them. */
function fileOf(shots: number): string {
  const block = '```yaml\naspectRatio: 16:9\n```\n\n';
  const lines = Math.floor(1_992 / shots) - 7;
  const one = (index: number) => `## Shot ${index}\n\n${block}${words.repeat(lines)}\n`;
  const front = '---\nmodel: veo3.1-fast\nseconds: 5\nfirst: images/boat.png\n---\n\nGrainy film.\n\n';
  return front + Array.from({ length: shots }, (_, index) => one(index)).join('');
}

interface PromptFileFigures {
  readonly lines: number;
  readonly shots: number;
  /** Medians, in milliseconds. */
  readonly readMs: number;
  /** Reading, resolving and preflight of every clip: once for each version of a text. */
  readonly checkMs: number;
  /** The slowest of what is asked of a text that was checked. */
  readonly slowest: { readonly feature: string; readonly ms: number };
}

/** Of files with one shot, 20 and 100. */
export async function benchPromptFiles(): Promise<readonly PromptFileFigures[]> {
  const figures: PromptFileFigures[] = [];
  for (const shots of [1, 20, 100]) figures.push(await benchShots(shots));
  return figures;
}

async function benchShots(shots: number): Promise<PromptFileFigures> {
  const text = fileOf(shots);
  const checked = await checkText(text);
  const { file } = checked.resolved;
  const clips = checked.shots;
  const finding = clips[0]?.findings.find(({ code }) => code === 'seconds.set');
  const [clip] = clips;
  if (finding === undefined || clip === undefined) throw new Error('Nothing is wrong with the file.');
  const content = file.frontMatter?.content ?? { start: 0, end: 0 };
  const moved = (uri: string) => (uri.endsWith('boat.png') ? 'file:///work/b.png' : undefined);
  const features: Readonly<Record<string, () => unknown>> = {
    marks: () => marksOf(checked),
    lenses: () => planLenses(checked.resolved, clips),
    links: () => linksOf(file, fileUri),
    'cursor of a completion': () => optionCursor(text, content, content.end),
    'edits of a fix': () => fixEdits({ file, fileUri }, clip, finding.fix ?? {}),
    'other models': () => otherModels(checked, finding, clips),
    'an image that moves': () => movePaths(file, { fileUri, moved }),
  };
  let slowest = { feature: '', ms: 0 };
  for (const [feature, run] of Object.entries(features)) {
    const ms = await medianMs(run);
    if (ms > slowest.ms) slowest = { feature, ms };
  }
  return {
    lines: text.split('\n').length,
    shots,
    readMs: await medianMs(() => readPromptFile(text)),
    checkMs: await medianMs(() => checkText(text)),
    slowest,
  };
}

async function medianMs(run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return median(times);
}

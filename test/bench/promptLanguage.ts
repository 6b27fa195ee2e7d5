// How long the language support takes on a prompt file of 2,000 lines: `node test/bench/promptLanguage.ts`.
import { linksOf } from '../../src/core/promptFile/links.ts';
import { movePaths } from '../../src/core/promptFile/movePaths.ts';
import { readPromptFile } from '../../src/core/promptFile/readPromptFile.ts';
import { fixEdits } from '../../src/editor/promptFiles/language/fixEdits.ts';
import { planLenses } from '../../src/editor/promptFiles/language/lensPlan.ts';
import { marksOf } from '../../src/editor/promptFiles/language/marks.ts';
import { optionCursor } from '../../src/editor/promptFiles/language/optionCursor.ts';
import { otherModels } from '../../src/editor/promptFiles/language/otherModels.ts';
import { checkText, fileUri } from '../unit/editor/promptFiles/checkText.ts';
import { median } from './median.ts';

const words = 'The boat leaves the harbour in the fog while the gulls cry.\n';

/** `shots` shots that make 2,000 lines together; the length is wrong in all of them. */
function fileOf(shots: number): string {
  const block = '```yaml\naspectRatio: 16:9\n```\n\n';
  const lines = Math.floor(1_992 / shots) - 7;
  const one = (index: number) => `## Shot ${index}\n\n${block}${words.repeat(lines)}\n`;
  const front = '---\nmodel: veo3.1-fast\nseconds: 5\nfirst: images/boat.png\n---\n\nGrainy film.\n\n';
  return front + Array.from({ length: shots }, (_, index) => one(index)).join('');
}

async function measure(name: string, run: () => unknown): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  const figure = `${median(times).toFixed(2)} ms (first ${(times[0] ?? 0).toFixed(2)})`;
  console.log(`  ${name.padEnd(40)} ${figure}`);
}

for (const shots of [1, 20, 100]) {
  const text = fileOf(shots);
  console.log(`${text.split('\n').length} lines, ${shots} shots`);
  const checked = await checkText(text);
  const { file } = checked.resolved;
  const clips = checked.shots;
  const finding = clips[0]?.findings.find(({ code }) => code === 'seconds.set');
  const [clip] = clips;
  if (finding === undefined || clip === undefined) throw new Error('Nothing is wrong with the file.');
  const content = file.frontMatter?.content ?? { start: 0, end: 0 };
  await measure('read', () => readPromptFile(text));
  await measure('read, resolve and check', () => checkText(text));
  await measure('marks', () => marksOf(checked));
  await measure('lenses', () => planLenses(file, clips, 0));
  await measure('links', () => linksOf(file, fileUri));
  await measure('cursor of a completion', () => optionCursor(text, content, content.end));
  await measure('edits of a fix', () => fixEdits({ file, fileUri }, clip, finding.fix ?? {}));
  await measure('other models', () => otherModels(checked, finding, clips));
  await measure('an image that moves', () =>
    movePaths(file, {
      fileUri,
      moved: (uri) => (uri.endsWith('boat.png') ? 'file:///work/b.png' : undefined),
    }),
  );
}

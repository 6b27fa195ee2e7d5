// How long it takes to read a prompt file of 2,000 lines: `node test/bench/promptFile.ts`.
import { readPromptFile } from '../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../src/core/promptFile/resolvePromptFile.ts';
import { median } from './median.ts';

const words = 'The boat leaves the harbour in the fog while the gulls cry. <!-- soft -->\n';

/** `shots` shots that make 2,000 lines together. */
function fileOf(shots: number): string {
  const front =
    '---\nmodel: veo3.1-fast # cheap\nseconds: 8\nfirst: images/boat.png\n---\n\nGrainy film.\n\n';
  const block = '```yaml\nseconds: 4\nfirst: { clip: ./shot-0 }\n```\n\n';
  const lines = Math.floor(1_992 / shots) - 8;
  const one = (index: number) => `## Shot ${index}\n\n${index === 0 ? '' : block}${words.repeat(lines)}\n`;
  return front + Array.from({ length: shots }, (_, index) => one(index)).join('');
}

for (const shots of [1, 20, 100]) {
  const text = fileOf(shots);
  const reading: number[] = [];
  const both: number[] = [];
  for (let run = 0; run < 60; run += 1) {
    const start = performance.now();
    const file = readPromptFile(text);
    reading.push(performance.now() - start);
    await resolvePromptFile(file, 'file:///w/boat.video.md', () => ({ reason: 'none' }));
    both.push(performance.now() - start);
  }
  const ms = (values: readonly number[]) =>
    `${median(values).toFixed(1)} ms (first ${(values[0] ?? 0).toFixed(1)}, least ${Math.min(...values).toFixed(1)})`;
  console.log(
    `${text.split('\n').length} lines, ${shots} shots: read ${ms(reading)}, with resolving ${ms(both)}`,
  );
}

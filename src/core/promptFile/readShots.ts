import { slugFromPrompt } from '../fileName.ts';
import { shownText } from '../shownText.ts';
import { type Fence, type Heading, isOptions, type Markdown, maxShots } from './markdown.ts';
import { readOptionBlock } from './optionBlock.ts';
import type { ReportProblem } from './problem.ts';
import type { OptionBlock, PromptShot, Prose } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { proseOf } from './prose.ts';
import { reportProse } from './proseMarks.ts';
import type { YamlBudget } from './yamlBlock.ts';

const maxNameLength = 60;

interface Body {
  readonly text: string;
  readonly bodyStart: number;
  readonly markdown: Markdown;
  readonly frontMatter: OptionBlock | undefined;
  readonly budget: YamlBudget;
  readonly report: ReportProblem;
}

/** What stands behind the front matter. */
export function readShots(body: Body): { readonly shared: Prose; readonly shots: readonly PromptShot[] } {
  const { text, bodyStart, markdown, frontMatter, report } = body;
  const { headings, comments } = markdown;
  reportOpenEnds(text, markdown, report);
  const top = { start: bodyStart, end: headings[0]?.range.start ?? text.length };
  const fences = fencesOf(markdown.fences, [top, ...headings.map((_, index) => bodyOf(body, index))]);
  const [ownFences = [], ...fencesOfShots] = fences;
  const block = headings.length === 0 ? readBlock(body, ownFences) : undefined;
  if (headings.length > 0) {
    for (const { range } of ownFences) report('block.shared', firstLine(text, range), {});
  }
  const shared = proseOf(text, around(top, block), comments);
  reportUnused(text, shared, frontMatter, report);
  reportProse(text, shared.pieces, markdown.fences, report);
  if (headings.length === 0) {
    const end = { start: text.length, end: text.length };
    const nothing = { range: end, text: '', pieces: [] };
    const only = { index: 0, slug: '', range: top, body: nothing, ...(block === undefined ? {} : { block }) };
    return { shared, shots: [only] };
  }
  const slugs = new Set<string>();
  const shots = headings.map((heading, index) => {
    const shot = readShot(body, heading, index, fencesOfShots[index] ?? []);
    if (slugs.has(shot.slug)) report('shot.duplicate', heading.range, { slug: shot.slug });
    slugs.add(shot.slug);
    return shot;
  });
  return { shared, shots };
}

function readShot(body: Body, heading: Heading, index: number, fences: readonly Fence[]): PromptShot {
  const { text, markdown, report } = body;
  const range = bodyOf(body, index);
  const block = readBlock(body, fences);
  const prose = proseOf(text, around(range, block), markdown.comments);
  reportUnused(text, prose, block, report);
  reportProse(text, prose.pieces, markdown.fences, report);
  const title = titleOf(text, heading, markdown.comments);
  if (heading.isUnderlined) reportUnderlined(text, heading, title, report);
  return {
    index,
    slug: slugFromPrompt(title),
    heading: { title, range: heading.range },
    range: { start: heading.range.start, end: range.end },
    body: prose,
    ...(block === undefined ? {} : { block }),
  };
}

function bodyOf({ text, markdown: { headings, surplus } }: Body, index: number): TextRange {
  const end = (headings[index + 1] ?? surplus)?.range.start ?? text.length;
  return { start: Math.min(headings[index]?.bodyStart ?? end, end), end };
}

/** The blocks of YAML in each of some ranges that follow one another. */
function fencesOf(fences: readonly Fence[], ranges: readonly TextRange[]): readonly (readonly Fence[])[] {
  let next = 0;
  return ranges.map(({ end }) => {
    const found: Fence[] = [];
    for (let fence = fences[next]; fence !== undefined && fence.range.start < end; fence = fences[next]) {
      if (isOptions(fence)) found.push(fence);
      next += 1;
    }
    return found;
  });
}

function readBlock({ text, budget, report }: Body, fences: readonly Fence[]): OptionBlock | undefined {
  const [fence, ...others] = fences;
  for (const { range } of others) report('block.second', firstLine(text, range), {});
  if (fence === undefined) return undefined;
  const words = shownText(text.slice(fence.info.start, fence.info.end));
  if (words !== '') report('block.info', fence.info, { words });
  if (fence.isClosed) return readOptionBlock(text, 'shot', fence, budget, report);
  // What follows may be no options at all.
  return { ...readOptionBlock(text, 'shot', fence, budget, () => undefined), style: 'broken' };
}

function around(range: TextRange, block: OptionBlock | undefined): readonly TextRange[] {
  if (block === undefined) return [range];
  return [
    { start: range.start, end: block.range.start },
    { start: block.range.end, end: range.end },
  ];
}

function reportOpenEnds(text: string, markdown: Markdown, report: ReportProblem): void {
  const { fences, openComment, shownComments, looseComments, surplus } = markdown;
  for (const fence of fences) {
    if (fence.isClosed) continue;
    report(isOptions(fence) ? 'block.unclosed' : 'fence.unclosed', firstLine(text, fence.range), {});
  }
  for (const { range } of surplus === undefined ? [] : [surplus])
    report('shot.tooMany', range, { max: maxShots });
  for (const range of shownComments) report('comment.text', firstLine(text, range), {});
  for (const range of looseComments) report('comment.loose', firstLine(text, range), {});
  if (openComment !== undefined) {
    report('comment.unclosed', { start: openComment, end: openComment + '<!--'.length }, {});
  }
}

function reportUnused(
  text: string,
  { pieces, text: words }: Prose,
  block: OptionBlock | undefined,
  report: ReportProblem,
): void {
  if (words === '' || block?.values.prompt === undefined) return;
  const [start, end] = [pieces[0]?.start ?? 0, pieces.at(-1)?.end ?? 0];
  const from = end - text.slice(start, end).trimStart().length;
  report('prompt.twice', firstLine(text, { start: from, end }), {}, ['prompt']);
}

/** A name is short and no sentence; whatever else stands above hyphens was hardly meant as one. */
function reportUnderlined(text: string, { words }: Heading, title: string, report: ReportProblem): void {
  const lines = text.slice(words.start, words.end);
  const written = lines.trim();
  const start = words.start + lines.length - lines.trimStart().length;
  const isName =
    title.length <= maxNameLength && !/[\r\n]/.test(written) && !/[.!?。！？…,;:：]$|[:：=]\s/u.test(title);
  report(isName ? 'heading.underlined' : 'heading.paragraph', firstLine(text, { start, end: words.end }), {});
}

function titleOf(text: string, { words }: Heading, comments: readonly TextRange[]): string {
  const plain = proseOf(text, [words], comments).text;
  return plain
    .replace(/^#{2}(?=[ \t]|$)/, '')
    .replace(/(^|[ \t])#+$/, '')
    .trim()
    .split(/\s+/)
    .join(' ');
}

/** The first line of a range, for a mark that does not cover half the file. */
export function firstLine(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end);
  const length = words.search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}

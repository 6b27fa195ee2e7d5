import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineIndexAt, lineStartsOf } from '../../../../src/core/promptFile/lines.ts';
import { scanMarkdown } from '../../../../src/core/promptFile/markdown.ts';
import { markdownItStructure, micromarkStructure, type Structure } from './commonMark.ts';

function ours(text: string): Structure {
  const starts = lineStartsOf(text);
  const { headings, fences } = scanMarkdown(text, starts, 0);
  const line = (offset: number) => lineIndexAt(starts, offset);
  return {
    headings: headings.map(({ range }) => line(range.end)),
    fences: fences.map(({ range }) => `${line(range.start)}-${line(range.end)}`),
  };
}

// No comments: in a prompt file they are left out of the prompt wherever they are, which CommonMark does not know.
const headings = [
  '## A',
  '# B',
  '### C',
  '##',
  '#',
  '## A ##',
  '##\u00a0A',
  '\u00a0## A',
  '\\## A',
  '##A',
  '---',
  '----',
  '===',
];
const quoted = ['> q', '>', '> ## A', '>## A', '> - a'];
const items = [
  '- x',
  '- ',
  '-',
  '* a',
  '1. y',
  '2. z',
  '10) w',
  '- ## A',
  '  - c',
  '   - b',
  '-\tx',
  '- a\n\n  ## B',
];
const fences = ['```', '```yaml', '````', '~~~', '~~~~ a', '~~~ a`b', '``` a`b', '``', '~~~yaml'];
const others = [
  'A',
  '  words',
  '* * *',
  '***',
  '- - -',
  '___',
  '`a',
  '',
  '',
  '',
  ' ',
  '\t',
  '[a]: b',
  '[a]: <b> "c"',
  '[a]: b c',
  '[ ]: b',
];
const html = [
  '<div>',
  '</div>',
  '<pre>',
  '</pre>',
  '<?x',
  '?>',
  '<script>',
  '</script>',
  '<!X',
  '>',
  '\u00a0<div>',
  '\u3000> q',
];
/** Alone on their line they begin HTML only where no paragraph goes on. */
const loneTags = ['<b>', '<a href="x">', '</pre>', '</b>'];

const narrow = ['', '', '', ' ', '  ', '   '];
const indents = [...narrow, '    ', '\t', '  \t', '     '];
const lines = (before: readonly string[], ...kinds: readonly (readonly string[])[]) =>
  fc.array(
    fc.tuple(fc.constantFrom(...before), fc.constantFrom(...kinds.flat())).map((parts) => parts.join('')),
    { maxLength: 10 },
  );
const documents = fc
  .tuple(
    fc.oneof(
      lines(indents, headings, fences, others, html, loneTags),
      // Of what is inside of a list item or a quotation only plain words are followed, no HTML, fence or code: a plain
      // line behind these may be taken for words that go on there.
      lines(narrow, headings, others, items, quoted),
      fc
        .tuple(lines(narrow, headings, others, items, quoted), lines(indents, headings, others, fences, html))
        .map(([inside, behind]) => [...inside, '', 'A', '', ...behind]),
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([lines, eol, isEnded]) => lines.join('\n').replaceAll('\n', () => eol) + (isEnded ? eol : ''));

describe('the headings and fences of a prompt file', () => {
  it('are those of CommonMark', () => {
    let agreed = 0;
    fc.assert(
      fc.property(documents, (text) => {
        const found = JSON.stringify(ours(text));
        if (found === JSON.stringify(micromarkStructure(text))) agreed += 1;
        // micromark lets an empty list item behind code or behind a list's last words go on as a paragraph; the
        // reference implementation and markdown-it do not.
        else assert.equal(found, JSON.stringify(markdownItStructure(text)));
      }),
      { numRuns: 5_000 },
    );
    assert.ok(agreed > 4_900, `micromark agreed ${agreed} times.`);
  });

  const places: readonly (readonly [string, Structure])[] = [
    ['## A\n', { headings: [0], fences: [] }],
    ['A\n---\n', { headings: [1], fences: [] }],
    ['- ## A\n\n> ## B\n\n    ## C\n', { headings: [], fences: [] }],
    ['<div>\n## A\n\n## B\n', { headings: [3], fences: [] }],
    ['```\n## A\n~~~\n```\n## B\n', { headings: [4], fences: ['0-3'] }],
    ['~~~\n## A\n', { headings: [], fences: ['0-2'] }],
    // Markdown shows nothing of these lines, so that they are no names of shots.
    ['[a]: b\n---\n', { headings: [], fences: [] }],
    ['[a]: b\nA\n---\n', { headings: [2], fences: [] }],
  ];
  for (const [text, expected] of places) {
    it(`are found in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(ours(text), expected);
      assert.deepEqual(micromarkStructure(text), expected);
    });
  }

  it('begin behind a definition, which keeps its own place', () => {
    const text = '[a]: b\nA\n---\n';
    const [heading] = scanMarkdown(text, lineStartsOf(text), 0).headings;
    assert.equal(text.slice(heading?.words.start, heading?.words.end), 'A\n');
  });
});

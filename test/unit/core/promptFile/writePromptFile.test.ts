import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestDraft } from '../../../../src/core/defaults.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { requestDraft } from '../../../../src/core/promptFile/resolvedFile.ts';
import { resolvePromptFile } from '../../../../src/core/promptFile/resolvePromptFile.ts';
import { writePromptFile } from '../../../../src/core/promptFile/writePromptFile.ts';
import { imageRoles, type VideoRequest } from '../../../../src/core/request.ts';
import { request } from '../makeJob.ts';
import { anywhere, promptLikeText } from './makeFile.ts';

const uri = 'file:///w/films/boat.video.md';

/** The one request of a file, with its problems. */
async function readBack(text: string, fileUri = uri) {
  const resolved = await resolvePromptFile(
    readPromptFile(text),
    fileUri,
    anywhere(() => ({ reason: 'none' })),
  );
  const [cell, ...others] = resolved.shots.flatMap(({ cells }) => cells);
  assert.deepEqual(others, []);
  const errors = resolved.problems.filter(({ severity }) => severity === 'error');
  return { draft: cell === undefined ? undefined : requestDraft(cell, () => undefined), errors };
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ mode: 'sentences', maxCount: 4 }),
  promptLikeText,
  fc.constantFrom(
    '',
    'null',
    'true',
    '010',
    '0x1F',
    '1e3',
    '.inf',
    '~',
    '16:9',
    'a: b',
    'a #b',
    '- a',
    '? a',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%',
    '@image1 and `b`',
    ' a',
    'a ',
    'a\n',
    '\na',
    'a\n\n',
    '\n',
    ' \n a',
    'a\n b\n\n  c\n\n\n',
    '"',
    "'",
    '\\',
    '{a}',
    '[a]',
    'a,b',
    '...',
    '---',
    '\u2028',
    '\u0085',
    '\u00a0',
    '\ufeff',
  ),
);
const segment = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'images',
      'a b.png',
      '100%.png',
      '%zz',
      'a#b?.png',
      "it's.png",
      'c:',
      'https:',
      'ü',
      '~',
      '-',
      '&a',
      'a: b',
      'x\\y',
    ),
  )
  .filter((text) => !['.', '..'].includes(text) && !text.includes('/') && text.isWellFormed());
const spell = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
const anyUri = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('file://', 'file://server', 'vscode-vfs://github'),
      fc.array(segment, { minLength: 1, maxLength: 5 }),
    )
    .map(([authority, segments]) => `${authority}/${segments.map(spell).join('/')}`),
  fc
    .array(segment, { minLength: 1, maxLength: 3 })
    .map((segments) => `file:///w/films/${segments.map(spell).join('/')}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }).map((url) => url.replace(/^http:/, 'https:')),
);
const number = fc.oneof(fc.nat(600), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));

/** Complete requests, sensible or not. */
const anyRequest: fc.Arbitrary<VideoRequest> = fc.record(
  {
    prompt: anyText,
    model: anyText,
    seconds: number,
    aspectRatio: anyText,
    resolution: anyText,
    images: fc.array(
      fc.record({ uri: anyUri, role: fc.constantFrom(...imageRoles) }, { noNullPrototype: true }),
      { maxLength: 5 },
    ),
    mode: anyText,
    negativePrompt: anyText,
    seed: number,
    audio: fc.boolean(),
    variants: fc.integer({ min: 1, max: 4 }),
    output: anyText,
    remixOf: fc.record({ taskId: anyText, origin: anyText }, { noNullPrototype: true }),
  },
  {
    requiredKeys: ['prompt', 'model', 'seconds', 'aspectRatio', 'resolution', 'images'],
    noNullPrototype: true,
  },
);

describe('writing a prompt file', () => {
  it('loses nothing of any request', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (asked) => {
        const text = writePromptFile(asked, uri);
        const { draft, errors } = await readBack(text);
        assert.deepEqual(errors, [], text);
        assert.deepEqual(draft, { ...asked }, text);
      }),
      // The next test has as many files, of any place.
      { numRuns: 300 },
    );
  });

  it('loses nothing wherever the file lies', async () => {
    const fileUri = fc.oneof(
      anyUri.filter((one) => !one.startsWith('https:')),
      fc.constantFrom('untitled:Untitled-1', 'file:///boat.video.md', 'file:///c%3A/w/boat.video.md'),
    );
    await fc.assert(
      fc.asyncProperty(anyRequest, fileUri, async (asked, at) => {
        const { draft, errors } = await readBack(writePromptFile(asked, at), at);
        assert.deepEqual(errors, []);
        assert.deepEqual(draft, { ...asked });
      }),
      { numRuns: 500 },
    );
  });

  it('is pleasant to read', () => {
    const asked: VideoRequest = {
      ...request,
      prompt: 'A boat leaves the harbour.\n\nWaves.',
      images: [
        { uri: 'file:///w/films/images/boat.png', role: 'first' },
        { uri: 'file:///w/style/sea%20at%20night.png', role: 'reference' },
      ],
      negativePrompt: 'no people\nno text',
      audio: false,
      output: 'videos/',
    };
    assert.equal(
      writePromptFile(asked, uri),
      `---
model: veo3.1-fast
seconds: 4
aspectRatio: 16:9
resolution: 720p
first: images/boat.png
references:
  - ../style/sea at night.png
negativePrompt: |-
  no people
  no text
audio: false
output: videos/
---

A boat leaves the harbour.

Waves.
`,
    );
  });

  it('lists the images where their order or roles ask for it', () => {
    const images: RequestDraft['images'] = [
      { uri: 'file:///w/films/b.png', role: 'reference' },
      { uri: 'file:///w/films/a.png', role: 'first' },
      { uri: 'file:///w/films/c.png' },
    ];
    const text = writePromptFile({ prompt: 'Words', images }, uri);
    assert.ok(
      text.includes(
        'images:\n  - path: b.png\n    role: reference\n  - path: a.png\n    role: first\n  - c.png\n---',
      ),
      text,
    );
  });

  it('puts a prompt that Markdown cannot say into the options', () => {
    const prompts = [
      '## Scene\nA boat',
      ' a',
      'a\r\nb',
      'a <!-- b -->',
      '```yaml\nseed: 1\n```',
      'a\n---',
      'a\n',
      '<!--',
    ];
    for (const prompt of prompts) {
      const { frontMatter, shared } = readPromptFile(writePromptFile({ prompt }, uri));
      assert.deepEqual([frontMatter?.values.prompt?.value, shared.text], [prompt, ''], prompt);
    }
    assert.equal(
      writePromptFile({ prompt: '## Scene\n\nA boat' }, uri),
      '---\nprompt: |-\n  ## Scene\n\n  A boat\n---\n',
    );
  });

  it('writes an empty prompt as nothing, ready to be filled', async () => {
    const text = writePromptFile({ prompt: '', model: 'veo3.1' }, uri);
    assert.equal(text, '---\nmodel: veo3.1\n---\n');
    assert.equal((await readBack(text)).draft?.prompt, '');
  });
});

import fc from 'fast-check';
import type { LoadText, Surroundings } from '../../../../src/core/promptFile/surroundings.ts';

/** Where every path may be followed. */
export function anywhere(load: LoadText): Surroundings {
  return { load, refusal: () => undefined };
}

/** A file that has everything. */
export const boat = `---
# What the client wants.
model: veo3.1-fast # cheap
seconds: 8
aspectRatio: 16:9
extends: ./house-style.video.md
first: images/boat.png
references:
  - "images/sea at night.png" # from Hamburg
  - path: 'images/sky.png'
matrix: { model: [veo3.1, veo3.1-fast], seconds: [4, 8] }

negativePrompt: |
  no people
  no text
---

Shared by all shots. <!-- for people -->

## Opening shot

The boat leaves the harbour.

\`\`\`yaml
seconds: 4 # short
\`\`\`

The storm
---------

\`\`\`yaml
first: { clip: ./opening-shot }
\`\`\`

Waves as high as houses.

## The end

<!-- alone -->

Silence.
`;

const pieces = [
  '---\n',
  '---',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '  ',
  '\uFEFF',
  '\ud83d',
  '\0',
  '## Shot\n',
  '## ',
  'Words\n',
  '```yaml\n',
  '```\n',
  '~~~\n',
  '    ',
  '> ',
  '- ',
  '<!--',
  '-->',
  'model: veo3.1\n',
  'seconds: 8\n',
  'seconds:',
  'first: { clip: ./shot }\n',
  'first: images/a.png\n',
  'references: [a.png, "b c.png"]\n',
  'images:\n  - path: a.png\n    role: last\n',
  'matrix: { model: [a, b], seconds: [4, 8] }\n',
  'extends: ./base.video.md\n',
  'prompt: |\n  text\n',
  '__proto__: { model: x }\n',
  'constructor: 1\n',
  'remixOf: { taskId: a, origin: b }\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ': ',
  '? ',
  '&a ',
  '*a ',
  '!!str ',
  '<<: *a\n',
  '"',
  "'",
  '|\n',
  '#',
  '%YAML 1.1\n',
  '...\n',
];

/** Text made of what means something in a prompt file. */
export const promptLikeText = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .chain((parts) => fc.constantFrom('', '---\n').map((start) => start + parts.join('')));

/** The valid file with parts cut out, doubled or replaced. */
export const brokenFile = fc
  .array(fc.tuple(fc.nat(boat.length), fc.nat(30), fc.constantFrom('', ...pieces)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((changes) =>
    changes.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), boat),
  );

export const anyFile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  promptLikeText,
  brokenFile,
  fc.constant(boat),
);

import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import {
  clipFileName,
  isInside,
  resolveOutput,
  slugFromPrompt,
  withoutClipExtension,
} from '../../../src/core/fileName.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom('con', 'NUL', 'com¹', ' ', '.', '-', '/', '\\', '\u202e', '\u0301', '猫', '\ud83d'),
    )
    .map((parts) => parts.join('')),
);

describe('slug of a prompt', () => {
  it('joins the words of the prompt', () => {
    const slugs: readonly [string, string][] = [
      ['A cat, walking on the beach!', 'a-cat-walking-on-the-beach'],
      ["Don't stop", 'dont-stop'],
      ['  …  ', 'clip'],
      ['', 'clip'],
      ['Ein Bär läuft über Eis', 'ein-bär-läuft-über-eis'],
      ['一只猫在海滩上', '一只猫在海滩上'],
      ['cafe\u0301 at night', 'café-at-night'],
      ['\u202Egpj.elpmas', 'gpj-elpmas'],
      ['../../etc/passwd', 'etc-passwd'],
      ['🎬🎬', 'clip'],
      ['CON', 'clip-con'],
      ['Lpt1', 'clip-lpt1'],
      ['com¹', 'clip-com¹'],
    ];
    for (const [prompt, slug] of slugs) assert.equal(slugFromPrompt(prompt), slug);
  });

  it('is cut at a word where it is too long', () => {
    const slug = slugFromPrompt('The quick brown fox jumps over the lazy dog and then it sleeps for hours');
    assert.equal(slug, 'the-quick-brown-fox-jumps-over-the-lazy-dog-and-then-it');
    assert.equal(slugFromPrompt('a'.repeat(500)), 'a'.repeat(60));
    assert.equal(slugFromPrompt(`a${'𠀀'.repeat(99)}`), `a${'𠀀'.repeat(29)}`, 'no half character is left');
  });

  it('is a name that every system can hold, for any prompt', () => {
    fc.assert(
      fc.property(anyText, (prompt) => {
        const slug = slugFromPrompt(prompt);
        assert.ok(slug.length > 0 && slug.length <= 65, slug);
        assert.match(slug, /^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
        assert.ok(!slug.endsWith('-') && slug.isWellFormed() && slug === slug.normalize('NFC'));
        assert.doesNotMatch(slug, /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/);
        assert.deepEqual(resolveOutput(clipFileName(slug, 1, '.mp4')), {
          directory: '',
          fileName: `${slug}.mp4`,
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('clip file name', () => {
  it('counts from the second clip of a name on', () => {
    const names = [1, 2, 3, 11].map((counter) => clipFileName('boat', counter, '.mp4'));
    assert.deepEqual(names, ['boat.mp4', 'boat-2.mp4', 'boat-3.mp4', 'boat-11.mp4']);
  });

  it('drops an extension that the clip gets anyway', () => {
    assert.equal(withoutClipExtension('boat.MP4'), 'boat');
    assert.equal(withoutClipExtension('boat.v2'), 'boat.v2');
    assert.equal(withoutClipExtension('.mp4'), '.mp4');
  });
});

describe('output path', () => {
  it('names a file, or a folder with a slash at its end', () => {
    assert.deepEqual(resolveOutput('videos/boat.mp4'), { directory: 'videos', fileName: 'boat.mp4' });
    assert.deepEqual(resolveOutput('boat'), { directory: '', fileName: 'boat' });
    assert.deepEqual(resolveOutput('videos/2026/'), { directory: 'videos/2026' });
    assert.deepEqual(resolveOutput('./videos//boat.mp4'), { directory: 'videos', fileName: 'boat.mp4' });
    for (const here of ['', '.', './']) assert.deepEqual(resolveOutput(here), { directory: '' });
  });

  it('is refused where it could leave its folder on any system', () => {
    const outside = [
      '..',
      '../a.mp4',
      'a/../../b.mp4',
      'a/../b.mp4',
      '/etc/a.mp4',
      '//server/share/a.mp4',
      'C:/a.mp4',
      'c:a.mp4',
      '..\\a.mp4',
      'a\\..\\..\\b.mp4',
      '\\\\server\\share',
      '.. /a.mp4',
      '.../a.mp4',
      'a/.. /b.mp4',
      'file:///etc/a.mp4',
    ];
    for (const path of outside) assert.equal(resolveOutput(path), undefined, path);
  });

  it('is refused where a file system would lose or mangle the name', () => {
    const mangled = [
      'nul.mp4',
      'CON/a.mp4',
      'com1',
      'aux .mp4',
      'a\0b.mp4',
      'a?.mp4',
      'a.mp4:stream',
      'a.',
      'a ',
      'x\u202e4pm.exe',
    ];
    for (const path of [...mangled, '\ud83d.mp4', `${'é'.repeat(120)}.mp4`]) assert.ok(!isInside(path), path);
    assert.ok(isInside('console/nullable.mp4'));
  });

  it('never escapes, for any text', () => {
    const part = fc.constantFrom('..', '.', '/', '\\', 'a', ' ', ':', 'C:', '\0', '%2e', '~', '…', '．．');
    const path = fc.oneof(
      fc.array(part).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(path, (output) => {
        const resolved = resolveOutput(output);
        if (resolved === undefined) return;
        const joined = posix.join(resolved.directory, resolved.fileName ?? '');
        for (const [system, root] of [
          [posix, '/w/f'],
          [win32, 'C:\\w\\f'],
        ] as const) {
          const target = system.resolve(root, joined);
          assert.ok(target === root || target.startsWith(root + system.sep), output);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

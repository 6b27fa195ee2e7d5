import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  maxLabel,
  maxSentence,
  plainLine,
  plainLines,
  plainMarkdownText,
  shownText,
} from '../../../src/core/shownText.ts';
import { iconsIn, linksIn } from '../../support/markupOfVscode.ts';

/** Pieces that make links and icons, in any order, with what might be taken out between them. */
const pieces = fc.constantFrom(
  ...['[', ']', '(', ')', '$', '$(', '](', '\\', '~', '"', "'", ' ', '\n', '\t', '`', '!', '<', '>', '&'],
  ...['command:x', 'https://a.b', 'file:///etc', 'vscode://a.b/c', 'Fix this', 'sync~spin', 'error', 'title'],
  ...['\u200b', '\u202e', '\u2066', '\u00ad', '\ufeff', '\u2028', '\u0000', '\u0085', '\u034f', '\u{e0041}'],
  ...['\ud83d', '\ude00', '😀', 'é', 'ש', '漢'],
);
const hostile = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
const anything = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 3000 }), fc.string());

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]/u;

describe('a text that is shown outside of our own pages', () => {
  it('is no link and no icon for VS Code, has nothing hidden, is short and on one line', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(maxLabel, maxSentence, 3), (text, most) => {
        const shown = plainLine(text, most);
        assert.deepEqual(linksIn(shown), []);
        assert.deepEqual(iconsIn(shown), []);
        assert.ok(!hidden.test(shown), JSON.stringify(shown));
        assert.ok(!/[\n\r\t\v\f]/.test(shown));
        assert.ok(shown.length <= most);
        assert.equal(plainLine(shown, most), shown);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays so between words of ours, whatever they end and begin with', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom('', '[', ']', '(', '$', '\\'), (a, b, mark) => {
        const shown = plainLine(`“${a}${mark}${b}” failed${mark}`);
        assert.deepEqual([linksIn(shown), iconsIn(shown)], [[], []]);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its words: a link in a heading can be read, with a space before its target', () => {
    assert.equal(plainLine('Shot [A](b)'), 'Shot [A] (b)');
    assert.equal(
      plainLine('Sunrise [How to fix this](command:runCommands?%5B%5D "now")'),
      'Sunrise [How to fix this] (command:runCommands?%5B%5D "now")',
    );
    assert.equal(plainLine('costs $(error) \\$(x) $0.32 (of $5)'), 'costs $ (error) \\$ (x) $0.32 (of $5)');
    assert.equal(plainLine('  The storm,\n\tat sea '), 'The storm, at sea');
    assert.equal(plainLine('a]\u200b(b $\u202e(c)'), 'a] (b $ (c)');
  });

  it('loses its middle where it is too long, so that words of ours around it stay', () => {
    const text = `“${'x'.repeat(10_000_000)}” is uncertain. It is not sent again by itself.`;
    const shown = plainLine(text);
    assert.equal(shown.length, maxSentence);
    assert.match(shown, /^“x+…x+” is uncertain\. It is not sent again by itself\.$/);
    assert.ok(plainLine('😀'.repeat(500), 101).isWellFormed());
  });

  it('cannot pass for a line of ours in a question', () => {
    assert.equal(plainLines(['Price: $5', '', 'A cat\n\nPrice: $0']), 'Price: $5\n\nA cat Price: $0');
  });

  it('is without meaning in Markdown', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = plainMarkdownText(text);
        // Every punctuation mark of ASCII that begins something stands behind a backslash of ours.
        const left = shown.replace(/\\[!-/:-@[-`{-~]/g, '');
        assert.ok(!/[\\`*_{}[\]()#+\-.!~|<>&$:@=^"']/.test(left), JSON.stringify(shown));
        assert.equal(shown.replace(/\\([!-/:-@[-`{-~])/g, '$1'), plainLine(text));
      }),
    );
  });

  it('is shorter still as an argument of a finding', () => {
    assert.equal(shownText(`a\u202e${'b'.repeat(300)}`).length, 80);
    assert.equal(shownText('a\u3164b'), 'ab');
  });
});

describe('the reading of VS Code that the tests compare with', () => {
  it('finds the links and the icons that VS Code finds', () => {
    assert.deepEqual(
      linksIn('a [b](command:c "d") [e](x:y) [f](HTTPS://g) [h](file:i j) [k](https://l \'m\')'),
      [
        { label: 'b', href: 'command:c', title: 'd' },
        { label: 'f', href: 'HTTPS://g' },
        { label: 'k', href: 'https://l', title: 'm' },
      ],
    );
    assert.deepEqual(iconsIn('$(a) \\$(b) $(c~spin) $( d) $(é) $$(e-1)'), ['a', 'c~spin', 'e-1']);
  });
});

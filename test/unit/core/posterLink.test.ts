import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import fc from 'fast-check';
import { posterLink } from '../../../src/core/posterLink.ts';

const markdown = new MarkdownIt();

describe('the link of a poster frame', () => {
  it('is an image that leads to the clip', () => {
    const link = posterLink({
      alt: 'A boat, at dusk',
      poster: 'videos/boat.mp4.jpg',
      clip: 'videos/boat.mp4',
    });
    assert.equal(link, '[![A boat, at dusk](videos/boat.mp4.jpg)](videos/boat.mp4)');
  });

  it('keeps spaces, brackets and percent signs of a path out of the way', () => {
    const link = posterLink({ alt: 'x', poster: '../a b/50% (1).jpg', clip: '../a b/50% (1).mp4' });
    assert.equal(link, '[![x](../a%20b/50%25%20%281%29.jpg)](../a%20b/50%25%20%281%29.mp4)');
  });

  it('is one link with one image, whatever prompt and paths are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.string({ minLength: 1 }),
        (alt, poster, clip) => {
          const [paragraph] = markdown
            .parse(posterLink({ alt, poster: `p/${poster}`, clip: `c/${clip}` }), {})
            .filter(({ type }) => type === 'inline');
          assert.deepEqual(
            paragraph?.children?.map(({ type }) => type),
            ['link_open', 'image', 'link_close'],
          );
          const text = paragraph.children[1]?.content ?? '';
          assert.ok(!text.includes('\n'));
        },
      ),
    );
  });

  it('shortens a long prompt', () => {
    const link = posterLink({ alt: 'word '.repeat(100), poster: 'p', clip: 'c' });
    assert.ok(link.length < 140);
    assert.match(link, /…\]/);
  });
});

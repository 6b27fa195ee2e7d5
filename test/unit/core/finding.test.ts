import assert from 'node:assert/strict';
import { describeFinding, findingError, findingText, findingWarning } from '../../../src/core/finding.ts';

describe('finding', () => {
  it('is told in a plain sentence with the next step', () => {
    const finding = findingError('seconds', 'seconds.range', {
      seconds: 20,
      model: 'Seedance 2.0',
      min: 4,
      max: 15,
    });
    assert.equal(
      describeFinding(finding),
      'The seconds cannot be 20: Seedance 2.0 makes 4 to 15. Choose a whole number in between.',
    );
  });

  it('puts a value in as it is, even one that looks like a placeholder', () => {
    const finding = findingWarning('images[0]', 'image.missing', { position: 1, name: '{position} $& $1' });
    assert.equal(
      describeFinding(finding),
      'Image 1 ({position} $& $1) does not exist. Choose another file or remove the image.',
    );
  });

  it('shows the name of a value that is missing', () => {
    const finding = findingError('model', 'model.unstable', { model: 'veo9' });
    assert.match(describeFinding({ ...finding, args: {} }), /^The model \{model\} may fail/);
  });

  it('names its field in every sentence', () => {
    const words: Readonly<Record<string, RegExp>> = {
      aspectRatio: /aspect ratio/,
      image: /^Image \{position\} \(\{name\}\)/,
      images: /image|frame/,
      negativePrompt: /negative prompt/,
      remixOf: /remix/,
    };
    for (const [code, text] of Object.entries(findingText)) {
      const [field = ''] = code.split('.');
      assert.match(text, words[field] ?? new RegExp(`\\b${field}\\b`), code);
      assert.match(text, /\. [A-Z][^.]*(\.mp4)?\.$/, `${code} lacks a next step`);
    }
  });
});

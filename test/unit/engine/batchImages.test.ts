import assert from 'node:assert/strict';
import { BatchImages } from '../../../src/engine/batchImages.ts';
import { inflatedLength } from '../../../src/node/inflatedLength.ts';
import type { Images } from '../../../src/engine/ports.ts';
import { checkedChunk, pngOf } from '../core/imageFile/pictures.ts';

const megabyte = 1 << 20;

describe('the images of a batch', () => {
  const image = (name: string) => ({ uri: `file:///w/${name}.png`, role: 'reference' as const });
  const picture = (bytes: number) => pngOf({ before: [checkedChunk('iCCP', new Uint8Array(bytes))] });

  /** Images of so many bytes; tells what was read, in order. */
  function withFiles(files: Record<string, Uint8Array>) {
    const reads: string[] = [];
    const kept: number[] = [];
    const images: Images = {
      read: ({ uri }) => {
        const name = uri.replace(/^.*\/|\.png$/g, '');
        reads.push(name);
        const bytes = files[name];
        return Promise.resolve(bytes === undefined ? { kind: 'missing' } : { kind: 'read', bytes, name });
      },
      inflatedLength,
      keep: (bytes, { role }, type, name) => {
        kept.push(bytes.byteLength);
        return Promise.resolve({ name, role, type, bytes: bytes.byteLength, sha256: 'a'.repeat(64) });
      },
    };
    return { batch: new BatchImages(images), reads, kept, files };
  }

  it('are read once while they fit into memory', async () => {
    const { batch, reads, kept } = withFiles({ a: picture(1000), b: picture(2000) });
    for (const name of ['a', 'b', 'a']) await batch.look(image(name));
    await batch.keep();
    assert.deepEqual(reads, ['a', 'b']);
    assert.equal(kept.length, 2);
    assert.equal(batch.snapshots([image('b'), image('a')]).length, 2);
  });

  it('are read once more where all of them are too much to hold', async () => {
    const large = picture(30 * megabyte);
    const { batch, reads, kept } = withFiles({ a: large, b: large, c: large, d: large });
    for (const name of ['a', 'b', 'c', 'd']) await batch.look(image(name));
    await batch.keep();
    assert.deepEqual(reads, ['a', 'b', 'c', 'd', 'c', 'd']);
    assert.deepEqual(new Set(kept), new Set([large.byteLength]));
  });

  it('are not taken where one is another when it is read once more', async () => {
    const large = picture(40 * megabyte);
    const { batch, files } = withFiles({ a: large, b: large });
    for (const name of ['a', 'b']) await batch.look(image(name));
    files.b = picture(30 * megabyte);
    await assert.rejects(batch.keep(), /The image b changed/);
  });
});

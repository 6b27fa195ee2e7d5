import assert from 'node:assert/strict';
import { readLfsPointer } from '../../../src/core/lfsPointer.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const oid = 'ab'.repeat(32);
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 2097152\n`;

describe('a pointer of Git LFS', () => {
  it('names the file that it stands for', () => {
    assert.deepEqual(readLfsPointer(bytes(pointer)), { sha256: oid, bytes: 2_097_152 });
  });

  it('may have extensions, line ends of Windows, an older version, and no line end', () => {
    for (const text of [
      pointer.replace('\noid', `\next-0-foo sha256:${'0'.repeat(64)}\noid`),
      pointer.replaceAll('\n', '\r\n'),
      pointer.replace('git-lfs', 'hawser'),
      pointer.trimEnd(),
    ])
      assert.equal(readLfsPointer(bytes(text))?.sha256, oid, text);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'version https://git-lfs.github.com/spec/v1\n',
      pointer.replace('sha256', 'md5'),
      pointer.replace(oid, oid.slice(1)),
      pointer.replace('2097152', 'many'),
      `x${pointer}`,
      pointer + ' '.repeat(1024),
      '\0\0\0\x18ftypmp42',
    ])
      assert.equal(readLfsPointer(bytes(text)), undefined, text);
  });
});

import assert from 'node:assert/strict';
import { parseUriList, readTransfer } from '../../../../media/panel/imageTransfer.ts';

const file = new File(['x'], 'a.png', { type: 'image/png' });

function transfer(data: Readonly<Record<string, string>>, files: readonly File[] = []) {
  // Only what is read of a FileList.
  const list = Object.assign([...files], { item: (index: number) => files[index] ?? null });
  return readTransfer({ getData: (type) => data[type] ?? '', files: list });
}

describe('dropped and pasted images', () => {
  it('come from the explorer as a list of several', () => {
    const uris = ['file:///a.png', 'vscode-remote://host/b.png'];
    const data = { 'application/vnd.code.uri-list': uris.join('\r\n'), 'text/uri-list': 'file:///a.png' };
    assert.deepEqual(transfer(data), { uris, files: [] });
  });

  it('come from other programs as files, whatever address they bring along', () => {
    assert.deepEqual(transfer({ 'text/uri-list': 'https://example.com/a.png' }, [file]), {
      uris: [],
      files: [file],
    });
  });

  it('come as the standard list where there is nothing else', () => {
    assert.deepEqual(transfer({ 'text/uri-list': 'file:///a.png' }).uris, ['file:///a.png']);
  });

  it('skip comments and empty lines, and stop at what the host takes', () => {
    assert.deepEqual(parseUriList('# from a test\n\nfile:///a.png\n'), ['file:///a.png']);
    assert.equal(parseUriList('file:///a.png\n'.repeat(300)).length, 100);
  });
});

import assert from 'node:assert/strict';
import {
  fileNameOfUri,
  isUri,
  pathBelow,
  plainUri,
  relativeUriPath,
  shownUri,
  uriOfPath,
} from '../../../src/core/uriPath.ts';

describe('URI path', () => {
  it('names the file, decoded', () => {
    assert.equal(fileNameOfUri('file:///w/my%20cat.png?x#y'), 'my cat.png');
    assert.equal(fileNameOfUri('vscode-vfs://github/a/b/%zz.png'), '%zz.png');
    assert.equal(fileNameOfUri('cat.png'), '');
    assert.equal(fileNameOfUri('file:///'), '');
  });

  it('tells what lies below a folder', () => {
    assert.equal(pathBelow('file:///w/film', 'file:///w/film/a/b.png'), 'a/b.png');
    assert.equal(pathBelow('file:///w/film/', 'file:///w/film/videos/'), 'videos/');
    assert.equal(pathBelow('file:///w/film', 'file:///w/film'), '');
    assert.equal(pathBelow('file:///c%3A/film', 'file:///C:/film/a.png'), 'a.png');
  });

  it('keeps other places outside', () => {
    const outside = [
      'file:///w/filmstrip/a.png',
      'file:///w',
      'file:///w/film/../secret.png',
      'file:///w/film/%2e%2e/secret.png',
      'file:///w/film/a%2F..%2F..%2Fb.png',
      'vscode-vfs://github/w/film/a.png',
      'file://server/w/film/a.png',
      '/w/film/a.png',
    ];
    for (const uri of outside) assert.equal(pathBelow('file:///w/film', uri), undefined, uri);
  });

  it('leads from one file to another', () => {
    const from = 'file:///w/film/videos/boat.mp4';
    assert.equal(relativeUriPath(from, 'file:///w/film/images/a%20b.png'), '../images/a b.png');
    assert.equal(relativeUriPath(from, 'file:///w/film/videos/a.png'), 'a.png');
    assert.equal(relativeUriPath(from, 'file:///w/film/videos/deep/a.png'), 'deep/a.png');
    assert.equal(relativeUriPath(from, 'file:///x.png'), '../../../x.png');
    assert.equal(relativeUriPath(from, 'https://host/x.png'), undefined);
  });

  it('finds what a relative path leads to', () => {
    const from = 'vscode-vfs://GitHub/a/film%20set/boat.video.md';
    const found: readonly [string, string | undefined][] = [
      ['images/a b.png', 'vscode-vfs://GitHub/a/film%20set/images/a%20b.png'],
      ['.//./../b.png', 'vscode-vfs://GitHub/a/b.png'],
      ["100%/it's.png", 'vscode-vfs://GitHub/a/film%20set/100%25/it%27s.png'],
      ['a?b#c.png', 'vscode-vfs://GitHub/a/film%20set/a%3Fb%23c.png'],
      ['../../../x.png', undefined],
      ['\ud83d.png', undefined],
    ];
    for (const [path, uri] of found) assert.equal(uriOfPath(from, path), uri, path);
    assert.equal(uriOfPath('file:///C:/film/a.md', 'b.png'), 'file:///c%3A/film/b.png');
    assert.equal(uriOfPath('untitled:Untitled-1', 'b.png'), undefined);
  });

  it('has one spelling for a file', () => {
    assert.equal(plainUri('file:///C:/a%20b!.png'), plainUri('file:///c%3A/a b%21.png'));
    assert.equal(plainUri('untitled:Untitled-1'), 'untitled:Untitled-1');
  });

  it('is shown to people as their system writes paths, and decoded', () => {
    assert.equal(shownUri('file:///w/film%20set/a.mp4'), '/w/film set/a.mp4');
    assert.equal(shownUri('file:///C%3A/film%20set/a.mp4'), 'c:\\film set\\a.mp4');
    assert.equal(shownUri('file://nas/share/a%23b.mp4'), '\\\\nas\\share\\a#b.mp4');
    assert.equal(shownUri('vscode-vfs://github/w/a%20b'), 'vscode-vfs://github/w/a b');
    assert.equal(shownUri('untitled:Untitled-1'), 'untitled:Untitled-1');
  });

  it('tells a URI from a path', () => {
    assert.ok(isUri('file:///w') && isUri('vscode-vfs://github/a'));
    assert.ok(!isUri('c://w') && !isUri('videos/a.mp4') && !isUri('C:\\w'));
  });
});

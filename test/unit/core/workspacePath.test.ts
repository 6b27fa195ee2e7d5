import assert from 'node:assert/strict';
import { type PathKind, pathRules, refusalBySpelling } from '../../../src/core/workspacePath.ts';

/** A good name for each kind of path that a file of a repository can say; a new kind needs one to compile. */
const goodNames: Readonly<Record<PathKind, string>> = {
  promptFile: 'scene.video.md',
  base: 'style.video.md',
  image: 'photo.png',
  clip: 'clip.mp4',
  output: 'renders',
  poster: 'clip.mp4.jpg',
  sidecar: 'clip.mp4.json',
  sidecarImage: 'photo.webp',
  sidecarClip: 'clip.mov',
  sidecarSource: 'scene.video.md',
  settings: 'settings.json',
};

const kinds = Object.keys(pathRules) as PathKind[];
const folder = 'file:///home/me/film';

/** None of these is followed, whatever it is to be. `%s` stands for a good name. */
const outside = [
  'file:///home/me/%s',
  'file:///home/me/film-2/%s',
  'file:///home/me/FILM/%s',
  'file:///home/me/film/../%s',
  'file:///home/me/film/a/../../%s',
  'file:///home/me/film/%2e%2e/%s',
  'file:///home/me/film/%2E%2e/%s',
  'file:///home/me/film/a%2f..%2f..%2f%s',
  'file:///home/me/film/..%5C%s',
  'file:///home/me/film/a%5C..%5C..%5C%s',
  'file:///home/me/film/a\\..\\..\\%s',
  'file:///home/me/film/.. /%s',
  'file:///home/me/film/.../%s',
  'file:///home/me/film/a%00/%s',
  'file:///home/me/film/a%0A/%s',
  'file://server/home/me/film/%s',
  'file://server/share/%s',
  'vscode-remote://wsl/home/me/film/%s',
  'http://example.com/%s',
  'https://example.com/%s',
  'command:/home/me/film/%s',
  'data:text/plain,%s',
  '/home/me/film/%s',
  '%s',
];

describe('a path of a file of the repository, by its spelling', () => {
  for (const kind of kinds) {
    const name = goodNames[kind];

    it(`may lead into the workspace folder: ${kind}`, () => {
      for (const place of [name, `a/b/${name}`, `a%20b/${name}`, `..a/${name}`, `.hidden/${name}`])
        assert.equal(refusalBySpelling(folder, `${folder}/${place}`, kind), undefined, place);
      assert.equal(refusalBySpelling(`${folder}/`, `${folder}/${name}`, kind), undefined);
    });

    it(`leads nowhere else: ${kind}`, () => {
      for (const place of outside)
        assert.equal(
          refusalBySpelling(
            folder,
            place.replace('%s', () => name),
            kind,
          ),
          'outside',
          place,
        );
    });

    if (pathRules[kind].leadsTo === 'file') {
      it(`leads to no other type of file: ${kind}`, () => {
        for (const wrong of [
          'credentials',
          'id_rsa',
          '.env',
          `${name}.`,
          `${name} `,
          `${name}:stream`,
          `${name}.txt`,
        ])
          assert.equal(
            refusalBySpelling(folder, `${folder}/${encodeURIComponent(wrong)}`, kind),
            'type',
            wrong,
          );
        assert.equal(refusalBySpelling(folder, folder, kind), 'type');
        assert.equal(refusalBySpelling(folder, `${folder}/${name.toUpperCase()}`, kind), undefined);
      });
    }
  }

  it('compares without case where the file system does', () => {
    const place = 'file:///home/me/FILM/photo.png';
    assert.equal(refusalBySpelling(folder, place, 'image', true), undefined);
    assert.equal(refusalBySpelling(folder, 'file:///home/me/FILMS/photo.png', 'image', true), 'outside');
    assert.equal(refusalBySpelling('file:///C:/film', 'file:///c%3A/film/photo.png', 'image'), undefined);
  });
});

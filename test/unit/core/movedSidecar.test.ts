import assert from 'node:assert/strict';
import fc from 'fast-check';
import { backwards, companionMoves, type FileMove, placeAfter } from '../../../src/core/fileMoves.ts';
import { movePaths } from '../../../src/core/promptFile/movePaths.ts';
import { linksOf } from '../../../src/core/promptFile/links.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../src/core/promptFile/textEdit.ts';
import { movedPath, pathsOfSidecar } from '../../../src/core/movedSidecar.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { withPaths } from '../../../src/core/sidecarEdits.ts';
import { plainUri } from '../../../src/core/uriPath.ts';
import { makeJob, request } from './makeJob.ts';

const root = 'file:///work/film';

interface Film {
  readonly sidecarUri: string;
  readonly sidecar: string;
  readonly promptFileUri: string;
  readonly promptFile: string;
}

function film(clip: string, image: string, frameOf: string, promptFile: string): Film {
  const at = (path: string) => plainUri(`${root}/${path}`);
  const images = [
    { uri: at(image), role: 'first' as const },
    { uri: at('frames/last.png'), role: 'last' as const, clip: { uri: at(frameOf), sha256: 'b'.repeat(64) } },
  ];
  const job = makeJob({
    state: 'saved',
    request: { ...request, images },
    output: { workspaceFolderUri: root, directoryUri: root, baseName: 'x' },
    source: { promptFileUri: at(promptFile), shot: 'storm', cell: '', take: 1 },
    clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: at(clip) },
  });
  const path = image.includes('/') ? image : `./${image}`;
  return {
    sidecarUri: at(`${clip}.json`),
    sidecar: writeSidecar(job, { savedAt: 1 }),
    promptFileUri: at(promptFile),
    promptFile: `---\nmodel: veo3.1-fast\nfirst: ${JSON.stringify(path)}\n---\n\n## Storm\n\nWaves\n`,
  };
}

/** As the editor follows moves, where everything is there. */
function follow(one: Film, moves: readonly FileMove[]): Film {
  const after = (uri: string) => placeAfter(uri, moves)?.uri ?? uri;
  const sidecarUri = after(one.sidecarUri);
  const edits = pathsOfSidecar(readSidecar(one.sidecar), one.sidecarUri).flatMap(
    (path) => movedPath(path, { before: one.sidecarUri, after: sidecarUri }, moves, true) ?? [],
  );
  const promptFileUri = after(one.promptFileUri);
  const moved = (uri: string) => placeAfter(uri, moves)?.uri;
  const file = readPromptFile(one.promptFile);
  return {
    sidecarUri,
    sidecar: withPaths(one.sidecar, edits),
    promptFileUri,
    promptFile: applyEdits(
      file.text,
      movePaths(file, { fileUri: one.promptFileUri, newFileUri: promptFileUri, moved }),
    ),
  };
}

/** The files that both name. */
function named({ sidecarUri, sidecar, promptFileUri, promptFile }: Film): readonly string[] {
  const links = linksOf(readPromptFile(promptFile), promptFileUri);
  return [
    ...pathsOfSidecar(readSidecar(sidecar), sidecarUri).map(({ target }) => target),
    ...links.flatMap((link) => ('uri' in link ? [link.uri] : [])),
  ];
}

const folder = fc.constantFrom('', 'a/', 'a/b/', 'take 1/', 'ä/');
const films = fc
  .tuple(folder, folder, folder, folder)
  .map(([clip, image, from, prompt]) =>
    film(`${clip}storm-1.mp4`, `${image}dawn.png`, `${from}storm-0.mp4`, `${prompt}boat.video.md`),
  );
const movable = [
  ...['a', 'a/b', 'take%201', '%C3%A4'],
  ...['', 'a/', 'a/b/', 'take%201/', '%C3%A4/'].flatMap((at) =>
    ['storm-1.mp4.json', 'dawn.png', 'storm-0.mp4', 'boat.video.md'].map((name) => `${at}${name}`),
  ),
];
/** Of different things to places at which nothing was. */
const someMoves = fc
  .uniqueArray(fc.constantFrom(...movable), { minLength: 1, maxLength: 4 })
  .map((paths) =>
    paths.map((path, at): FileMove => {
      const ending = /\.[a-z.\d]+$/.exec(path.slice(path.lastIndexOf('/') + 1))?.[0] ?? '';
      return { from: `${root}/${path}`, to: `${root}/moved-${String(at)}/deep/name${ending}` };
    }),
  )
  // Of a folder and what is in it, what is back depends on which went first.
  .filter((moves) => moves.every(({ from }) => moves.every((other) => !other.from.startsWith(`${from}/`))));

describe('what belongs to a clip', () => {
  it('goes where the clip goes, unless it was moved by itself', () => {
    const clip = { from: `${root}/a.mp4`, to: `${root}/takes/b.mp4` };
    const sidecar = { from: `${root}/a.mp4.json`, to: `${root}/takes/b.mp4.json` };
    const poster = { from: `${root}/a.mp4.jpg`, to: `${root}/takes/b.mp4.jpg` };
    const image = { from: `${root}/dawn.png`, to: `${root}/dusk.png` };
    assert.deepEqual(companionMoves([clip, image]), [poster, sidecar]);
    assert.deepEqual(companionMoves([clip, sidecar]), [poster]);
    assert.deepEqual(companionMoves([image, sidecar]), []);
  });
});

describe('what sidecars and prompt files say, after moves', () => {
  it('leads to the same files', () => {
    fc.assert(
      fc.property(films, someMoves, (one, moves) => {
        const after = (uri: string) => placeAfter(uri, moves)?.uri ?? uri;
        assert.deepEqual(named(follow(one, moves)), named(one).map(after));
      }),
    );
  });

  it('is as before when everything has moved back', () => {
    fc.assert(
      fc.property(films, someMoves, (one, moves) => {
        const back = follow(follow(one, moves), backwards(moves));
        assert.deepEqual(named(back), named(one));
        assert.deepEqual(readSidecar(back.sidecar), readSidecar(one.sidecar));
        assert.deepEqual([back.sidecarUri, back.promptFileUri], [one.sidecarUri, one.promptFileUri]);
      }),
    );
  });

  it('stays as it is written where nothing of it has moved', () => {
    const one = film('storm-1.mp4', 'dawn.png', 'storm-0.mp4', 'boat.video.md');
    const place = { before: one.sidecarUri, after: `${root}/storm-2.mp4.json` };
    const sidecar = { ...one, sidecar: one.sidecar.replace('"dawn.png"', '"./dawn.png"') };
    for (const path of pathsOfSidecar(readSidecar(sidecar.sidecar), one.sidecarUri))
      assert.equal(movedPath(path, place, [{ from: place.before, to: place.after }], true), undefined);
  });

  it('stays as it is where the file is not there: it may have been moved by something else', () => {
    const one = film('storm-1.mp4', 'dawn.png', 'storm-0.mp4', 'boat.video.md');
    const place = { before: one.sidecarUri, after: `${root}/a/storm-1.mp4.json` };
    const moves = [{ from: place.before, to: place.after }];
    for (const path of pathsOfSidecar(readSidecar(one.sidecar), one.sidecarUri)) {
      assert.equal(movedPath(path, place, moves, false), undefined);
      assert.equal(movedPath(path, place, moves, true)?.value, `../${path.value}`);
    }
  });
});

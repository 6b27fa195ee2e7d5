import assert from 'node:assert/strict';
import { completeRequest } from '../../../../src/core/defaults.ts';
import { veo31Fast } from '../../../../src/core/catalogue/veo.ts';
import { describeProblem } from '../../../../src/core/promptFile/problem.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { requestDraft, type ResolvedPromptFile } from '../../../../src/core/promptFile/resolvedFile.ts';
import { resolvePromptFile } from '../../../../src/core/promptFile/resolvePromptFile.ts';
import type { Surroundings } from '../../../../src/core/promptFile/surroundings.ts';
import { anywhere, boat } from './makeFile.ts';

const uri = 'file:///w/films/boat.video.md';

async function resolve(text: string, others: Readonly<Record<string, string>> = {}, at = uri) {
  return await resolvePromptFile(
    readPromptFile(text),
    at,
    anywhere((asked) => {
      const found = others[asked];
      return found === undefined ? { reason: 'there is no such file' } : { text: found };
    }),
  );
}

const codes = ({ problems }: ResolvedPromptFile) => problems.map(({ code }) => code);
const style = 'file:///w/films/house-style.video.md';
const shot = (title: string, yaml: string) => `## ${title}\n\`\`\`yaml\n${yaml}\n\`\`\`\n`;
/** The images of each cell, without their places. */
const imagesOf = ({ shots }: ResolvedPromptFile) =>
  shots.map(({ cells }) => cells.map(({ images }) => images.map(({ range: _range, ...image }) => image)));

describe('resolving a prompt file', () => {
  it('merges base, file and shot, the nearer one winning', async () => {
    const others = {
      [style]:
        '---\nextends: ../all.video.md\nmode: pro\nseconds: 4\nlast: end.png\n---\nGrainy film.\n\n## No shot\n\nNot taken over.\n',
      'file:///w/all.video.md': '---\nseed: 7\nmode: fast\n---\nNo logos.\n',
    };
    const resolved = await resolve(boat, others);
    assert.deepEqual(codes(resolved), ['matrix.over', 'matrix.over', 'heading.underlined']);
    assert.deepEqual(resolved.baseUris, Object.keys(others));
    const [opening, storm] = resolved.shots;
    assert.equal(
      opening?.prompt,
      'No logos.\n\nGrainy film.\n\nShared by all shots.\n\nThe boat leaves the harbour.',
    );
    assert.deepEqual(opening.cells[0]?.draft, {
      prompt: opening.prompt,
      seed: 7,
      mode: 'pro',
      model: 'veo3.1',
      seconds: 4,
      aspectRatio: '16:9',
      negativePrompt: 'no people\nno text\n',
    });
    assert.deepEqual(
      storm?.cells.map(({ key }) => key),
      ['veo3.1_4s', 'veo3.1_8s', 'veo3.1-fast_4s', 'veo3.1-fast_8s'],
    );
  });

  it('takes images as a group from whoever names any, relative to that file, in the order of the request', async () => {
    const text = `---
extends: ../style/house.video.md
---
## One
${shot('Two', 'images: [{ path: ../z 100%.png, role: last }, ./y.png, https://a.example/b.png?c]')}
${shot('Three', 'images: []')}`;
    const base =
      '---\nreferences: [look.png]\nlast: ../end.png\nimages: [open.png]\nfirst: { path: start.png }\n---\n';
    const resolved = await resolve(text, { 'file:///w/style/house.video.md': base });
    assert.deepEqual(codes(resolved), []);
    assert.deepEqual(imagesOf(resolved), [
      [
        [
          { kind: 'file', uri: 'file:///w/style/start.png', role: 'first' },
          { kind: 'file', uri: 'file:///w/end.png', role: 'last' },
          { kind: 'file', uri: 'file:///w/style/look.png', role: 'reference' },
          { kind: 'file', uri: 'file:///w/style/open.png' },
        ],
      ],
      [
        [
          { kind: 'file', uri: 'file:///w/z%20100%25.png', role: 'last' },
          { kind: 'file', uri: 'file:///w/films/y.png' },
          { kind: 'file', uri: 'https://a.example/b.png?c' },
        ],
      ],
      [[]],
    ]);
  });

  it('says where each value comes from, a base by the key that leads there', async () => {
    const text = '---\nextends: house-style.video.md\nseed: 3\n---\n' + shot('One', 'seconds: 4');
    const { shots, file } = await resolve(text, { [style]: '---\nmodel: veo3.1\nfirst: a.png\n---\n' });
    const { places, cells } = shots[0] ?? {};
    const at = (range?: { start: number; end: number }) => file.text.slice(range?.start, range?.end);
    assert.deepEqual(
      Object.entries(places ?? {}).map(([name, range]) => [name, at(range)]),
      [
        ['model', 'house-style.video.md'],
        ['first', 'house-style.video.md'],
        ['extends', 'house-style.video.md'],
        ['seed', '3'],
        ['seconds', '4'],
      ],
    );
    assert.equal(at(cells?.[0]?.images[0]?.range), 'house-style.video.md');
    const matrix = await resolve('---\nseconds: 6\nmatrix: { seconds: [4, 8] }\n---\n');
    assert.deepEqual(
      matrix.shots[0]?.cells.map(({ places: own }) =>
        matrix.file.text.slice(own.seconds?.start, own.seconds?.end),
      ),
      ['4', '8'],
    );
  });

  it('tells mistakes of a base at the key that leads there, with their own place', async () => {
    const text = '---\nmodel: a\nextends: house-style.video.md\n---\n';
    const { problems } = await resolve(text, {
      [style]: '---\nsceonds: 8\nfirst: /etc/passwd\n---\n## Shot\n```yaml\nfoo: bar\n```\n',
    });
    assert.deepEqual(
      problems.map(({ code, line, column, within }) => [code, line, column, within]),
      [
        ['key.misspelled', 3, 10, { uri: style, line: 2, column: 1 }],
        ['path.absolute', 3, 10, { uri: style, line: 3, column: 8 }],
      ],
    );
  });

  it('refuses circles and long chains of files, and names them', async () => {
    const circle = await resolve('---\nextends: a.video.md\n---\n', {
      'file:///w/films/a.video.md': '---\nextends: b.video.md\n---\n',
      'file:///w/films/b.video.md': '---\nextends: ./boat.video.md\n---\n',
    });
    assert.deepEqual(codes(circle), ['extends.cycle']);
    assert.deepEqual(circle.problems[0]?.args, {
      chain: 'boat.video.md → a.video.md → b.video.md → boat.video.md',
    });
    const own = await resolve('---\nextends: boat.video.md\n---\n');
    assert.deepEqual(codes(own), ['extends.cycle']);
    const chain = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `file:///w/films/${String(index)}.video.md`,
          index === count - 1 ? 'Base' : `---\nextends: ${String(index + 1)}.video.md\n---\n`,
        ]),
      );
    assert.deepEqual(codes(await resolve('---\nextends: 0.video.md\n---\n', chain(8))), []);
    assert.deepEqual(codes(await resolve('---\nextends: 0.video.md\n---\n', chain(9))), ['extends.tooDeep']);
  });

  it('says why a base cannot be had', async () => {
    const missing = await resolve('---\nextends: gone.video.md\nseed: 1\n---\n');
    assert.deepEqual(missing.problems.map(describeProblem), [
      'The file “gone.video.md” cannot be read: there is no such file. Correct the path or the file.',
    ]);
    assert.equal(missing.shots[0]?.cells[0]?.draft.seed, 1);
    const failing = await resolvePromptFile(
      missing.file,
      uri,
      anywhere(() => Promise.reject(new Error('disk on fire'))),
    );
    assert.equal(failing.problems[0]?.args.reason, 'disk on fire');
    assert.deepEqual(codes(await resolve('---\nextends: https://a.example/b.md\n---\n')), ['extends.link']);
  });

  describe('by somebody who looks after the folder', () => {
    /** Refuses what has one of these words in it. */
    const guarded = (others: Readonly<Record<string, string>>): Surroundings => {
      const refusal = (place: string) =>
        (['outside', 'link', 'type'] as const).find((word) => place.includes(word));
      return {
        refusal,
        load: (asked) => {
          const refused = refusal(asked);
          return refused === undefined ? { text: others[asked] ?? '' } : { refusal: refused };
        },
      };
    };
    const guard = async (text: string, others: Readonly<Record<string, string>> = {}) =>
      await resolvePromptFile(readPromptFile(text), uri, guarded(others));

    it('takes nothing of a file that it may not extend, at any distance', async () => {
      const [outside, link, type] = await Promise.all(
        ['outside', 'link', 'type'].map((name) => guard(`---\nextends: ${name}.video.md\n---\nA.\n`)),
      );
      assert.deepEqual(codes(outside ?? assert.fail()), ['path.elsewhere']);
      assert.deepEqual(codes(link ?? assert.fail()), ['path.link']);
      assert.deepEqual(codes(type ?? assert.fail()), ['path.type']);
      assert.deepEqual([outside?.baseUris, outside?.shots[0]?.prompt], [[], 'A.']);
      const far = await guard('---\nextends: house-style.video.md\n---\nA.\n', {
        [style]: '---\nextends: outside.video.md\n---\nStyle.\n',
      });
      assert.deepEqual(
        far.problems.map(({ code, line, within }) => [code, line, within?.uri]),
        [['path.elsewhere', 2, style]],
      );
      assert.deepEqual(far.baseUris, [style]);
    });

    it('leaves out images and clips that it may not look at, once for each place that says them', async () => {
      const all = await guard(
        '---\nfirst: outside.png\nlast: { clip: link.mp4 }\nreferences: [type.txt, good.png, https://x.example/outside.png]\n---\nA.\n',
      );
      assert.deepEqual(codes(all), ['path.elsewhere', 'path.link', 'path.type']);
      assert.deepEqual(
        imagesOf(all)[0]?.[0]?.map((image) => ('uri' in image ? image.uri : '')),
        ['file:///w/films/good.png', 'https://x.example/outside.png'],
      );
      const shared = await guard(
        `---\nfirst: outside.png\n---\n${shot('One', 'seconds: 4')}${shot('Two', 'seconds: 4')}`,
      );
      assert.deepEqual(codes(shared), ['path.elsewhere']);
    });

    it('reports an output where it is said', async () => {
      const found = await guard(
        `---\noutput: outside/\n---\n${shot('One', 'output: link/a.mp4')}${shot('Two', 'seconds: 4')}`,
      );
      assert.deepEqual(
        found.problems.map(({ code, path }) => [code, path]),
        [
          ['path.elsewhere', ['output']],
          ['path.link', ['output']],
        ],
      );
    });

    it('reads nothing of a file that is a link itself', async () => {
      const found = await resolvePromptFile(
        readPromptFile('## One\n\nA.\n'),
        'file:///w/link.video.md',
        guarded({}),
      );
      assert.deepEqual([codes(found), found.shots], [['file.link'], []]);
    });
  });

  it('refuses paths that lead nowhere', async () => {
    const wrong: readonly [string, string][] = [
      ['/etc/passwd', 'path.absolute'],
      ["'C:\\a.png'", 'path.absolute'],
      ['../../../a.png', 'path.outside'],
      ['""', 'path.empty'],
      ['"a\\0b.png"', 'path.malformed'],
      ['"\\ud83d.png"', 'path.malformed'],
      ["'images\\a.png'", 'path.backslash'],
    ];
    for (const [path, code] of wrong) {
      assert.deepEqual(codes(await resolve(`---\nfirst: ${path}\n---\n`)), [code], path);
    }
    const unsaved = await resolve(
      '---\nimages: [a.png, "file:///w/b.png"]\n---\n',
      {},
      'untitled:Untitled-1',
    );
    assert.deepEqual(codes(unsaved), ['path.unsaved']);
    assert.deepEqual(imagesOf(unsaved), [[[{ kind: 'file', uri: 'file:///w/b.png' }]]]);
  });

  it('makes every combination, cell by cell from the shot before', async () => {
    const text = `---
matrix: { model: [veo3.1, veo3.1-fast], audio: [true, false] }
---
## One
${shot('Two', 'first: { clip: ./one }')}`;
    const resolved = await resolve(text);
    assert.deepEqual(codes(resolved), []);
    const keys = ['veo3.1_audio', 'veo3.1_no-audio', 'veo3.1-fast_audio', 'veo3.1-fast_no-audio'];
    assert.deepEqual(
      resolved.shots[1]?.cells.map(({ key, images: [image] }) => [key, image?.kind === 'shot' && image.cell]),
      keys.map((key) => [key, key]),
    );
    assert.deepEqual(resolved.shots[0]?.cells[3]?.draft, { model: 'veo3.1-fast', audio: false, prompt: '' });
  });

  it('lets a shot replace the matrix, or pin one of its values', async () => {
    const text = `---
matrix: { model: [veo3.1, veo3.1-fast], seconds: [4, 8] }
---
${shot('One', 'seconds: 6')}${shot('Two', 'matrix: { seed: [1, 2] }')}`;
    const { shots } = await resolve(text);
    assert.deepEqual(
      shots.map(({ cells }) => cells.map(({ key, draft }) => `${key} ${String(draft.seconds)}`)),
      [
        ['veo3.1 6', 'veo3.1-fast 6'],
        ['1 undefined', '2 undefined'],
      ],
    );
  });

  it('starts from the cell that agrees where the shots have different matrices', async () => {
    const text = `---
matrix: { model: [veo3.1, veo3.1-fast], seconds: [4, 8] }
---
${shot('One', 'seconds: 6')}${shot('Two', 'first: { clip: ./one }')}`;
    const resolved = await resolve(text);
    assert.deepEqual(codes(resolved), []);
    assert.deepEqual(
      resolved.shots[1]?.cells.map(({ images: [image] }) => image?.kind === 'shot' && image.cell),
      ['veo3.1', 'veo3.1', 'veo3.1-fast', 'veo3.1-fast'],
    );
  });

  it('refuses a start from several clips at once', async () => {
    const text = `${shot('One', 'matrix: { seconds: [4, 8] }')}${shot('Two', 'first: { clip: ./one }')}`;
    const resolved = await resolve(text);
    assert.deepEqual(codes(resolved), ['clip.cells']);
    const single = `## One\n${shot('Two', 'matrix: { seconds: [4, 8] }\nfirst: { clip: ./one }')}`;
    assert.deepEqual(codes(await resolve(single)), []);
  });

  it('starts from clips that are files, and from shots of this file only', async () => {
    const text = shot('One', 'first: { clip: ../old/boat.MP4 }\nlast: { clip: ./two }') + '## Two\n';
    assert.deepEqual(imagesOf(await resolve(text)), [
      [
        [
          { kind: 'clip', uri: 'file:///w/old/boat.MP4', role: 'first' },
          { kind: 'shot', slug: 'two', cell: '', role: 'last' },
        ],
      ],
      [[]],
    ]);
    const kept = await resolve(shot('One', 'first: { clip: ./boat.webm }'));
    assert.deepEqual(codes(kept), []);
    assert.equal(kept.shots[0]?.cells[0]?.images[0]?.kind, 'clip');
    for (const [clip, code] of [
      ['./three', 'clip.unknown'],
      ['two', 'clip.form'],
      ['../two', 'clip.form'],
      ['boat.txt', 'clip.form'],
    ] as const) {
      assert.deepEqual(
        codes(await resolve(`${shot('One', `first: { clip: ${clip} }`)}## Two\n`)),
        [code],
        clip,
      );
    }
  });

  it('orders the shots by what they start from', async () => {
    const text = `${shot('One', 'first: { clip: ./three }')}## Two\n${shot('Three', 'first: { clip: ./two }')}`;
    assert.deepEqual((await resolve(text)).order, [1, 2, 0]);
  });

  it('refuses shots that wait for themselves or each other', async () => {
    const own = await resolve(shot('One', 'first: { clip: ./one }'));
    assert.deepEqual([codes(own), own.order], [['clip.self'], []]);
    const text = `${shot('One', 'first: { clip: ./two }')}${shot('Two', 'first: { clip: ./one }')}${shot('Three', 'first: { clip: ./two }')}## Four\n`;
    const circle = await resolve(text);
    assert.deepEqual([codes(circle), circle.order], [['clip.cycle', 'clip.cycle'], [3]]);
    assert.deepEqual(
      circle.problems.map(({ line, args }) => [line, args.chain]),
      [
        [3, 'one → two → one'],
        [7, 'one → two → one'],
      ],
    );
  });

  it('makes at most 64 clips of a shot and 200 of a file', async () => {
    const eight = '[1, 2, 3, 4, 5, 6, 7, 8]';
    const of = async (yaml: string) => await resolve(`---\n${yaml}\n---\n`);
    const most = await of(`matrix: { seconds: ${eight}, seed: ${eight} }`);
    assert.deepEqual([codes(most), most.shots[0]?.cells.length], [[], 64]);
    const many = await of(`matrix: { seconds: ${eight}, seed: ${eight}, audio: [true, false] }`);
    assert.deepEqual([codes(many), many.shots[0]?.cells], [['shot.tooManyCells'], []]);
    const file = await resolve(
      `---\nmatrix: { seconds: ${eight}, seed: ${eight} }\n---\n## A\n## B\n## C\n## D\n## E\n`,
    );
    assert.deepEqual(
      file.problems.map(({ code, line }) => [code, line]),
      [['file.tooManyCells', 7]],
    );
  });

  it('gives the request of a cell once its frames are there', async () => {
    const text = `---\nmodel: veo3.1-fast\n---\n## One\n${shot('Two', 'first: { clip: ./one }\nimages: [end.png]')}`;
    const cell = (await resolve(text)).shots[1]?.cells[0];
    assert.ok(cell !== undefined);
    assert.equal(
      requestDraft(cell, () => undefined),
      undefined,
    );
    const draft = requestDraft(cell, (image) =>
      image.kind === 'shot' ? `memory:/${image.slug}` : undefined,
    );
    assert.ok(draft !== undefined);
    assert.deepEqual(completeRequest(draft, veo31Fast).images, [
      { uri: 'memory:/one', role: 'first' },
      { uri: 'file:///w/films/end.png', role: 'last' },
    ]);
  });

  it('tells of a shot that has nothing but a heading, where others speak for it', async () => {
    assert.deepEqual(codes(await resolve('Rain.\n\n## A cat walks\n\n## B\n\nWords\n')), ['shot.empty']);
    assert.deepEqual(codes(await resolve('Rain.\n\n## Long\n\n```yaml\nseconds: 8\n```\n')), []);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import type { Sidecar } from '../../src/core/sidecar.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import {
  activate,
  agreeing,
  answering,
  folder,
  offerRenders,
  wholePng,
  setSetting,
  sha256,
} from './world.ts';

const render = 'videoPrompt.promptFile.render';
const at = (path: string) => vscode.Uri.joinPath(folder(), 'film', path);
const file = at('boat.video.md');

const words = `---
extends: ./house-style.video.md
model: veo3.1-fast
seconds: 4
---
A harbour town at dusk. <!-- For people. -->

## Opening shot

\`\`\`yaml
first: images/boat.png
\`\`\`

The boat leaves.

## The storm

\`\`\`yaml
first: { clip: ./opening-shot }
\`\`\`

Waves as high as houses.

## Two ways home

\`\`\`yaml
matrix: { seconds: [4, 6] }
\`\`\`

Calm water.
`;

describe('prompt files', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;

  const write = async (path: string, content: string | Uint8Array) => {
    await vscode.workspace.fs.writeFile(
      at(path),
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  };
  const read = async (path: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
  const sidecar = async (path: string) => JSON.parse(await read(`${path}.json`)) as Sidecar;
  const creates = () => provider.log.filter(({ method, path }) => method === 'POST' && path === '/v1/videos');
  const clips = async () =>
    (await vscode.workspace.findFiles(new vscode.RelativePattern(at(''), '**/*.mp4.json')))
      .map(({ path }) => path.slice(at('x').path.length - 1).replace('.json', ''))
      .sort();

  /** `8 Open clip · current`: what stands over the lines, with the commands. */
  async function lenses(): Promise<readonly vscode.CodeLens[]> {
    return await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      file,
      100,
    );
  }
  const titles = async () =>
    (await lenses()).map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
  async function press(title: RegExp): Promise<unknown> {
    const lens = (await lenses()).find(({ command }) => title.test(command?.title ?? ''));
    assert.ok(lens?.command, `no lens ${String(title)} in ${(await titles()).join('; ')}`);
    return await vscode.commands.executeCommand(
      lens.command.command,
      ...((lens.command.arguments ?? []) as unknown[]),
    );
  }
  async function showing(expected: readonly string[]): Promise<void> {
    let last: readonly string[] = [];
    const isShown = async () => {
      last = await titles();
      return expected.every((title) => last.includes(title));
    };
    await until(`lenses ${expected.join('; ')}`, isShown).catch(() => {
      throw new assert.AssertionError({ actual: last, expected, operator: 'includes' });
    });
  }
  async function replace(from: string, to: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(file);
    const start = document.getText().indexOf(from);
    assert.ok(start >= 0);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
    edit.replace(file, range, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  before(async () => {
    ({ provider, stop } = await offerRenders());
    await setSetting('budget.perMonthUsd', null);
    await write('house-style.video.md', 'Painted in oil.\n\n## Never taken over\n\nNothing.\n');
    await write('images/boat.png', wholePng(1280, 720));
    await write('boat.video.md', words);
    api = await activate();
    await vscode.window.showTextDocument(file);
  });
  after(async () => {
    await setSetting('budget.perMonthUsd', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await stop();
  });

  it('are refused as a whole where a cap stops them: nothing is sent, nothing is reserved', async () => {
    const { todayMicroUsd } = await api.spend();
    await setSetting('budget.perDayUsd', todayMicroUsd / 1e6 + 1.3);
    const { told } = await answering({}, async () => await press(/^Render all 4 · \$1\.44$/));
    await setSetting('budget.perDayUsd', null);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /cap|day/i);
    assert.equal(creates().length, 0);
    assert.equal((await api.spend()).reservedMicroUsd, 0);
    assert.deepEqual(await clips(), []);
  });

  it('are rendered by one press, with one question about the total, each shot with its words', async () => {
    const asked = await agreeing(async () => await press(/^Render all 4 · \$1\.44$/));
    assert.equal(asked.length, 2);
    assert.match(asked[0] ?? '', /\$1\.44/);
    assert.match(asked[1] ?? '', /^Upload this image to 127\.0\.0\.1:\d+\?/);
    await until('four clips', async () => (await clips()).length === 4);
    assert.deepEqual(await clips(), [
      'boat/opening-shot-1.mp4',
      'boat/the-storm-1.mp4',
      'boat/two-ways-home.4s-1.mp4',
      'boat/two-ways-home.6s-1.mp4',
    ]);
    const sent = creates().map(({ fields, files }) => ({
      prompt: fields?.prompt,
      seconds: fields?.seconds,
      files: files?.map(({ name }) => name),
    }));
    const style = 'Painted in oil.\n\nA harbour town at dusk.\n\n';
    const byPrompt = (a: { prompt?: string | undefined }, b: { prompt?: string | undefined }) =>
      (a.prompt ?? '').localeCompare(b.prompt ?? '');
    assert.equal(sent.at(-1)?.prompt, `${style}Waves as high as houses.`);
    assert.deepEqual(
      sent
        .toSorted(byPrompt)
        .map(({ prompt, seconds }) => [prompt, seconds])
        .sort(),
      [
        [`${style}Calm water.`, '4'],
        [`${style}Calm water.`, '6'],
        [`${style}The boat leaves.`, '4'],
        [`${style}Waves as high as houses.`, '4'],
      ],
    );
  });

  it('start a shot from the last frame of another one’s clip, and say so in its sidecar', async () => {
    const opening = await sidecar('boat/opening-shot-1.mp4');
    const storm = await sidecar('boat/the-storm-1.mp4');
    const clip = await vscode.workspace.fs.readFile(at('boat/opening-shot-1.mp4'));
    const [first] = storm.request.images;
    assert.equal(first?.role, 'first');
    assert.equal(first.clip, 'opening-shot-1.mp4');
    assert.equal(first.clipSha256, sha256(clip));
    assert.deepEqual(
      [storm.images[0]?.type, storm.images[0]?.name],
      ['image/png', 'opening-shot-1-last-frame.png'],
    );
    assert.deepEqual(storm.source, { file: '../boat.video.md', shot: 'the-storm', cell: '', take: 1 });
    assert.match(storm.digest ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(storm.digest, opening.digest);
    const last = creates().at(-1);
    assert.equal(last?.files?.length, 1);
    assert.ok((last.files[0]?.bytes ?? 0) > 1_000);
  });

  it('are current then, stale by what changes, and so is what starts from it', async () => {
    await showing(['7 Open clip · current', '15 Open clip · current', '23 2 current']);
    await replace('The boat leaves.', 'The boat stays.');
    await showing([
      '7 Open clip · stale: prompt',
      '15 Open clip · stale: clip of “Opening shot”',
      '23 2 current',
    ]);
    await replace('The boat stays.', 'The boat leaves.');
    await showing(['7 Open clip · current', '15 Open clip · current']);
    await write('images/boat.png', wholePng(1920, 1080));
    await showing(['7 Open clip · stale: image 1', '15 Open clip · stale: clip of “Opening shot”']);
    await write('images/boat.png', wholePng(1280, 720));
    await showing(['7 Open clip · current', '15 Open clip · current']);
    await write('house-style.video.md', 'Drawn in ink.\n');
    await showing(['7 Open clip · stale: prompt', '15 Open clip · stale: prompt, clip of “Opening shot”']);
    await write('house-style.video.md', 'Painted in oil.\n');
    await showing(['7 Open clip · current', '15 Open clip · current']);
  });

  it('ask before a second one of the same, and render nothing where the answer is no', async () => {
    const before = creates().length;
    const { asked } = await answering({}, async () => await press(/^Render again · \$0\.32$/));
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /^“Opening shot” has a clip that is current\.\n/);
    assert.equal(creates().length, before);
  });

  it('render only what is missing or stale where that is chosen', async () => {
    await vscode.workspace.fs.delete(at('boat/two-ways-home.6s-1.mp4'));
    await showing(['23 1 current · 1 missing']);
    const before = creates().length;
    const picks: string[] = [];
    await answering(
      {
        pick: (items) => {
          picks.push(...items.map(({ label }) => label));
          return items[0];
        },
      },
      async () => await vscode.commands.executeCommand(render, file),
    );
    assert.deepEqual(picks, ['Only the one that is missing or stale · $0.48', 'All 4 · $1.44']);
    await until('the clip', async () => (await clips()).includes('boat/two-ways-home.6s-2.mp4'));
    assert.equal(creates().length - before, 1);
    assert.equal((await sidecar('boat/two-ways-home.6s-2.mp4')).source?.take, 2);
  });

  it('refuse a file with errors, naming the first with its line, and a program too', async () => {
    await write('broken.video.md', '---\nmodel: veo3.1-fast\nsecond: 4\n---\nWords.\n');
    for (const argument of [at('broken.video.md'), { file: 'film/broken.video.md' }]) {
      const { told } = await answering(
        {},
        async () => await vscode.commands.executeCommand(render, argument),
      );
      assert.match(told[0] ?? '', /^broken\.video\.md, line 3: .*second/);
    }
  });

  it('are rendered without those that have errors, and those that would start from them', async () => {
    const part = (name: string, yaml: string) => `## ${name}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n${name}.\n\n`;
    const text = `---\nmodel: veo3.1-fast\nseconds: 4\n---\n${part('Dawn', 'seed: 1')}${part('Noon', 'sede: 1')}${part('Dusk', 'seconds: 99')}${part('Night', 'first: { clip: ./dusk }')}${part('Moon', 'seed: 2')}`;
    await write('partly.video.md', text);
    const before = creates().length;
    const shown: string[] = [];
    await answering(
      {
        pick: (items, placeHolder) => {
          shown.push(placeHolder, ...items.map(({ label }) => label));
          return items[0];
        },
      },
      async () => await vscode.commands.executeCommand(render, at('partly.video.md')),
    );
    assert.deepEqual(shown, ['Skipped because of errors: “Noon”, “Dusk”, “Night”', 'All 2 · $0.64']);
    await until('both clips', async () => {
      const made = await clips();
      return ['partly/dawn-1.mp4', 'partly/moon-1.mp4'].every((clip) => made.includes(clip));
    });
    assert.equal(creates().length - before, 2);
    for (const [shot, words] of [
      ['noon', /^partly\.video\.md, line 16: .*sede/],
      ['dusk', /^partly\.video\.md, “Dusk”: .*99/],
      ['night', /^partly\.video\.md, “Night”: it starts from “Dusk”, which has errors/],
    ] as const) {
      const { told } = await answering(
        {},
        async () => await vscode.commands.executeCommand(render, at('partly.video.md'), shot),
      );
      assert.match(told[0] ?? '', words);
    }
    assert.equal(creates().length - before, 2);
  });

  it('are rendered for programs only with the price confirmed, and only what is needed', async () => {
    await setSetting('automation.allowUnattended', false);
    const before = creates().length;
    await write(
      'alone.video.md',
      '---\nmodel: veo3.1-fast\nseconds: 4\noutput: takes/\nvariants: 2\n---\nAlone.\n',
    );
    const argument = { file: 'film/alone.video.md' };
    const declined = await answering({}, async () => await vscode.commands.executeCommand(render, argument));
    assert.match(
      declined.asked[0] ?? '',
      /A task, keybinding or extension wants to generate 2 videos for \$0\.64/,
    );
    assert.equal(creates().length, before);
    await agreeing(async () => await vscode.commands.executeCommand(render, argument));
    const own = vscode.Uri.joinPath(folder(), 'takes');
    const made = async () =>
      (await vscode.workspace.findFiles(new vscode.RelativePattern(own, 'alone-*.mp4'))).length;
    await until('its clips', async () => (await made()) === 2);
    assert.equal(creates().length - before, 2);
    const again = await answering({}, async () => await vscode.commands.executeCommand(render, argument));
    assert.deepEqual(again, { asked: [], told: [] });
    await setSetting('automation.allowUnattended', true);
  });

  it('are not asked for a clip as its sidecar records it', async () => {
    await replace('The boat leaves.', 'Something else.');
    const clip = at('boat/opening-shot-1.mp4');
    const command = 'videoPrompt.promptFile.renderAsRecorded';
    const before = creates().length;
    const declined = await answering({}, async () => await vscode.commands.executeCommand(command, clip));
    assert.match(declined.asked[0] ?? '', /Prompt, options, images and price are as recorded/);
    assert.equal(creates().length, before);
    const asked = await agreeing(async () => await vscode.commands.executeCommand(command, clip));
    assert.equal(asked.length, 1);
    await until('the take', async () => (await clips()).includes('boat/opening-shot-2.mp4'));
    assert.match(creates().at(-1)?.fields?.prompt ?? '', /The boat leaves\.$/);
    const [one, other] = [await sidecar('boat/opening-shot-1.mp4'), await sidecar('boat/opening-shot-2.mp4')];
    assert.equal(one.digest, other.digest);
    assert.equal(other.source?.take, 2);
    await replace('Something else.', 'The boat leaves.');
  });

  it('say of a recorded clip what does not hold any more', async () => {
    const path = 'boat/opening-shot-2.mp4';
    const recorded = await sidecar(path);
    const command = 'videoPrompt.promptFile.renderAsRecorded';
    const text = JSON.stringify({ ...recorded, quote: { ...recorded.quote, microUsd: 100_000 } });
    await write(`${path}.json`, text);
    await write('images/boat.png', wholePng(1920, 1080));
    const changed = await answering({}, async () => await vscode.commands.executeCommand(command, at(path)));
    assert.match(changed.asked[0] ?? '', /boat\.png has changed[^]*\$0\.10 and is \$0\.32 now/);
    await write('images/boat.png', wholePng(1280, 720));
    const renamed = JSON.stringify(recorded).replaceAll('"veo3.1-fast"', '"sora-2"');
    await write(`${path}.json`, renamed);
    const retired = await answering({}, async () => await vscode.commands.executeCommand(command, at(path)));
    assert.match(retired.asked[0] ?? '', /can no longer be rendered as recorded[^]*(shut down|retired)/);
    await vscode.workspace.fs.delete(at('images/boat.png'));
    await write(`${path}.json`, renamed);
    const gone = await answering({}, async () => await vscode.commands.executeCommand(command, at(path)));
    assert.match(gone.asked[0] ?? '', /can no longer be rendered as recorded[^]*boat\.png is gone/);
    await write(`${path}.json`, JSON.stringify(recorded, undefined, 2));
    await write('images/boat.png', wholePng(1280, 720));
  });

  it('keep one take of a shot, and write only the sidecars that change', async () => {
    const keep = 'videoPrompt.promptFile.keepTake';
    const storm = await read('boat/the-storm-1.mp4.json');
    await vscode.commands.executeCommand(keep, at('boat/opening-shot-1.mp4'));
    assert.equal((await sidecar('boat/opening-shot-1.mp4')).kept, true);
    await showing(['7 Open clip · current', '15 Open clip · current']);
    await until('the index', async () => {
      await vscode.commands.executeCommand(keep, at('boat/opening-shot-2.mp4'));
      return (await sidecar('boat/opening-shot-1.mp4')).kept === undefined;
    });
    assert.equal((await sidecar('boat/opening-shot-2.mp4')).kept, true);
    // Another clip to start from.
    await showing(['15 Open clip · stale: clip of “Opening shot”']);
    assert.equal(await read('boat/the-storm-1.mp4.json'), storm);
  });
});

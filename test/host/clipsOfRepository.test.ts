import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoRequest } from '../../src/core/request.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { until } from '../support/until.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { at, lensTitles, makePlace, nextName, removePlace, write } from './promptPlace.ts';
import { activate, answering, folder, sha256 } from './world.ts';

const front = '---\nmodel: veo3.1-fast\nseconds: 4\n---\n';
const first = 'A boat leaves.';
const second = 'Waves as high as houses.';
const chained = '```yaml\nfirst: { clip: ./opening }\n```\n\n';

/** Clips that came with a clone: nothing of them is in the database. */
describe('the clips of a repository', () => {
  let name = '';
  const clipPath = (take: string) => `${name.replace('.video.md', '')}/${take}.mp4`;

  async function record(
    take: string,
    { shot, prompt, images = [], content = take }: Recorded,
  ): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const uri = at(clipPath(take));
    const clip = { bytes: content.length, sha256: sha256(new TextEncoder().encode(content)) };
    const job = makeJob({
      state: 'saved',
      request: {
        prompt,
        model: 'veo3.1-fast',
        seconds: 4,
        aspectRatio: '16:9',
        resolution: '720p',
        images,
      },
      output: { workspaceFolderUri: folder().toString(), directoryUri: at('').toString(), baseName: take },
      source: { promptFileUri: at(name).toString(), shot, cell: '', take: 1 },
      clip: { ...clip, extension: '.mp4', uri: uri.toString() },
    });
    await write(clipPath(take), content);
    await write(`${clipPath(take)}.json`, writeSidecar(job, { savedAt: 1 }));
    return clip;
  }
  interface Recorded {
    readonly shot: string;
    readonly prompt: string;
    readonly images?: VideoRequest['images'];
    readonly content?: string;
  }
  const pointerTo = ({ sha256: oid, bytes }: { readonly sha256: string; readonly bytes: number }) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${String(bytes)}\n`;
  async function showing(expected: readonly string[]): Promise<void> {
    let last: readonly string[] = [];
    await until(`lenses ${expected.join('; ')}`, async () => {
      last = (await lensTitles(at(name))).map((title) => title.replace(/^\d+ /, ''));
      return JSON.stringify(last) === JSON.stringify(expected);
    }).catch(() => assert.deepEqual(last, expected));
  }
  async function film(text: string): Promise<void> {
    name = nextName();
    await write(name, front + text);
    await vscode.window.showTextDocument(at(name));
  }

  before(async () => {
    await activate();
    await makePlace();
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration('files').update('exclude', undefined, true);
  });
  after(removePlace);

  it('that are only pointers of Git LFS are told as not fetched, and are offered for no money, nor what follows them', async () => {
    await film(`## Opening\n\n${first}\n\n## Storm\n\n${chained}${second}\n`);
    const opening = await record('opening-1', { shot: 'opening', prompt: first });
    const frame = { uri: at('frame.png').toString(), role: 'first' as const };
    const storm = await record('storm-1', {
      shot: 'storm',
      prompt: second,
      images: [
        {
          ...frame,
          clip: { uri: at(clipPath('opening-1')).toString(), sha256: opening.sha256 },
        },
      ],
    });
    await write(clipPath('opening-1'), pointerTo(opening));
    await write(clipPath('storm-1'), pointerTo(storm));
    await showing(['Not fetched yet · current', 'Not fetched yet · current']);
    const { told } = await answering({}, async () => {
      await vscode.commands.executeCommand('videoPrompt.promptFile.openClip', at(clipPath('opening-1')));
    });
    assert.match(told.join(), /opening-1\.mp4 is not fetched yet.*git lfs pull/);
  });

  it('are there though the settings hide their sidecars and themselves', async () => {
    await vscode.workspace
      .getConfiguration('files')
      .update('exclude', { '**/*.mp4.json': true, '**/*.mp4': true, '**/opening*': true }, true);
    await film(`${first}\n`);
    await record(`${name.replace('.video.md', '')}-1`, { shot: '', prompt: first });
    await showing(['Open clip · current', 'Render again · $0.32']);
  });

  it('whose sidecar has merge markers are told as such, and a press asks before anything is paid', async () => {
    await film(`${first}\n`);
    const take = `${name.replace('.video.md', '')}-1`;
    await record(take, { shot: '', prompt: first });
    await write(`${clipPath(take)}.json`, '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n');
    await showing(['Sidecar cannot be read', 'Render · $0.32']);
    const { asked } = await answering({}, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        at(name),
        100,
      );
      const render = lenses.find(({ command }) => command?.title.startsWith('Render'))?.command;
      assert.ok(render);
      await vscode.commands.executeCommand(render.command, ...((render.arguments ?? []) as unknown[]));
    });
    assert.match(asked.join(), /may have a clip already: .*\.mp4\.json cannot be read/);
  });

  it('are still those of a shot whose heading was corrected, while the recipe is the same', async () => {
    await film(`## Opennig\n\n${first}\n\n## Storm\n\n${second}\n`);
    await record('opennig-1', { shot: 'opennig', prompt: first });
    await showing(['Render all 2 · $0.64', 'Open clip · current', 'Render again · $0.32', 'Render · $0.32']);
    await write(name, `${front}## Opening\n\n${first}  \n\n\n## Storm\n\n${second}\n`);
    await showing(['Render all 2 · $0.64', 'Open clip · current', 'Render again · $0.32', 'Render · $0.32']);
    await write(name, `${front}## Opening\n\n${first} At dawn.\n\n## Storm\n\n${second}\n`);
    await showing(['Render all 2 · $0.64', 'Render · $0.32', 'Render · $0.32']);
  });
});

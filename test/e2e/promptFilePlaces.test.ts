import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { agreeToPrice, Fixture, shotPath } from './fixture.ts';
import { scenario } from './scenario.ts';

const lens = ({ page }: Workbench, text: string | RegExp) =>
  page.locator('.codelens-decoration a').filter({ hasText: text });

describe('a prompt file in the second folder of a workspace', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const at = (path: string) => join(fixture.world.workspace, path);
  before(async () => {
    fixture = await Fixture.start({ renderMs: 1_000, settings: { 'explorer.autoReveal': false } });
    for (const folder of ['alpha', 'beta']) {
      await cp(join(repository, 'test/demo/images'), at(`${folder}/images`), { recursive: true });
    }
    await writeFile(
      at('both.code-workspace'),
      JSON.stringify({ folders: [{ path: 'alpha' }, { path: 'beta' }] }),
    );
    await writeFile(
      at('beta/boat.video.md'),
      [
        '---',
        'model: veo3.1-fast',
        'seconds: 4',
        '---',
        '## One',
        '',
        '```yaml',
        'first: images/harbour-dawn.png',
        '```',
        '',
        'A boat.',
        '',
        '## Two',
        '',
        '```yaml',
        'first: { clip: ./one }',
        'output: takes/deep/',
        '```',
        '',
        'Waves.',
        '',
      ].join('\r\n'),
    );
    vscode = await fixture.open({ workspace: at('both.code-workspace') });
    await vscode.openPanel();
    await vscode.run('View: Close All Editors');
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('is rendered into its own folder, and to the place that a shot names itself; line ends of Windows stay out', async () => {
    await vscode.expandFolder('beta');
    await vscode.explorerRow('boat.video.md').dblclick();
    await lens(vscode, /Render all 2 · \$0\.64/).click();
    await agreeToPrice(vscode);
    await vscode.dialog.getByRole('button', { name: 'Upload' }).click();
    await until('both are current', async () => (await lens(vscode, 'Open clip · current').count()) === 2);
    const clips = (await readdir(fixture.world.workspace, { recursive: true })).filter((name) =>
      name.endsWith('.mp4'),
    );
    assert.deepEqual(clips.sort(), ['beta/boat/one-1.mp4', 'beta/takes/deep/two-1.mp4']);
    const { source, request } = readSidecar(await readFile(at('beta/takes/deep/two-1.mp4.json'), 'utf8'));
    assert.deepEqual(source, { file: '../../boat.video.md', shot: 'two', cell: '', take: 1 });
    assert.equal(request.images[0]?.clip, '../../boat/one-1.mp4');
    assert.equal(request.prompt, 'Waves.');
    await vscode.screenshot(shotPath('prompt-file-second-folder'));
  });
});

describe('a prompt file in a workspace that nobody trusts', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  const at = (path: string) => join(fixture.world.workspace, path);
  before(async () => {
    fixture = await Fixture.start({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    await mkdir(at('films'));
    await writeFile(
      at('boat.video.md'),
      '---\nmodel: veo3.1-fast\nseconds: 4\noutput: films/\n---\nA boat.\n',
    );
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('shows its price, and renders nothing on a press', async () => {
    await vscode.explorerRow('boat.video.md').dblclick();
    await lens(vscode, 'Render · $0.32').click();
    await vscode.notification(/not trusted, so nothing is submitted/);
    await vscode.screenshot(shotPath('prompt-file-untrusted'));
    assert.equal(fixture.world.simulator.stats.creates, 0);
    assert.deepEqual(await readdir(at('films')), []);
  });
});

import assert from 'node:assert/strict';
import { models } from '../../../../src/core/catalogue/catalogue.ts';
import { runCli } from '../fakeContext.ts';

describe('the command models', () => {
  it('shows every model with what it can do and what it costs', async () => {
    const { exitCode, stdout, stderr } = await runCli(['models']);
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    const blocks = stdout.trimEnd().split('\n\n');
    assert.deepEqual(
      blocks.map((block) => block.split('  ')[0]),
      models.map(({ id }) => id),
    );
    assert.equal(
      blocks[0],
      [
        'veo3.1-fast  Veo 3.1 Fast · used where none is named',
        '  4, 6, 8 s · 720p, 1080p, 4K · 16:9, 9:16 · first and last frame · with sound',
        '  $0.08 a second at 720p; $0.096 a second at 1080p; $0.24 a second at 4K (CometAPI model page, 2026-06)',
      ].join('\n'),
    );
  });

  it('names what came after a model that is gone', async () => {
    const { stdout } = await runCli(['models']);
    assert.match(stdout, /^doubao-seedance-1-5-pro {2}.*shut down on 2026-11-11 · use seedance-2-5$/m);
  });

  it('gives the same as data, amounts in millionths of a dollar', async () => {
    const { stdout } = await runCli(['models', '--format', 'json']);
    const { models: rows } = JSON.parse(stdout) as { models: Record<string, unknown>[] };
    assert.deepEqual(
      rows.map(({ id }) => id),
      models.map(({ id }) => id),
    );
    assert.deepEqual(rows[0]?.pricing, models[0]?.pricing);
    assert.deepEqual(
      rows.filter(({ isDefault }) => isDefault).map(({ id }) => id),
      ['veo3.1-fast'],
    );
  });

  it('colors ids on a terminal alone, unless it is told not to', async () => {
    const isColored = async (args: readonly string[], world: Parameters<typeof runCli>[1]) =>
      (await runCli(['models', ...args], world)).stdout.includes('\u001b[');
    assert.equal(await isColored([], { isTerminal: true }), true);
    assert.equal(await isColored([], { isTerminal: false }), false);
    assert.equal(await isColored(['--no-color'], { isTerminal: true }), false);
    assert.equal(await isColored([], { isTerminal: true, environment: { NO_COLOR: '1' } }), false);
  });
});

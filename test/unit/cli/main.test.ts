import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../../../src/cli/commands.ts';
import { repository } from '../../support/paths.ts';
import { runCli } from './fakeContext.ts';

describe('the command line', () => {
  it('lists every command with its summary', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    assert.equal(exitCode, 0);
    assert.equal(stderr, '');
    for (const [name, { summary }] of Object.entries(commands))
      assert.match(stdout, new RegExp(`^ {2}${name} +${summary()}$`, 'm'));
  });

  it('has a help of its own for each command, before or after its name', async () => {
    for (const [name, entry] of Object.entries(commands)) {
      const { options, formats } = await entry.load();
      for (const args of [
        [name, '--help'],
        ['-h', name],
      ]) {
        const { exitCode, stdout } = await runCli(args);
        assert.equal(exitCode, 0);
        assert.ok(stdout.startsWith(`Usage: video-prompt ${name}`));
        for (const option of Object.keys(options)) assert.match(stdout, new RegExp(`--${option}\\b`));
        assert.ok(stdout.includes(formats.join(', ')));
      }
    }
  });

  it('gives each option of a command a name of its own', async () => {
    const general = ['format', 'no-color', 'quiet', 'lang', 'help', 'version'];
    for (const { load } of Object.values(commands))
      for (const name of Object.keys((await load()).options)) assert.ok(!general.includes(name), name);
  });

  it('shows the version of the package', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
    const { stdout } = await runCli(['--version']);
    assert.deepEqual({ version: stdout.trim() }, { version: (manifest as { version: string }).version });
  });

  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [[], 'Say what to do: '],
    [['model'], 'There is no command “model”. Did you mean “models”?'],
    [['quite-different'], 'There is no command “quite-different”. Write one of: '],
    [['constructor'], 'There is no command “constructor”. '],
    [['models', '--formt', 'json'], 'There is no option “--formt”. Did you mean “--format”?'],
    [['models', '-x'], 'There is no option “-x”. Add --help to see those that there are.'],
    [['models', '--constructor'], 'There is no option “--constructor”. '],
    [['models', '--format'], '--format needs a value: --format=FORMAT.'],
    [['models', '--format', '--quiet'], '--format needs a value: --format=FORMAT.'],
    [['models', '--format', 'jsn'], '--format cannot be “jsn”. Did you mean “json”?'],
    [['models', '--format', 'pictures'], '--format cannot be “pictures”. Write one of: text, json.'],
    [['models', '--quiet=yes'], '--quiet takes no value.'],
    [['--lang', '../../etc', 'models'], '--lang needs the short name of a language'],
    [['models', 'film.video.md'], '“models” takes no arguments.'],
  ];
  for (const [args, sentence] of mistakes) {
    it(`says what to write instead of “${args.join(' ')}”`, async () => {
      const { exitCode, stdout, stderr } = await runCli(args);
      assert.equal(exitCode, 3);
      assert.equal(stdout, '');
      assert.ok(stderr.startsWith(`video-prompt: ${sentence}`), stderr);
      assert.equal(stderr.split('\n').length, 2);
    });
  }

  it('prints nothing of a foreign text that could act on a terminal', async () => {
    const { stderr } = await runCli(['\u001b[2Jmodels\u202e\n::error::x']);
    assert.match(stderr, /^video-prompt: [^\p{Cc}\u202e]*\n$/u);
  });
});

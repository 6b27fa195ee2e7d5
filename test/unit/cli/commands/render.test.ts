import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSidecar } from '../../../../src/core/readSidecar.ts';
import { tinyPng } from '../../engine/tinyPng.ts';
import { film, keyText, RenderWorld, states } from './renderWorld.ts';

const affordable = '--max-usd=1';

describe('the command render', () => {
  let world: RenderWorld;
  beforeEach(async () => {
    world = await RenderWorld.make();
  });
  afterEach(async () => {
    await world.close();
  });

  const checked = async () => await world.run(['check', '--format=json']);
  const sidecarOf = async (clip: string) =>
    readSidecar(await readFile(world.films.path(`${clip}.json`), 'utf8'));

  /** Everything that was written anywhere, as one text. */
  async function written(): Promise<string> {
    const folders = [world.films.folder, join(world.stateFolder, '..')];
    const texts = await Promise.all(
      folders.map(async (folder) => {
        const files = await readdir(folder, { recursive: true, withFileTypes: true });
        return await Promise.all(
          files
            .filter((one) => one.isFile())
            .map((one) => readFile(join(one.parentPath, one.name), 'latin1')),
        );
      }),
    );
    return texts.flat().join('\n');
  }

  it('saves what is missing beside the prompt file, each with one create, and says what it cost', async () => {
    const { json } = await world.render(0, [affordable]);
    assert.deepEqual(
      json.clips.map(({ state, clip, charge, file }) => [state, clip?.path, charge?.basis, file]),
      ['one', 'two'].map((shot) => ['saved', `film/${shot}-1.mp4`, 'estimated', 'film.video.md']),
    );
    assert.deepEqual(json.money, {
      reportedMicroUsd: 0,
      estimatedMicroUsd: 640_000,
      reservedMicroUsd: 0,
      unknownClips: 0,
    });
    assert.equal(world.creates, 2);
    const { request, source } = await sidecarOf('film/one-1.mp4');
    assert.deepEqual([request.prompt, source?.file], ['A boat.', '../film.video.md']);
    assert.equal((await checked()).exitCode, 0);
  });

  it('renders nothing twice', async () => {
    await world.render(0, [affordable]);
    const { json } = await world.render(0, [affordable]);
    assert.deepEqual(json.clips, []);
    assert.equal(world.creates, 2);
  });

  it('says for people what came where, and tells on the way how it goes on', async () => {
    const { stdout, stderr, exitCode } = await world.run(['render', affordable, ...world.place]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^✔ film\.video\.md one: film\/one-1\.mp4 \(\d+ KB, \$0\.32 estimated\)$/m);
    assert.match(stdout, /\n\n2 clips: 2 saved · \$0\.64 estimated\n$/);
    assert.match(stderr, /^film\.video\.md two: Saved$/m);
    const quiet = await world.run([
      'render',
      affordable,
      '--only=all',
      '--quiet',
      '--max-clips=2',
      ...world.place,
    ]);
    assert.deepEqual([quiet.exitCode, quiet.stderr], [0, '']);
  });

  it('never writes the key anywhere', async () => {
    const { stdout, stderr } = await world.run(['render', affordable, '--verbose', ...world.place]);
    assert.match(stderr, /POST|create/i);
    assert.doesNotMatch(`${stdout}${stderr}${await written()}`, new RegExp(keyText));
  });

  it('has to be told what it may cost, and reads an amount as nothing else', async () => {
    assert.deepEqual(await world.run(['render', ...world.place]), {
      exitCode: 3,
      stdout: '',
      stderr:
        'video-prompt: Say what this run may cost at most: --max-usd=USD. With --sample nothing is bought.\n',
    });
    for (const amount of ['', '-1', '1e3', '1,50', '$2', 'NaN', '0x10', '9'.repeat(30)]) {
      const { exitCode, stderr } = await world.run(['render', `--max-usd=${amount}`, ...world.place]);
      assert.equal(exitCode, 3, amount);
      assert.match(stderr, /--max-usd cannot be/, amount);
    }
    assert.match((await world.run(['render', '--max-usd=1', '--allow-unknown=0'])).stderr, /cannot be 0/);
    assert.equal(world.creates, 0);
  });

  describe('refuses, sends nothing, and says what would go on', () => {
    it('more than it may cost', async () => {
      const { json } = await world.render(4, ['--max-usd=0.5']);
      assert.equal(json.refusal?.code, 'budget');
      assert.equal(
        json.refusal.message,
        'This costs $0.64, and this run may spend $0.50. Nothing was submitted.',
      );
      const [larger, ...others] = json.refusal.next;
      assert.ok(larger !== undefined && 'command' in larger);
      assert.match(larger.command, /^video-prompt render .*--max-usd=0\.64$/);
      assert.doesNotMatch(larger.command, /--max-usd=0\.5(\s|$)/);
      assert.ok(others.every((step) => 'edit' in step));
      assert.equal(world.creates, 0);
    });

    it('more clips than it may make', async () => {
      const { json } = await world.render(4, [affordable, '--max-clips=1']);
      assert.equal(
        json.refusal?.message,
        'These are 2 clips, and this run may make 1. Nothing was submitted.',
      );
      assert.equal(world.creates, 0);
    });

    it('what is over the cap of the day that all runs share', async () => {
      await world.render(0, [affordable, '--max-usd-per-day=0.8']);
      const { json } = await world.render(4, [affordable, '--max-usd-per-day=0.8', '--only=all']);
      assert.equal(json.refusal?.code, 'cap');
      const [larger] = json.refusal.next;
      assert.ok(
        larger !== undefined && 'command' in larger && larger.command.endsWith('--max-usd-per-day=1.28'),
      );
      assert.equal(world.creates, 2);
    });

    it('a shot with an error, and every other with it', async () => {
      await world.films.write(
        'film.video.md',
        film.replace('A ship.', '```yaml\nseconds: 5\n```\n\nA ship.'),
      );
      const { json } = await world.render(1, [affordable]);
      assert.equal(json.refusal?.code, 'files');
      assert.deepEqual(
        json.errors.map(({ rule, line }) => [rule, line]),
        [['seconds.set', 15]],
      );
      assert.ok(json.refusal.next.length > 0);
      assert.equal(world.creates, 0);
    });

    it('a file that cannot be read, which may ask for anything', async () => {
      const name = 'a\u001b[31m\n$(x).video.md';
      await world.films.write(name, film);
      const { json } = await world.render(1, [name, affordable]);
      assert.equal(json.refusal?.code, 'files');
      assert.deepEqual(
        json.errors.map(({ rule }) => rule),
        ['file.unreadable'],
      );
      assert.equal((await world.run(['plan', name])).exitCode, 1);
      assert.equal(world.creates, 0);
    });

    it('a clip without an exact price, unless it is told what such a clip counts as', async () => {
      const inexact = film.replace('A ship.', '```yaml\nmodel: veo3.1-pro\nseconds: 8\n```\n\nA ship.');
      await world.films.write('film.video.md', inexact);
      const { json } = await world.render(1, [affordable]);
      assert.equal(json.refusal?.code, 'price');
      const over = await world.render(4, [affordable, '--allow-unknown=0.9']);
      assert.equal(over.json.refusal?.code, 'budget');
      const capped = await world.render(4, ['--max-usd=9', '--allow-unknown=8', '--max-usd-per-day=8.1']);
      assert.equal(capped.json.refusal?.code, 'cap');
      assert.equal(world.creates, 0);
      assert.deepEqual(states(await world.render(0, ['--max-usd=9', '--allow-unknown=3'])), [
        'one saved',
        'two saved',
      ]);
    });

    it('images that nobody has agreed to send', async () => {
      await writeFile(world.films.path('dawn.png'), tinyPng());
      await world.films.write(
        'film.video.md',
        film.replace('A ship.', '```yaml\nfirst: dawn.png\n```\n\nA ship.'),
      );
      const { json } = await world.render(1, [affordable]);
      assert.equal(json.refusal?.code, 'uploads');
      assert.match(json.refusal.message, /dawn\.png/);
      assert.equal(world.creates, 0);
      await world.render(0, [affordable, '--allow-uploads']);
      assert.equal(world.creates, 2);
    });

    it('a run without a key, and with a text that is none', async () => {
      const none = await world.render(3, [affordable], { keyText: '' });
      assert.equal(none.json.refusal?.code, 'key');
      assert.match(none.json.refusal.message, /COMETAPI_KEY/);
      const quoted = await world.render(3, [affordable], { keyText: `"${keyText}"` });
      assert.match(quoted.json.refusal?.message ?? '', /quotation marks/);
      assert.equal(world.creates, 0);
    });

    it('a path of another folder in the same run, and one that is not there', async () => {
      assert.equal((await world.run(['render', 'nowhere', affordable, ...world.place])).exitCode, 3);
      assert.equal(world.creates, 0);
    });
  });

  it('ends with 1 where a clip failed, and says why and whether it was charged', async () => {
    await world.films.write('film.video.md', film.replace('A ship.', 'A ship. [sim:fail=content policy]'));
    const ran = await world.render(1, [affordable]);
    assert.deepEqual(states(ran), ['one saved', 'two failed']);
    assert.match(ran.json.clips[1]?.message ?? '', /content policy/);
  });

  it('ends with 5 where nobody knows what became of a request, and never sends it again', async () => {
    await world.films.write('film.video.md', film.replace('A ship.', 'A ship. [sim:reset]'));
    const ran = await world.render(5, [affordable]);
    assert.deepEqual(states(ran), ['one saved', 'two uncertain']);
    assert.equal(ran.json.money.unknownClips, 1);
    const creates = world.creates;
    assert.deepEqual(states(await world.render(5, [affordable])), ['two uncertain']);
    assert.equal(world.creates, creates);
  });

  it('makes samples without a key, without a price, and without CometAPI', async () => {
    const ran = await world.render(0, ['--sample'], { keyText: '' });
    assert.deepEqual(states(ran), ['one saved', 'two saved']);
    assert.ok(ran.json.clips.every(({ isSample }) => isSample));
    assert.equal((await sidecarOf('film/one-1.mp4')).sample, true);
    assert.equal(world.simulator.log.length, 0);
  });

  describe('with a plan', () => {
    const plan = async () => await world.run(['plan', '-o', 'plan.json']);

    it('renders what it says, and what has come since costs nothing more', async () => {
      await plan();
      await world.render(0, [affordable, '--plan=plan.json']);
      assert.equal(world.creates, 2);
      assert.deepEqual(states(await world.render(0, [affordable, '--plan=plan.json'])), []);
      assert.equal(world.creates, 2);
    });

    it('refuses it where words or images are not what they were', async () => {
      await plan();
      await world.films.write('film.video.md', film.replace('A ship.', 'A schooner.'));
      const { json } = await world.render(1, [affordable, '--plan=plan.json']);
      assert.equal(json.refusal?.code, 'plan');
      assert.match(json.refusal.message, /“Two” asks for something else now: prompt/);
      assert.equal(world.creates, 0);
    });

    it('takes nothing else for a plan', async () => {
      await world.films.write('plan.json', '{"videoPromptPlan":1,"clips":[{"file":"../../x.video.md"}]}');
      assert.equal((await world.render(1, [affordable, '--plan=plan.json'])).json.refusal?.code, 'plan');
      assert.equal((await world.run(['render', affordable, '--plan=gone.json', ...world.place])).exitCode, 3);
      assert.equal(world.creates, 0);
    });
  });

  describe('from the last frame of a clip', () => {
    const chained = film.replace('A ship.', '```yaml\nfirst: { clip: ./one }\n```\n\nA ship.');

    it('takes it with ffmpeg, and renders in order', async () => {
      await world.films.write('film.video.md', chained);
      const environment = await world.withFfmpeg(tinyPng());
      const ran = await world.render(0, [affordable], { environment });
      assert.deepEqual(states(ran), ['one saved', 'two saved']);
      assert.equal(world.creates, 2);
      assert.equal((await checked()).exitCode, 0);
      await world.films.write('film.video.md', chained.replace('A ship.', 'A brig.'));
      assert.deepEqual(states(await world.render(0, [affordable, '--allow-uploads'], { environment })), [
        'two saved',
      ]);
      assert.equal((await checked()).exitCode, 0);
    });

    it('is refused without ffmpeg before anything is paid', async () => {
      await world.films.write('film.video.md', chained);
      const { json } = await world.render(3, [affordable], { environment: { PATH: world.films.folder } });
      assert.equal(json.refusal?.code, 'ffmpeg');
      assert.equal(world.creates, 0);
    });
  });
});

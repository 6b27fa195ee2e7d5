import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { Job } from '../../../../src/core/job.ts';
import { openStore } from '../../../../src/store/jobStore.ts';
import { makeJob, request } from '../../core/makeJob.ts';
import type { CliWorld } from '../fakeContext.ts';
import { RenderWorld, states } from './renderWorld.ts';

const affordable = '--max-usd=9';
const sixShots = (words: string) =>
  `---\nmodel: veo3.1-fast\nseconds: 4\n---\n\n${Array.from({ length: 6 }, (_, at) => `## Shot ${at + 1}\n\nBoat ${at + 1}. ${words}\n`).join('\n')}`;

/** Ctrl-C, as soon as standard error says this. */
function interruptAt(pattern: RegExp): CliWorld {
  let interrupt: () => void = () => assert.fail('nobody listens to Ctrl-C');
  let heard = '';
  return {
    onInterrupt: (call) => {
      interrupt = call;
      return () => undefined;
    },
    heard: (text) => {
      heard += text;
      if (pattern.test(heard)) interrupt();
    },
  };
}

describe('renders that go on', () => {
  let world: RenderWorld;
  beforeEach(async () => {
    world = await RenderWorld.make();
  });
  afterEach(async () => {
    await world.close();
  });

  /** A job that a run which died has left in the database. */
  async function leave(fields: Partial<Job> = {}): Promise<void> {
    const store = await openStore({
      directory: world.stateFolder,
      onUnreadable: (id) => assert.fail(`job ${id} cannot be read`),
      onWentBack: () => undefined,
    });
    const folder = pathToFileURL(world.films.folder).href;
    const job = makeJob({
      id: 'left',
      windowId: 'dead',
      request: { ...request, prompt: 'A boat.' },
      origin: world.simulator.origin,
      output: { workspaceFolderUri: folder, directoryUri: `${folder}/film`, baseName: 'one' },
      source: { promptFileUri: `${folder}/film.video.md`, shot: 'one', cell: '', take: 1 },
      createdAt: Date.now(),
      updatedAt: Date.now(),
      ...fields,
    });
    await store.admit([job], {});
    store.close();
  }

  describe('stopped by Ctrl-C', () => {
    it('says what goes on and how to take it up; that saves the clip and creates nothing', async () => {
      world.simulator.hold();
      const stopped = await world.render(
        130,
        [affordable],
        interruptAt(/one: Rendering 50 %[^]*two: Rendering 50 %|two: Rendering 50 %[^]*one: Rendering 50 %/),
      );
      assert.deepEqual(states(stopped), ['one running', 'two running']);
      const [step] = stopped.json.clips[0]?.next ?? [];
      assert.ok(step !== undefined && 'command' in step);
      assert.equal(step.command, `video-prompt resume ${world.place.join(' ')}`);
      world.simulator.release();
      assert.deepEqual(states(await world.resume(0)), ['one saved', 'two saved']);
      assert.equal(world.creates, 2);
      assert.equal((await world.run(['check'])).exitCode, 0);
    });

    it('sends nothing more of what was still in the queue', async () => {
      await world.films.write('film.video.md', sixShots(''));
      world.simulator.hold();
      const stopped = await world.render(130, [affordable], interruptAt(/(?:Rendering 50 %[^]*){4}/));
      assert.deepEqual(stopped.json.clips.map(({ state }) => state).sort(), [
        'cancelled',
        'cancelled',
        'running',
        'running',
        'running',
        'running',
      ]);
      assert.equal(world.creates, 4);
      world.simulator.release();
      await world.resume(0);
      assert.equal(world.creates, 4);
      await world.render(0, [affordable]);
      assert.equal(world.creates, 6);
    });

    it('leaves alone what others have queued', async () => {
      await leave({ hold: 'confirm', windowId: 'agent' });
      world.simulator.hold();
      const stopped = await world.render(130, [affordable], interruptAt(/two: Rendering 50 %/));
      assert.deepEqual(states(stopped).toSorted(), ['one queued', 'two running']);
    });

    it('sends nothing where it comes before anything was submitted', async () => {
      await leave();
      const stopped = await world.run(['render', affordable, ...world.place], {
        onInterrupt: (call) => {
          call();
          return () => undefined;
        },
      });
      assert.deepEqual([stopped.exitCode, stopped.stdout], [130, 'Stopped.\n']);
      assert.equal(world.creates, 0);
    });
  });

  it('ends once everything is submitted, if that is all that is wanted', async () => {
    world.simulator.hold();
    const sent = await world.render(0, [affordable, '--detach']);
    assert.deepEqual(states(sent), ['one running', 'two running']);
    assert.deepEqual(sent.json.money.reservedMicroUsd, 640_000);
    world.simulator.release();
    assert.deepEqual(states(await world.render(0, [affordable])), ['one saved', 'two saved']);
    assert.equal(world.creates, 2);
  });

  it('says as reserved what the caps count, also where the price is a lower bound', async () => {
    await world.films.write('film.video.md', '---\nmodel: veo3.1-pro\nseconds: 8\n---\n\nA boat.\n');
    world.simulator.hold();
    const sent = await world.render(0, ['--max-usd=9', '--allow-unknown=8', '--detach']);
    assert.equal(sent.json.clips[0]?.quote.kind, 'at-least');
    assert.equal(sent.json.money.reservedMicroUsd, 8_000_000);
  });

  it('never pays twice for what two runs want at once', async () => {
    const runs = await Promise.all([world.render(0, [affordable]), world.render(0, [affordable])]);
    assert.equal(world.creates, 2);
    const saved = runs.flatMap(({ json }) => json.clips.map(({ id }) => id));
    assert.equal(new Set(saved).size, 2);
  });

  it('holds the cap of a day over two runs at once', async () => {
    await world.films.write('other.video.md', '---\nmodel: veo3.1-fast\nseconds: 4\n---\n\nA gull.\n');
    const cap = '--max-usd-per-day=0.7';
    const runs = await Promise.all([
      world.run(['render', 'film.video.md', affordable, cap, ...world.place]),
      world.run(['render', 'other.video.md', affordable, cap, ...world.place]),
    ]);
    assert.ok(runs.some(({ exitCode }) => exitCode === 4));
    assert.ok(world.creates <= 2);
  });

  describe('after a run that died', () => {
    it('sends nothing of it in resume', async () => {
      await leave();
      const { exitCode, stderr } = await world.run(['resume', ...world.place]);
      assert.deepEqual([exitCode, stderr], [0, 'Nothing was left to go on with.\n']);
      assert.equal(world.creates, 0);
    });

    it('renders what it had not sent with the money of this run, once', async () => {
      await leave({ reservedMicroUsd: 5_000_000 });
      const ran = await world.render(0, ['--max-usd=0.64']);
      assert.deepEqual(states(ran), ['one saved', 'two saved']);
      assert.equal(world.creates, 2);
    });

    it('holds for unknown what it was about to send', async () => {
      await leave({ state: 'submitting', sentAt: Date.now() });
      const ran = await world.render(5, [affordable]);
      assert.deepEqual(states(ran).toSorted(), ['one uncertain', 'two saved']);
      assert.equal(world.creates, 1);
    });
  });

  it('waits for no key that is refused: it says so, and another key goes on', async () => {
    const wrong = 'sk-invalid-but-well-formed';
    const refused = await world.render(3, [affordable], { keyText: wrong });
    assert.match(refused.json.clips[0]?.message ?? '', /refused the API key/);
    const ran = await world.render(0, [affordable]);
    assert.deepEqual(states(ran), ['one saved', 'two saved']);
    assert.equal((await world.run(['check'])).exitCode, 0);
  });

  it('does not wait for what another API origin renders: it says where to go on with it', async () => {
    world.simulator.hold();
    await world.render(0, [affordable, '--detach']);
    const state = `--state=${world.stateFolder}`;
    const ran = await world.run(['resume', state, '--base-url=http://127.0.0.1:1']);
    assert.equal(ran.exitCode, 1);
    assert.ok(ran.stdout.includes(`next: video-prompt resume ${world.place.join(' ')}\n`), ran.stdout);
  });

  it('says on the way that CometAPI cannot be reached, and stops when it is told to', async () => {
    const nobody = '--base-url=http://127.0.0.1:9';
    const { exitCode, stderr } = await world.run(
      ['render', affordable, `--state=${world.stateFolder}`, nobody],
      interruptAt(/will be tried again \(CometAPI could not be reached\)/),
    );
    assert.equal(exitCode, 130, stderr);
    const { json } = await world.render(0, [affordable]);
    assert.deepEqual(
      json.clips.map(({ state }) => state),
      ['saved', 'saved'],
    );
  });

  it('needs a key to go on with what is paid for', async () => {
    world.simulator.hold();
    await world.render(0, [affordable, '--detach']);
    const { json } = await world.resume(3, { keyText: '' });
    assert.equal(json.refusal?.code, 'key');
  });
});

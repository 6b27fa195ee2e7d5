import assert from 'node:assert/strict';
import { forkRefusal } from '../../../../src/cli/run/forkGuard.ts';
import { type FilmFolder, makeFilmFolder } from '../../../support/filmFolder.ts';
import { RenderWorld } from '../commands/renderWorld.ts';

const ours = { full_name: 'studio/film' };
const theirs = { full_name: 'stranger/film' };
const pullRequest = (repo: unknown) => ({ pull_request: { head: { repo }, base: { repo: ours } } });

describe('the event that a workflow runs for', () => {
  let folder: FilmFolder;
  beforeEach(async () => {
    folder = await makeFilmFolder();
  });
  afterEach(async () => {
    await folder.remove();
  });

  const refusal = async (text: string) => {
    await folder.write('event.json', text);
    return await forkRefusal({ environment: { GITHUB_EVENT_PATH: folder.path('event.json') } });
  };

  for (const [what, event] of [
    ['a push', { ref: 'refs/heads/main', repository: ours }],
    ['a pull request of the repository itself', pullRequest({ full_name: 'Studio/Film' })],
    [
      'a run of a workflow for such a one',
      { repository: ours, workflow_run: { event: 'pull_request', head_repository: ours } },
    ],
    [
      'a run of a workflow for a push',
      { repository: ours, workflow_run: { event: 'push', head_repository: theirs } },
    ],
    ['a comment on an issue', { repository: ours, issue: { number: 1 } }],
  ] as const)
    it(`lets render: ${what}`, async () => {
      assert.equal(await refusal(JSON.stringify(event)), undefined);
    });

  for (const [what, event] of [
    ['a pull request from a fork', pullRequest(theirs)],
    ['one whose fork is gone', pullRequest(null)],
    [
      'a run of a workflow for a pull request from a fork',
      { repository: ours, workflow_run: { event: 'pull_request_target', head_repository: theirs } },
    ],
    ['a comment on a pull request', { repository: ours, issue: { pull_request: { url: 'x' } } }],
  ] as const)
    it(`does not: ${what}`, async () => {
      assert.match((await refusal(JSON.stringify(event))) ?? '', /Nothing was sent/);
    });

  for (const text of ['', '{', '[]', '{"pull_request":{"head":"x"}}', `{"repository":{"full_name":7}}`])
    it(`does not where it says nothing that can be read: ${text}`, async () => {
      assert.match((await refusal(text)) ?? '', /cannot be read/);
    });

  it('is nothing that is waited for, and nothing outside of GitHub', async () => {
    assert.equal(await forkRefusal({ environment: {} }), undefined);
    assert.match(
      (await forkRefusal({ environment: { GITHUB_EVENT_PATH: folder.folder } })) ?? '',
      /cannot be read/,
    );
    assert.match(
      (await forkRefusal({ environment: { GITHUB_EVENT_PATH: '/dev/zero' } })) ?? '',
      /cannot be read/,
    );
  });

  it('keeps render from spending, until it is told that the prompts were read', async () => {
    const world = await RenderWorld.make();
    try {
      await folder.write('event.json', JSON.stringify(pullRequest(theirs)));
      const environment = { GITHUB_EVENT_PATH: folder.path('event.json') };
      const { json } = await world.render(3, ['--max-usd=1'], { environment });
      assert.equal(json.refusal?.code, 'fork');
      assert.equal(world.simulator.log.length, 0);
      await world.render(0, ['--max-usd=1', '--allow-fork'], { environment });
      assert.equal(world.creates, 2);
    } finally {
      await world.close();
    }
  });
});

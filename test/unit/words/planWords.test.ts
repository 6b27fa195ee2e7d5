import assert from 'node:assert/strict';
import { PlanWorld } from '../shots/planWorld.ts';
import { filmText } from '../shots/anyFilm.ts';
import {
  planChangeWords,
  planReasonWords,
  planTextWords,
  unplannedWords,
} from '../../../src/words/planWords.ts';

const shot = { words: 'A boat.', seconds: 4 as const, image: undefined, after: undefined };
const text = filmText([shot, { ...shot, after: 0 }]);

describe('the words of a plan', () => {
  it('say why a clip is rendered', () => {
    assert.equal(planReasonWords({ kind: 'missing' }), 'no clip yet');
    assert.equal(planReasonWords({ kind: 'stale', changes: [{ field: 'prompt' }] }), 'stale: prompt');
    assert.equal(planReasonWords({ kind: 'again' }), 'another take');
  });

  it('say why a clip is not in it', async () => {
    const world = new PlanWorld();
    const wrong = await world.plan(text.replace('seconds: 4', 'seconds: 5'), 'all');
    assert.deepEqual(wrong.unplanned.map(unplannedWords), [
      'The seconds cannot be 5: Veo 3.1 Fast makes 4, 6, 8. Choose one of these.',
      'It starts from “Shot 0”, which has errors. Correct those first.',
    ]);
    await world.begin(text, 0, 'running');
    const reworded = await world.plan(text.replace('A boat.', 'Other.'), 'all');
    assert.deepEqual(reworded.unplanned.map(unplannedWords), [
      'A clip of it is under way (Rendering). Wait for it, or close its job.',
      'It starts from the clip of “Shot 0”, which is not as its words ask and not in the plan. Plan that shot too.',
    ]);
  });

  it('say what changed since', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(text, 'all');
    const said = async (now: string | undefined) => (await world.changes(plan, now)).map(planChangeWords);
    assert.deepEqual(await said(undefined), [
      '“Shot 0” is not in boat.video.md any more.',
      '“Shot 1” is not in boat.video.md any more.',
    ]);
    assert.deepEqual(await said(text.replace('A boat.', 'Other.')), [
      '“Shot 0” asks for something else now: prompt.',
    ]);
    assert.deepEqual(await said(text.replace('seconds: 4', 'seconds: 8')), [
      '“Shot 0” asks for something else now: seconds.',
      '“Shot 0” is dearer now: $0.64 instead of $0.32.',
    ]);
    assert.deepEqual(await said(text.replace('seconds: 4', 'variants: 2\nseconds: 4')), [
      '“Shot 0” asks for another number of clips now: 2 instead of 1.',
    ]);
    await world.render((await world.chosen(text)).slice(0, 1));
    assert.deepEqual(await said(text), ['“Shot 0” has its clip by now.']);
  });

  it('say why a file is no plan, and what to do', () => {
    const kinds = ['tooLarge', 'notJson', 'notPlan', 'newer'] as const;
    for (const kind of kinds) assert.match(planTextWords('plan.json', { kind }), /^plan\.json .*\.$/);
    assert.match(
      planTextWords('plan.json', { kind: 'invalid', field: 'clips[0].take' }),
      /clips\[0\]\.take is wrong/,
    );
  });
});

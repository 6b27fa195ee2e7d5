import assert from 'node:assert/strict';
import { announcements } from '../../../../media/panel/announcements.ts';
import type { JobView } from '../../../../src/protocol/panel.ts';
import { makeJob, makeState } from './makeState.ts';

const words = { jobChanged: '{0}: {1}', jobProgress: '{0}: {1} %' };

function between(before: readonly JobView[], after: readonly JobView[]): readonly string[] {
  return announcements(makeState({ jobs: before }), makeState({ jobs: after }), words);
}

describe('what is read out', () => {
  it('is a job’s new state, also when it has become a clip', () => {
    const saved = makeJob({ state: 'saved', stateText: 'Saved' });
    assert.deepEqual(
      announcements(makeState({ jobs: [makeJob({})] }), makeState({ clips: [saved] }), words),
      ['A fox: Saved'],
    );
  });

  it('is a quarter that was passed, and no step between', () => {
    assert.deepEqual(between([makeJob({ progress: 26 })], [makeJob({ progress: 49 })]), []);
    assert.deepEqual(between([makeJob({ progress: 49 })], [makeJob({ progress: 51 })]), ['A fox: 50 %']);
    assert.deepEqual(between([makeJob({ progress: 98 })], [makeJob({ progress: 100 })]), []);
  });

  it('is a new obstacle, but no information', () => {
    const notice = { id: 'offline', severity: 'warning', text: 'No network', actions: [] } as const;
    const hint = { id: 'sample', severity: 'info', text: 'Samples', actions: [] } as const;
    const shown = makeState({ notices: [notice, hint] });
    assert.deepEqual(announcements(makeState({}), shown, words), ['No network']);
    assert.deepEqual(announcements(shown, shown, words), []);
  });
});

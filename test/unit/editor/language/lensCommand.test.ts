import assert from 'node:assert/strict';
import '../../../support/withFakeVscode.ts';
import * as fake from '../../../support/fakeVscode.ts';

// Only after the fake is in place.
const { lensCommand } = await import('../../../../src/editor/language/lensCommand.ts');
type Action = Parameters<typeof lensCommand>[0];

describe('a press of a lens', () => {
  const file = fake.Uri.parse('file:///work/boat.video.md');
  const cases: readonly (readonly [Action, string, readonly unknown[]])[] = [
    [{ kind: 'render', shot: 'storm' }, 'videoPrompt.promptFile.render', [file, 'storm']],
    [{ kind: 'showTakes', shot: 'storm' }, 'videoPrompt.promptFile.showTakes', [file, 'storm']],
    [
      { kind: 'openClip', uri: 'file:///work/a.mp4' },
      'videoPrompt.promptFile.openClip',
      ['file:///work/a.mp4'],
    ],
    [{ kind: 'openFile', uri: 'file:///work/a.json' }, 'vscode.open', ['file:///work/a.json']],
    [{ kind: 'showJobs' }, 'videoPrompt.showJobs', []],
    [{ kind: 'showProblems' }, 'workbench.actions.view.problems', []],
  ];
  for (const [action, command, args] of cases) {
    it(`runs ${command}`, () => {
      const run = lensCommand(action, file as never);
      assert.equal(run.command, command);
      assert.deepEqual((run.arguments ?? []).map(String), args.map(String));
    });
  }
});

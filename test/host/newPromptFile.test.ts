import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { execute, removePlace, write } from './promptPlace.ts';
import { activate } from './world.ts';

describe('a new prompt file', () => {
  before(async () => {
    await activate();
  });
  after(removePlace);

  /** A person who takes the name that is offered. */
  async function named(run: () => Promise<unknown>): Promise<string> {
    const { window } = vscode;
    const { showInputBox } = window;
    Object.assign(window, { showInputBox: ({ value }: { value: string }) => Promise.resolve(value) });
    try {
      await run();
    } finally {
      Object.assign(window, { showInputBox });
    }
    return window.activeTextEditor?.document.getText() ?? '';
  }

  it('of a clip that is a remix says what it leaves out', async () => {
    const clip = await write('remixed.mp4', 'clip');
    const remixOf = { taskId: 'task_7', origin: 'https://api.cometapi.com' };
    const job = makeJob({ request: { ...request, prompt: 'At night', remixOf } });
    await write('remixed.mp4.json', writeSidecar(job, { savedAt: 1 }));
    const text = await named(async () => await execute('videoPrompt.promptFile.newFromClip', clip));
    assert.match(
      text,
      /\n\nAt night\n\n<!-- The clip is a remix, which a prompt file cannot express: rendered from here, it is a new clip\. -->\n$/,
    );
  });
});

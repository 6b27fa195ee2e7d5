import assert from 'node:assert/strict';
import { readdir, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import { commandIds, innerCommandIds } from '../../src/editor/base/commandIds.ts';
import { type CommandId, commandRules } from '../../src/editor/base/commandRules.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { commandTable, type Subjects } from './commandTable.ts';
import { activate, agreeing, folder, offerRenders, wholePng, setSetting } from './world.ts';

const all = [...Object.values(commandIds), ...Object.values(innerCommandIds)] as readonly CommandId[];
const at = (path: string) => vscode.Uri.joinPath(folder(), 'table', path);

interface Program {
  /** What modal questions said, each with its buttons. */
  readonly asked: readonly string[];
  /** Errors that were shown. */
  readonly told: readonly string[];
}

/**
 * Runs something as a program would that does all a program can: it types into boxes, takes the first row of lists and
 * the first button of notifications, and saves wherever it likes. What it cannot press is a modal question:
 * `modals` says what becomes of those.
 */
async function asProgram(modals: 'closed' | 'agreed', run: () => Promise<unknown>): Promise<Program> {
  const { window } = vscode;
  const real = {
    showWarningMessage: window.showWarningMessage,
    showInformationMessage: window.showInformationMessage,
    showErrorMessage: window.showErrorMessage,
    showQuickPick: window.showQuickPick,
    showInputBox: window.showInputBox,
    showSaveDialog: window.showSaveDialog,
    showOpenDialog: window.showOpenDialog,
  };
  const asked: string[] = [];
  const told: string[] = [];
  const message =
    (isError: boolean) =>
    (text: string, ...rest: readonly unknown[]) => {
      const [first] = rest;
      const options = typeof first === 'object' && first !== null ? (first as vscode.MessageOptions) : {};
      const buttons = rest.filter((one) => typeof one === 'string');
      if (isError) told.push(text);
      if (options.modal === true) asked.push([text, options.detail, ...buttons].join('\n'));
      const isPressed = options.modal === true ? modals === 'agreed' : !isError;
      return Promise.resolve(isPressed ? buttons[0] : undefined);
    };
  Object.assign(window, {
    showWarningMessage: message(false),
    showInformationMessage: message(false),
    showErrorMessage: message(true),
    showQuickPick: async (items: readonly unknown[] | Promise<readonly unknown[]>) => (await items)[0],
    showInputBox: ({ value, password }: vscode.InputBoxOptions) =>
      Promise.resolve(password === true ? undefined : value === undefined || value === '' ? 'words' : value),
    showSaveDialog: ({ defaultUri }: vscode.SaveDialogOptions) =>
      Promise.resolve(at(`saved-${defaultUri?.path.split('/').at(-1) ?? ''}`)),
    showOpenDialog: () => Promise.resolve(undefined),
  });
  // Lists of other kinds are accepted by the command that does that; one with nothing to accept is closed in the end.
  let looks = 0;
  const accepting = setInterval(() => {
    void vscode.commands.executeCommand(
      ++looks % 10 === 0 ? 'workbench.action.closeQuickOpen' : 'workbench.action.acceptSelectedQuickOpenItem',
    );
  }, 50);
  try {
    await run();
  } finally {
    clearInterval(accepting);
    Object.assign(window, real);
  }
  return { asked, told };
}

/** Every file of the workspace, with when it was written and its size. */
async function files(): Promise<readonly string[]> {
  const names = await readdir(folder().fsPath, { recursive: true });
  const paths = names.map((name) => join(folder().fsPath, name));
  const written = paths.map(async (path) => {
    const { mtimeMs, size } = await lstat(path);
    return `${path} ${mtimeMs} ${size}`;
  });
  return (await Promise.all(written)).sort();
}

describe('every command', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  let subjects: Subjects;
  let earlier: ReadonlySet<string>;

  /** Samples buy nothing. */
  const paidJobs = async () =>
    (await api.listJobs({ limit: 1_000 }))
      .filter(({ quote }) => quote.source !== 'simulator')
      .map(({ id }) => id);
  const posts = () => provider.log.filter(({ method }) => method === 'POST').length;
  /** Those of these tests that are still under way, in words; what other tests left is theirs. */
  const underWay = async () =>
    (await api.listJobs({ limit: 1_000 }))
      .filter(({ id, state }) => !earlier.has(id) && ['submitting', 'running', 'downloading'].includes(state))
      .map(({ request, state }) => `${state}: ${request.prompt}`);
  const failing = (prompt: string) =>
    api.generate({ prompt }).then(
      () => assert.fail(`${prompt} went well`),
      (error: unknown) => {
        const { jobId } = error as { readonly jobId?: unknown };
        return typeof jobId === 'string' ? jobId : assert.fail(String(error));
      },
    );

  before(async () => {
    ({ provider, stop } = await offerRenders());
    await setSetting('budget.perMonthUsd', null);
    await vscode.workspace.fs.writeFile(at('image.png'), wholePng(1280, 720));
    await vscode.workspace.fs.writeFile(at('notes.md'), new TextEncoder().encode('# Notes\n'));
    await vscode.workspace.fs.writeFile(
      at('film.video.md'),
      new TextEncoder().encode(
        '---\nmodel: veo3.1-fast\nseconds: 4\n---\n## One\n\nA boat.\n\n## Two\n\nTwo boats.\n',
      ),
    );
    api = await activate();
    earlier = new Set((await api.listJobs({ limit: 1_000 })).map(({ id }) => id));
    const [shot] =
      (await vscode.commands.executeCommand<string[] | undefined>('videoPrompt.promptFile.render', {
        file: 'table/film.video.md',
        shot: 'one',
      })) ?? [];
    const made = await api.waitFor(shot ?? '');
    subjects = {
      promptFile: at('film.video.md'),
      clip: made.clip?.uri ?? assert.fail('no clip'),
      image: at('image.png'),
      saved: made.id,
      failed: await failing('Refused [sim:refuse=400]'),
      uncertain: await failing('Doubtful [sim:reset]'),
    };
  });
  after(async () => {
    await setSetting('automation.allowUnattended', true);
    await vscode.commands.executeCommand('videoPrompt.resumeAll');
    await until('every job is at rest', async () => (await underWay()).length === 0).catch(async () =>
      assert.deepEqual(await underWay(), []),
    );
    await setSetting('budget.perMonthUsd', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await stop();
  });

  const run = async (id: CommandId) =>
    await vscode.commands.executeCommand(id, ...(commandTable[id].args?.(subjects) ?? []));

  it('that is registered has a row and a rule', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((id) =>
      /^videoPrompt\.(?!(jobs|panel)\.(focus|open|removeView|resetViewLocation|toggleVisibility)$)/.test(id),
    );
    assert.deepEqual(registered.sort(), [...all].sort());
    assert.deepEqual(Object.keys(commandTable).sort(), [...all].sort());
    assert.deepEqual(Object.keys(commandRules).sort(), [...all].sort());
  });

  describe('in a workspace that nobody trusts, with every question agreed to', () => {
    let real: PropertyDescriptor;
    before(() => {
      real = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') ?? assert.fail('no trust');
      Object.defineProperty(vscode.workspace, 'isTrusted', { ...real, get: () => false });
    });
    after(() => {
      Object.defineProperty(vscode.workspace, 'isTrusted', real);
    });
    for (const id of all) {
      it(`${id} writes nothing to it and sends nothing from it`, async () => {
        const before = { files: await files(), jobs: await paidJobs(), posts: posts() };
        const { told } = await asProgram('agreed', async () => await run(id));
        assert.deepEqual({ files: await files(), jobs: await paidJobs(), posts: posts() }, before);
        if (commandRules[id] !== 'free') assert.match(told.join('\n'), /not trusted/);
      });
    }
  });

  describe('run by a program that answers whatever a program can answer', () => {
    before(async () => {
      await setSetting('automation.allowUnattended', false);
    });
    for (const id of all) {
      const { spends = false } = commandTable[id];
      it(`${id} spends nothing${spends ? ' without the price in a modal question' : ''}`, async () => {
        const before = { jobs: await paidJobs(), posts: posts() };
        const { asked } = await asProgram('closed', async () => await run(id));
        assert.deepEqual({ jobs: await paidJobs(), posts: posts() }, before);
        if (spends) assert.match(asked.join('\n'), /\$\d|price unknown/);
      });
    }

    it('sends no clip that waits behind a pause, by Resume All either', async () => {
      await setSetting('automation.allowUnattended', true);
      await vscode.commands.executeCommand('videoPrompt.pauseAll');
      const { id } = await api.generate({ prompt: 'Waits' });
      await setSetting('automation.allowUnattended', false);
      const before = posts();
      const { asked } = await asProgram('closed', async () => {
        await vscode.commands.executeCommand('videoPrompt.resumeAll');
      });
      assert.match(asked.join('\n'), /submit the waiting clip\?[^]*Resume for \$0\.32/);
      assert.equal((await api.getJob(id))?.state, 'queued');
      assert.equal(posts(), before);
      await agreeing(async () => await vscode.commands.executeCommand('videoPrompt.resumeAll'));
      assert.equal((await api.waitFor(id)).state, 'saved');
    });

    it('takes no real choice in a list as a word about money', async () => {
      const { window } = vscode;
      const { showWarningMessage } = window;
      const asked: string[] = [];
      Object.assign(window, {
        showWarningMessage: (text: string, { modal }: vscode.MessageOptions) => {
          if (modal === true) asked.push(text);
          return Promise.resolve(undefined);
        },
      });
      const before = posts();
      const accepting = setInterval(() => {
        void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }, 50);
      try {
        await run('videoPrompt.promptFile.render');
      } finally {
        clearInterval(accepting);
        Object.assign(window, { showWarningMessage });
      }
      assert.deepEqual(asked, ['Generate a video for $0.32?']);
      assert.equal(posts(), before);
    });

    it('gets no press out of the lenses, neither once nor twice', async () => {
      await vscode.window.showTextDocument(subjects.promptFile);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        subjects.promptFile,
        100,
      );
      const renders = lenses.flatMap(({ command }) =>
        command?.command === 'videoPrompt.promptFile.render' ? [command] : [],
      );
      assert.equal(renders.length, 3);
      const before = { jobs: await paidJobs(), posts: posts() };
      for (const { command, arguments: args = [] } of [...renders, ...renders]) {
        const { asked } = await asProgram('closed', async () => {
          await vscode.commands.executeCommand(command, ...(args as unknown[]));
        });
        assert.match(asked.join('\n'), /\$0\.\d\d/);
      }
      assert.deepEqual({ jobs: await paidJobs(), posts: posts() }, before);
    });
  });
});

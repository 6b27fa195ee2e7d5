import assert from 'node:assert/strict';
import '../../support/withFakeVscode.ts';
import * as fake from '../../support/fakeVscode.ts';
import { assertPlain, hostileTexts } from '../../support/hostileTexts.ts';
import { makeJob, request } from '../core/makeJob.ts';
import { defaultModel, findModel } from '../../../src/core/catalogue/catalogue.ts';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { findingError } from '../../../src/core/finding.ts';
import type { Job } from '../../../src/core/job.ts';
import { recipeOfJob } from '../../../src/core/jobRecipe.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import type { ChosenCell } from '../../../src/shots/renderItems.ts';
import { RefusedRequest } from '../../../src/engine/refusals.ts';

// Only after the fake is in place.
const { editorGate, editorUploadConsent } = await import('../../../src/editor/session/consents.ts');
const { createJobCommands } = await import('../../../src/editor/jobs/jobCommands.ts');
const { jobTreeItem } = await import('../../../src/editor/jobs/jobTreeItem.ts');
const { pickModel } = await import('../../../src/editor/models/modelPicker.ts');
const { pickPreset } = await import('../../../src/editor/models/presetPicker.ts');
const { registerClipToasts } = await import('../../../src/editor/jobs/clipToast.ts');
const { registerFileMarks } = await import('../../../src/editor/base/show/fileMarks.ts');
const { registerCommand } = await import('../../../src/editor/base/show/commands.ts');
const { showError } = await import('../../../src/editor/submitting/showError.ts');
const { askForSecond, askForPredecessors, askWhich } =
  await import('../../../src/editor/promptFiles/renderQuestions.ts');
const door = {
  ...(await import('../../../src/editor/base/show/inputs.ts')),
  ...(await import('../../../src/editor/base/show/log.ts')),
  ...(await import('../../../src/editor/base/show/messages.ts')),
  ...(await import('../../../src/editor/base/show/picks.ts')),
  ...(await import('../../../src/editor/base/show/progress.ts')),
  ...(await import('../../../src/editor/base/show/shown.ts')),
  ...(await import('../../../src/editor/base/show/statusItem.ts')),
  ...(await import('../../../src/editor/base/show/tab.ts')),
  ...(await import('../../../src/editor/base/show/tree.ts')),
};

const anyQuote = { microUsd: 320_000, kind: 'listed', source: '', date: '' } as const;
const noSpend = { spentMicroUsd: 0, reservedMicroUsd: 0, unknownReservedMicroUsd: 0, unknownCount: 0 };

function failure(text: string, more: Partial<Failure> = {}): Failure {
  return {
    class: 'unknown',
    message: text,
    providerMessage: text,
    requestId: text,
    charged: 'unknown',
    ...more,
  };
}

function hostileJob(text: string, fields: Partial<Job> = {}): Job {
  return makeJob({
    request: { ...request, prompt: text, model: text },
    taskId: text,
    source: {
      promptFileUri: `file:///work/${encodeURIComponent(text.toWellFormed())}.video.md`,
      shot: text,
      cell: text,
      take: 1,
    },
    failure: failure(text),
    clip: {
      uri: `file:///work/${encodeURIComponent(text.toWellFormed())}.mp4`,
      bytes: 1,
      sha256: '',
      extension: '.mp4',
    },
    quote: { ...anyQuote, source: text, date: text },
    ...fields,
  });
}

/** The parts of an engine that a toast asks for. */
const engine = {
  active: () => [],
  pauses: () => [],
  onDidChange: () => new fake.Disposable(),
  onDidChangeJob: () => new fake.Disposable(),
};

/** A part of what an interface asks for. */
const given = (value: unknown) => value as never;

/** Each shows a foreign text in the way that the extension does. */
const surfaces: Readonly<Record<string, (text: string) => unknown>> = {
  'the jobs view': (text) => {
    for (const state of ['queued', 'running', 'failed', 'uncertain', 'saved'] as const) {
      fake.seeTreeItem(given(jobTreeItem(hostileJob(text, { state }))));
    }
  },
  'the jobs view when it cannot be read': async (text) => {
    door.createTree(`tree`, {
      getChildren: () => Promise.reject(new Error(text)),
      getTreeItem: () => door.treeItem({ label: text, icon: given({}) }),
    });
    const [provider] = fake.trees.splice(0) as { getChildren(): Promise<unknown> }[];
    await provider?.getChildren().catch((error: unknown) => {
      void fake.window.showErrorMessage((error as Error).message);
    });
  },
  'toasts about jobs': (text) => {
    const states: readonly Partial<Job>[] = [
      { state: 'saved' },
      { state: 'stored' },
      { state: 'stopped' },
      { state: 'failed' },
      { state: 'uncertain' },
      { state: 'queued', hold: 'key' },
      { state: 'queued', hold: 'confirm' },
    ];
    registerClipToasts(given({ engine }), {
      isShown: () => false,
      run: () => Promise.resolve(),
      early: states.map((fields, index) =>
        hostileJob(text, { ...fields, id: `${index}`, batchId: `${index}` }),
      ),
    });
  },
  'questions about jobs': async (text) => {
    const job = hostileJob(text, { state: 'uncertain', request: { ...request, prompt: text } });
    const session = {
      engine: {
        ...engine,
        get: () => Promise.resolve(job),
        againQuote: () => ({ ...anyQuote, source: text }),
      },
      store: { newest: () => Promise.resolve(0), ofPromptFile: () => Promise.resolve([job]) },
    };
    const jobs = createJobCommands(given({ session: { open: () => Promise.resolve(session) } }));
    const show = { log: door.createLog('Video Prompt'), openInPanel: () => Promise.resolve() };
    for (const action of ['stop', 'forget', 'submitAgain', 'copyTaskId', 'copyError'] as const) {
      await jobs.run(action, job.id).catch((error: unknown) => showError(error, show));
    }
  },
  'what went wrong': async (text) => {
    const log = door.createLog('Video Prompt');
    const finding = findingError('model', 'model.unknown', { model: text, suggestion: text });
    const show = { log, openInPanel: () => Promise.resolve() };
    await showError(new Error(text), show);
    await showError(text, show);
    await showError(new VideoPromptError('provider.error', text), show);
    await showError(new RefusedRequest({ ...request, model: text }, finding, [finding]), show);
  },
  'the log': (text) => {
    const log = door.createLog('Video Prompt');
    log.warn(`CometAPI said: ${text}`);
    log.error(new Error(text));
    log.error(text);
  },
  'a command that throws, whose report throws': async (text) => {
    registerCommand(
      'videoPrompt.showLog',
      () => Promise.reject(new Error(text)),
      () => Promise.reject(new Error(text)),
    );
    await fake.commandsById.get('videoPrompt.showLog')?.();
  },
  'the question about money': async (text) => {
    const items = ['one', 'two'].map((id) => ({
      request: { ...request, prompt: text, model: text, remixOf: { taskId: `${text}${id}`, origin: text } },
      model: { ...defaultModel, id: text, label: text, isFragile: true },
      clips: 1,
      quote: { ...anyQuote, source: text, date: text },
    }));
    const gate = editorGate(given({ get: () => undefined, update: () => Promise.resolve() }));
    for (const reason of ['above', 'program', 'command', 'changed', 'held', 'fragile', 'unknown'] as const) {
      const total = { microUsd: 1, kind: 'listed' as const, unknownClips: reason === 'unknown' ? 1 : 0 };
      for (const some of [items, items.slice(0, 1)]) {
        const totals = { day: noSpend, month: noSpend, workspaceMonth: noSpend };
        await gate.ask(given({ items: some, clips: some.length, total, reason, caps: {}, totals }));
      }
    }
  },
  'the question about uploads': async (text) => {
    const consent = editorUploadConsent(given({ get: () => [], update: () => Promise.resolve() }));
    const places = ['file:///work/', 'file:///elsewhere/'];
    const images = places.map((place) => ({
      uri: `${place}${encodeURIComponent(text.toWellFormed())}`,
      name: text,
      bytes: 1,
    }));
    await consent.ask({ origin: 'https://api.cometapi.com', images });
  },
  'the list of models': async (text) => {
    const model = { ...defaultModel, id: text, label: text, notes: [text] };
    const models = [model, { ...model, id: `${text}2`, lifecycle: { stage: 'retired', replacement: text } }];
    const find = (id: string) => models.find((one) => one.id === id);
    const parts = { inputs: [], models, refused: new Set<string>(), find, quote: quoteClip };
    await pickModel({ ...request, prompt: text, model: text, resolution: text }, given(parts));
  },
  'the list of presets': async (text) => {
    // Names are checked when they are read; a test of its own says that no other comes through.
    fake.settings.set('videoPrompt.presets', {
      [text]: { model: 'veo3.1', [text]: 1 },
      plain: { [text]: text },
    });
    const parts = {
      inputs: [],
      models: [defaultModel],
      refused: new Set(),
      find: findModel,
      quote: quoteClip,
    };
    await pickPreset(request, given(parts));
    fake.settings.clear();
  },
  'questions before a prompt file is rendered': async (text) => {
    const shot = { heading: { title: text }, slug: text };
    const plan = { shot: { shot, prompt: text }, request, model: defaultModel, quote: anyQuote, clips: 1 };
    const job = hostileJob(text);
    const chosen: ChosenCell = given({
      file: fake.Uri.parse('file:///work/a.video.md'),
      cell: { plan, shot: text, cell: text, recipe: recipeOfJob(job) },
    });
    const jobs = [job];
    await askForSecond([{ ...chosen, jobs }], [chosen]);
    await askForSecond([{ ...chosen, jobs }], [chosen, chosen]);
    await askForPredecessors([chosen], [chosen], true);
    await askWhich([chosen, chosen], [chosen], text);
  },
  'marks in the explorer': async (text) => {
    registerFileMarks(given(undefined), () =>
      Promise.resolve({ badge: text, tooltip: text, isWarning: true }),
    );
    await fake.seeMarks(fake.Uri.parse('file:///work/a.mp4'));
    fake.marks.length = 0;
  },
  'messages of every kind': async (text) => {
    fake.person.presses = true;
    const lines = [text, text];
    const answers = [
      await door.notify.information(text, text),
      await door.notify.warning(text, text),
      await door.notify.error(text, text),
      await door.modal.information(text, lines, text),
      await door.modal.warning(text, lines, text),
    ];
    // The button that was pressed comes back as it was given.
    assert.deepEqual(answers, [text, text, text, text, text]);
  },
  'inputs and lists of every kind': async (text) => {
    fake.person.presses = true;
    fake.person.types = text;
    const row = {
      label: text,
      description: text,
      detail: text,
      buttons: [{ icon: 'x', tooltip: text }],
      own: 1,
    };
    assert.equal(await door.pick([row], { title: text, placeHolder: text }), row);
    const question = {
      title: text,
      prompt: text,
      placeHolder: text,
      validateInput: (typed: string) => typed,
    };
    assert.equal(await door.askForText(question), text);
    await door.askForFolder(text);
    await door.askForFiles({ title: text });
    await door.askWhereToSave({ title: text });
    const picker = door.createPicker(text, text);
    picker.setButtons(row.buttons);
    picker.setRows([{ separator: text }, row], [row]);
    picker.show();
  },
  'progress, tabs and the status bar': async (text) => {
    await door.showProgress({ title: text }, () => Promise.resolve());
    door.openTab('x', text);
    door.mention(text);
    door.createStatusItem('x', text, 'x').show({
      text: door.withIcon(text, text),
      accessibilityLabel: text,
      tooltip: [text, { strong: text }, { picture: text, width: 1, height: 1 }],
      isWarning: false,
    });
  },
};

describe('hostile text', () => {
  afterEach(() => fake.forget());

  for (const [surface, show] of Object.entries(surfaces)) {
    for (const [kind, text] of Object.entries(hostileTexts)) {
      it(`in ${surface}: ${kind}`, async () => {
        await show(text);
        // What is shown without being waited for.
        await new Promise((resolve) => setImmediate(resolve));
        assert.ok(fake.seen.length > 0, 'nothing was shown');
        for (const one of fake.seen) assertPlain(one.place, one.text);
      });
    }
  }

  it('cannot add a line to the question about money', async () => {
    const count = async (text: string) => {
      fake.forget();
      await surfaces['the question about money']?.(text);
      return fake.seen.map((one) => one.text.split('\n').length);
    };
    assert.deepEqual(await count(hostileTexts['lines of its own']), await count('a plain prompt'));
  });
});

import * as vscode from 'vscode';
import { defaultModel, findModel } from '../../core/catalogue/catalogue.ts';
import { adaptRequest } from '../../core/defaults.ts';
import type { Job } from '../../core/job.ts';
import type { VideoRequest } from '../../core/request.ts';
import { type HostMessage, type PanelMessage, panelMessage } from '../../protocol/panel.ts';
import type { Caller } from '../../engine/batch.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { clipUri, type JobCommands } from '../jobs/jobCommands.ts';
import { type LazySession, onDidChangeJobs } from '../session/lazySession.ts';
import { folderSettings, onDidChangeSettings } from '../base/settings.ts';
import { pressedInPanel } from '../submitting/personsConsent.ts';
import { keyMarket } from '../session/market.ts';
import type { Submit } from '../submitting/submit.ts';
import { askForAddress } from './askForAddress.ts';
import {
  addImages,
  applyPatch,
  type Draft,
  matchShape,
  moveImage,
  removeImage,
  replaceImages,
  setRole,
} from '../../core/draft.ts';
import { modelOrUncharted } from '../../core/catalogue/uncharted.ts';
import { droppedWords } from '../../words/droppedWords.ts';
import { Screen } from '../webview/screen.ts';
import { createImageImport } from '../workspace/imageImport.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import { type ChoosingMessage, choose } from './choosing.ts';
import { runPanelCommand } from './panelCommand.ts';
import { panelView } from '../../views/panelView.ts';
import { loadDraft, saveDraft } from './keptDraft.ts';
import { panelFacts } from './panelFacts.ts';
import { type KeepCopy, repair } from './repair.ts';
import { panelStrings } from '../../words/panelStrings.ts';

export interface PanelParts {
  readonly context: vscode.ExtensionContext;
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly jobs: () => Promise<JobCommands>;
  readonly submit: Submit;
  /** Writes a prompt file with the request, and opens it. */
  readonly openAsPromptFile: (request: VideoRequest) => Promise<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/** The editor tab in which a request is composed and its jobs are watched. */
export interface Panel {
  dispose(): void;
  readonly isVisible: boolean;
  reveal(focusPrompt: boolean): void;
  /** Puts these images into the draft in place of the ones it has. */
  composeFrom(images: readonly vscode.Uri[]): Promise<void>;
  /** Puts a request into the draft, with the focus on a field or the prompt. */
  compose(request: VideoRequest, field?: string, keepCopy?: KeepCopy): Promise<void>;
  /** Puts the last frame of a job's clip into the draft as its first. */
  extend(job: Job): Promise<void>;
  /** Opens a list over the panel, as its own buttons do. */
  choose(what: 'chooseModel' | 'choosePreset' | 'savePreset'): Promise<void>;
  /** Submits the draft, or an example, to the simulator. */
  trySample(): Promise<void>;
  readonly onDidDispose: vscode.Event<void>;
}

export function showPanel(parts: PanelParts, webviewPanel: vscode.WebviewPanel): Panel {
  const { context, session, keys } = parts;
  const storage = context.globalStorageUri;
  const imageImport = createImageImport(context.storageUri ?? storage, context.extension.extensionKind);
  const images = createImageLook();
  let draft: Draft = loadDraft(context.workspaceState, usualModelId());
  let draftNumber = 0;
  let keepCopy: KeepCopy | undefined;
  let isSubmitting = false;
  let trouble: unknown;
  void imageImport.prune(draft.request.images.map(({ uri }) => uri));

  const screen = new Screen<PanelMessage, HostMessage>(webviewPanel, {
    extensionUri: context.extensionUri,
    name: 'panel',
    title: vscode.l10n.t('Video Prompt'),
    data: panelStrings(),
    roots: () => [
      storage,
      ...(context.storageUri === undefined ? [] : [context.storageUri]),
      ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
    ],
    schema: panelMessage,
    state: stateMessage,
    gatherMs: 50,
    opened: async () => {
      if (session.current === undefined) await openSession();
    },
    // In the background, at most once a day: what is shown meanwhile is the list of before.
    shown: async () => {
      if (await refreshPrices()) await screen.show();
    },
    receive,
    report: parts.report,
  });
  async function stateMessage(): Promise<HostMessage> {
    const facts = await panelFacts({
      draft,
      draftNumber,
      isSubmitting,
      session: session.current,
      trouble,
      keys,
      images,
      toWebview: (uri) => screen.toWebview(uri),
    });
    return { kind: 'state', state: panelView(facts) };
  }

  const show = () => screen.show();
  const post = (message: HostMessage) => screen.post(message);

  async function change(next: Draft, by: 'webview' | 'host' = 'host'): Promise<void> {
    draft = next;
    if (by === 'host') draftNumber++;
    await saveDraft(context.workspaceState, draft);
    await show();
  }

  /** The draft is read after the import, so that what was typed or added meanwhile stays. */
  const addAll = (uris: readonly string[]) => change(addImages(draft, uris));

  async function openSession(): Promise<void> {
    try {
      await session.open();
      trouble = undefined;
    } catch (error) {
      trouble = error;
    }
  }

  /** Prices that cannot be read now stay as they are. */
  async function refreshPrices(): Promise<boolean> {
    try {
      return (await session.current?.prices.refresh()) ?? false;
    } catch {
      return false;
    }
  }

  async function generate(caller: Caller, isSample: boolean): Promise<void> {
    if (isSubmitting) return;
    isSubmitting = true;
    await show();
    try {
      const prompt = isSample && draft.request.prompt.trim() === '' ? samplePrompt() : draft.request.prompt;
      // Nobody knows what a model that only the list has would make.
      const model = isSample ? (findModel(draft.request.model) ?? defaultModel) : undefined;
      const asked = model === undefined ? draft.request : adaptRequest(draft.request, model).request;
      const request = { ...asked, prompt };
      const jobs = await parts.submit(request, {
        caller,
        isSample,
      });
      if (jobs !== undefined) post({ kind: 'announce', text: vscode.l10n.t('Submitted.') });
    } finally {
      isSubmitting = false;
      await show();
    }
  }

  const repairParts = {
    session,
    images,
    imageImport,
    market: () => keyMarket(session.current, keys),
    draft: () => draft,
    keepCopy: () => keepCopy,
    change,
    show,
    post,
  };
  const chooseFrom = (message: ChoosingMessage) =>
    choose(
      {
        session,
        keys,
        images,
        draft: () => draft,
        change,
        tell: (text) => post({ kind: 'announce', text }),
      },
      message,
    );

  async function receive(message: Exclude<PanelMessage, { kind: 'ready' }>): Promise<void> {
    switch (message.kind) {
      case 'edit': {
        const edited = applyPatch(draft, message.patch, message.revision, message.images);
        await change(edited.draft, 'webview');
        if (edited.dropped.length > 0) post({ kind: 'announce', text: droppedWords(edited.dropped) });
        return;
      }
      case 'chooseModel':
      case 'choosePreset':
      case 'savePreset':
        await chooseFrom(message);
        return;
      case 'pickImages':
        await addAll(
          modelOrUncharted(draft.request.model).images.source === 'link'
            ? await askForAddress()
            : await imageImport.pick(),
        );
        return;
      case 'addUris':
        await addAll(await imageImport.fromUris(message.uris));
        return;
      case 'addBytes':
        await addAll([await imageImport.fromBytes(message.name, message.data)]);
        return;
      case 'removeImage':
        await change(removeImage(draft, message.image));
        return;
      case 'setRole':
        await change(setRole(draft, message.image, message.role));
        return;
      case 'moveImage':
        await change(moveImage(draft, message.image, message.to));
        return;
      case 'applyFix':
      case 'openImageFix':
      case 'fixedImage':
      case 'lastFrame':
        await repair(repairParts, message);
        return;
      case 'generate':
        await generate(pressedInPanel(message, draftNumber), false);
        return;
      case 'jobAction':
        await (await parts.jobs()).run(message.action, message.job);
        return;
      case 'command':
        if (message.command === 'trySample') await generate({ kind: 'someone' }, true);
        else if (message.command === 'resumeAll') await (await session.open()).engine.resumeAll();
        else if (message.command === 'openAsPromptFile') await parts.openAsPromptFile(draft.request);
        else await runPanelCommand(message.command);
        return;
    }
  }

  screen.add(
    onDidChangeJobs(session, () => screen.showSoon()),
    keys.onDidChange(() => void show()),
    onDidChangeSettings(() => void show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void show()),
  );

  return {
    get isVisible() {
      return screen.isVisible;
    },
    reveal(focusPrompt) {
      screen.reveal();
      if (focusPrompt) post({ kind: 'focus' });
    },
    async composeFrom(uris) {
      keepCopy = undefined;
      const next = replaceImages(
        draft,
        uris.map((uri) => uri.toString()),
      );
      const [first] = await images.look(next.request.images);
      const facts = first?.kind === 'read' ? first.facts : undefined;
      await change(facts === undefined ? next : matchShape(next, facts.width, facts.height));
      post({ kind: 'focus' });
    },
    async compose(request, field, keep) {
      keepCopy = keep;
      await change(applyPatch({ request, revision: draft.revision }, {}, draft.revision + 1).draft);
      screen.postWhenReady(field === undefined ? { kind: 'focus' } : { kind: 'showField', field });
    },
    async extend(job) {
      keepCopy = undefined;
      const src = screen.toWebview(clipUri(await session.open(), job));
      screen.postWhenReady({ kind: 'grabFrame', job: job.id, src });
    },
    async choose(kind) {
      if (session.current === undefined) {
        await openSession();
        await show();
      }
      // A page that is still loading would take the focus from the list.
      if (!(await screen.whenReady())) return;
      await chooseFrom({ kind });
    },
    trySample: () => generate({ kind: 'someone' }, true),
    onDidDispose: screen.onDidDispose,
    dispose: () => screen.dispose(),
  };
}

function usualModelId(): string {
  return folderSettings(vscode.workspace.workspaceFolders?.[0]?.uri).defaultModel;
}

function samplePrompt(): string {
  return vscode.l10n.t('A paper boat drifts down a rain-wet street at dusk, lanterns glowing in the water');
}

import * as vscode from 'vscode';
import { defaultModel, findModel } from '../../core/catalogue/catalogue.ts';
import { adaptRequest } from '../../core/defaults.ts';
import type { Job } from '../../core/job.ts';
import type { VideoRequest } from '../../core/request.ts';
import { type HostMessage, type PanelMessage, panelMessage } from '../../protocol/panel.ts';
import type { Caller } from '../../engine/batch.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import { clipUri, type JobCommands } from '../jobs/jobCommands.ts';
import { type LazySession, onDidChangeJobs } from '../session/lazySession.ts';
import { folderSettings, onDidChangeSettings } from '../base/settings.ts';
import { pressedInPanel } from '../submitting/personsWord.ts';
import { keyMarket } from '../session/market.ts';
import { openTab } from '../base/show/tab.ts';
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
import { webviewHtml } from '../webview/webviewHtml.ts';
import { createImageImport } from '../workspace/imageImport.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import { type ChoosingMessage, choose } from './choosing.ts';
import { runPanelCommand } from './panelCommand.ts';
import { panelView } from '../../views/panelView.ts';
import { loadDraft, saveDraft } from './keptDraft.ts';
import { panelFacts } from './panelFacts.ts';
import { type KeepCopy, repair } from './repair.ts';
import { panelStrings } from '../../words/panelStrings.ts';

export const panelViewType = 'videoPrompt.panel';

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
export interface Panel extends vscode.Disposable {
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

export function createWebviewPanel(): vscode.WebviewPanel {
  return openTab(panelViewType, vscode.l10n.t('Video Prompt'));
}

export function showPanel(parts: PanelParts, webviewPanel: vscode.WebviewPanel): Panel {
  const { context, session, keys } = parts;
  const { webview } = webviewPanel;
  const storage = context.globalStorageUri;
  const imageImport = createImageImport(context.storageUri ?? storage, context.extension.extensionKind);
  const images = createImageLook();
  const toWebview = (uri: vscode.Uri) => webview.asWebviewUri(uri).toString();
  let draft: Draft = loadDraft(context.workspaceState, usualModelId());
  let draftNumber = 0;
  let keepCopy: KeepCopy | undefined;
  let isSubmitting = false;
  let trouble: unknown;
  let isReady = false;
  let isStale = false;
  let isShowing = false;
  const loaded = new vscode.EventEmitter<void>();

  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const setRoots = () => {
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        dist,
        storage,
        ...(context.storageUri === undefined ? [] : [context.storageUri]),
        ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
      ],
    };
  };
  setRoots();
  void imageImport.prune(draft.request.images.map(({ uri }) => uri));
  webviewPanel.iconPath = {
    dark: vscode.Uri.joinPath(context.extensionUri, 'media', 'panel-dark.svg'),
    light: vscode.Uri.joinPath(context.extensionUri, 'media', 'panel-light.svg'),
  };
  webview.html = webviewHtml({
    extensionUri: context.extensionUri,
    webview,
    name: 'panel',
    title: vscode.l10n.t('Video Prompt'),
    data: panelStrings(),
  });

  const post = (message: HostMessage) => void webview.postMessage(message);

  /** What a webview that is still loading would miss is told when it has shown the state. */
  const waiting: HostMessage[] = [];
  const postWhenReady = (message: HostMessage) => {
    if (isReady) post(message);
    else waiting.push(message);
  };

  const canShow = () => isReady;

  /** One state at a time; what changes meanwhile makes one more. */
  async function show(): Promise<void> {
    isStale = true;
    if (isShowing || !canShow()) return;
    isShowing = true;
    try {
      // isStale is set again from outside while a state is being made.
      for (let rounds = 0; isStale && rounds < 1000; rounds++) {
        isStale = false;
        const facts = await panelFacts({
          draft,
          draftNumber,
          isSubmitting,
          session: session.current,
          trouble,
          keys,
          images,
          toWebview,
        });
        const state = panelView(facts);
        // It may have been hidden or closed meanwhile.
        if (canShow()) post({ kind: 'state', state });
      }
    } catch (error) {
      void parts.report(error);
    } finally {
      isShowing = false;
    }
  }

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
    await show();
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
        mayAsk: true,
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

  async function receive(message: PanelMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        loaded.fire();
        if (session.current === undefined) await openSession();
        else await show();
        waiting.splice(0).forEach(post);
        // In the background, at most once a day: what is shown meanwhile is the list of before.
        if (await refreshPrices()) await show();
        return;
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

  const showing = coalesced(() => void show(), 50);
  const subscriptions: vscode.Disposable[] = [
    showing,
    loaded,
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = panelMessage.safeParse(raw);
      if (!message.success) return;
      receive(message.data).catch((error: unknown) => void parts.report(error));
    }),
    onDidChangeJobs(session, () => showing.call()),
    keys.onDidChange(() => void show()),
    onDidChangeSettings(() => void show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void show()),
    // The images of a folder that was added have to show.
    vscode.workspace.onDidChangeWorkspaceFolders(setRoots),
  ];
  const all = disposeAll(subscriptions);
  webviewPanel.onDidDispose(() => {
    isReady = false;
    all.dispose();
  });
  webviewPanel.onDidChangeViewState(() => {
    // A hidden webview is gone; when it is shown again it loads anew and says so.
    if (!webviewPanel.visible) isReady = false;
  });

  return {
    get isVisible() {
      return webviewPanel.visible;
    },
    reveal(focusPrompt) {
      webviewPanel.reveal();
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
      postWhenReady(field === undefined ? { kind: 'focus' } : { kind: 'showField', field });
    },
    async extend(job) {
      keepCopy = undefined;
      const src = toWebview(clipUri(await session.open(), job));
      postWhenReady({ kind: 'grabFrame', job: job.id, src });
    },
    async choose(kind) {
      if (session.current === undefined) await openSession();
      // A webview that is still loading would take the focus from the list.
      if (!isReady) {
        await new Promise<void>((resolve) => {
          loaded.event(() => resolve());
          // A panel that is closed meanwhile never loads.
          webviewPanel.onDidDispose(() => resolve());
        });
      }
      if (!isReady) return;
      await chooseFrom({ kind });
    },
    trySample: () => generate({ kind: 'someone' }, true),
    onDidDispose: webviewPanel.onDidDispose,
    dispose() {
      webviewPanel.dispose();
    },
  };
}

function usualModelId(): string {
  return folderSettings(vscode.workspace.workspaceFolders?.[0]?.uri).defaultModel;
}

function samplePrompt(): string {
  return vscode.l10n.t('A paper boat drifts down a rain-wet street at dusk, lanterns glowing in the water');
}

import * as vscode from 'vscode';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import type { Market } from '../../core/market.ts';
import { defined } from '../../core/defined.ts';
import { plainUri } from '../../core/uriPath.ts';
import type { CheckedFile } from '../../shots/checkedFile.ts';
import type { Made } from '../../shots/made.ts';
import {
  createPromptFileStates,
  type PromptFileState,
  type StatePorts,
} from '../../shots/promptFileStates.ts';
import { coalesced } from '../base/coalesced.ts';
import { DisposableStore } from '../base/disposables.ts';
import { folderSettings, onDidChangeSettings, readableOrigin } from '../base/settings.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { createFileDigests } from '../workspace/fileDigests.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import { openPromptFile } from '../workspace/surroundings.ts';
import { notLookedInto } from '../workspace/workspaceSearch.ts';
import { createPromptDocuments, type PromptDocuments } from '../workspace/promptDocuments.ts';
import { isPromptFile, promptFileGlob } from '../../core/promptFileName.ts';
import { imageGlob } from '../../core/imageExtensions.ts';

/** How prompt files and their clips stand, as the editor shows the files. Nothing is read or watched before the first question. */
export interface ShotStates extends vscode.Disposable {
  /** What the open prompt files say. */
  readonly documents: PromptDocuments;
  /** What a file asks for, with what is wrong with it. */
  checked(uri: vscode.Uri): Promise<CheckedFile>;
  file(uri: vscode.Uri): Promise<PromptFileState>;
  /** The same, with everything looked at again. */
  look(uri: vscode.Uri): Promise<PromptFileState>;
  /** The prompt files that may stand otherwise now; undefined: any. */
  readonly onDidChange: vscode.Event<readonly vscode.Uri[] | undefined>;
}

export interface ShotStatesParts {
  readonly session: LazySession;
  readonly index: ClipIndex;
  readonly keys: Pick<ApiKeys, 'onDidChange'>;
  readonly market: () => Promise<Market>;
  readonly made: (promptFileUri: string) => Promise<Made>;
}

const gatherMs = 100;

export function createShotStates(parts: ShotStatesParts): ShotStates {
  const documents = createPromptDocuments();
  const states = createPromptFileStates({ ...wordsPorts(documents), made: parts.made, market: parts.market });
  const changed = new vscode.EventEmitter<readonly vscode.Uri[] | undefined>();
  const subscriptions = new DisposableStore();
  subscriptions.add(changed);
  const touched = new Set<string>();
  let isAll = false;
  let isWatching = false;

  const places = new Set<string>();
  const telling = coalesced(() => {
    for (const uri of states.changedFiles([...places])) touched.add(uri);
    places.clear();
    if (!isAll && touched.size === 0) return;
    const uris = isAll ? undefined : [...touched].map((uri) => vscode.Uri.parse(uri));
    isAll = false;
    touched.clear();
    changed.fire(uris);
  }, gatherMs);

  function tell(uris: readonly string[]): void {
    if (uris.length === 0) return;
    for (const uri of uris) touched.add(uri);
    telling.call();
  }

  function tellAll(): void {
    isAll = true;
    telling.call();
  }

  const forget = {
    words: (uri: vscode.Uri) => {
      if (isPromptFile(uri)) tell(states.changedWords(uri.toString()));
    },
    // A program that writes thousands of files is heard once.
    place: (uri: vscode.Uri) => {
      if (notLookedInto.test(uri.path)) return;
      places.add(uri.toString());
      telling.call();
    },
    // A folder that was made inside of a new one may never be watched, and one of another machine tells little.
    shown: (editor: vscode.TextEditor | undefined) => {
      const uri = editor?.document.uri;
      if (uri !== undefined && isPromptFile(uri)) tell(states.turnedTo(uri.toString()));
    },
    made: () => {
      states.changedMade();
      tellAll();
    },
    market: () => {
      states.changedMarket();
      tellAll();
    },
    all: () => {
      states.changedAll();
      tellAll();
    },
  };

  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    const { session, index, keys } = parts;
    subscriptions.add(
      telling,
      ...watching(promptFileGlob, forget.words),
      ...watching(imageGlob, forget.place, { comings: false }),
      // Of what lies in a folder that comes or goes as a whole, watchers of files are not told.
      ...watching('**/*', forget.place, { changes: false }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) forget.words(document.uri);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => forget.words(uri)),
      // What was not saved is gone.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => forget.words(uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        // Nothing tells of images that change outside of the workspace.
        if (isPromptFile(uri) && vscode.workspace.getWorkspaceFolder(uri) === undefined) forget.all();
      }),
      vscode.window.onDidChangeActiveTextEditor(forget.shown),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) forget.shown(vscode.window.activeTextEditor);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(forget.all),
      vscode.workspace.onDidRenameFiles(forget.all),
      vscode.workspace.onDidDeleteFiles(forget.all),
      onDidChangeSettings(forget.market),
      keys.onDidChange(forget.market),
      index.onDidChange(forget.made),
      session.onDidOpen((opened) => {
        listen(opened);
        forget.all();
      }),
    );
    if (session.current !== undefined) listen(session.current);
  }

  function listen({ engine, prices }: Session): void {
    subscriptions.add(
      prices.onDidChange(forget.market),
      engine.onDidChangeJob((job) => {
        tell(states.changedJob(job));
        // The key may have been refused its model.
        if (job.state === 'failed') forget.market();
      }),
      engine.onDidChange(() => {
        states.changedMarket();
        forget.made();
      }),
    );
  }

  const asking =
    <Answer>(ask: (uri: string) => Promise<Answer>) =>
    (uri: vscode.Uri) => {
      watch();
      return ask(uri.toString());
    };
  return {
    documents,
    checked: asking(states.checked),
    file: asking(states.file),
    look: asking(states.look),
    onDidChange: changed.event,
    dispose() {
      subscriptions.dispose();
    },
  };
}

function watching(
  glob: string,
  changed: (uri: vscode.Uri) => void,
  { changes = true, comings = true } = {},
): readonly vscode.Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher(glob, !comings, !changes, !comings);
  return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
}

/** What the words of files and the images that they name need of the editor. */
export function wordsPorts(documents: PromptDocuments): Omit<StatePorts, 'made' | 'market'> {
  const images = createImageLook();
  return {
    versionOf: (uri) => openDocument(uri)?.version,
    async resolve(uri) {
      const document = openDocument(uri);
      return document === undefined
        ? await openPromptFile(vscode.Uri.parse(uri))
        : await documents.resolve(document);
    },
    digests: createFileDigests(),
    async look(uri, promptFile) {
      const [input] = await images.look([{ uri, role: 'reference' }], vscode.Uri.parse(promptFile));
      return input ?? { uri, role: 'reference', kind: 'missing' };
    },
    settings(uri) {
      const folders = vscode.workspace.workspaceFolders ?? [];
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) ?? folders[0];
      return {
        defaultModelId: folderSettings(folder?.uri).defaultModel,
        workspaceFolderUris: folders.map((one) => one.uri.toString()),
        ...defined({ origin: readableOrigin() }),
      };
    },
  };
}

function openDocument(uri: string): vscode.TextDocument | undefined {
  const plain = plainUri(uri);
  return vscode.workspace.textDocuments.find((one) => plainUri(one.uri.toString()) === plain);
}

import * as vscode from 'vscode';
import { coalesced } from '../base/coalesced.ts';
import { type Disposes, DisposableStore } from '../base/disposables.ts';
import { nameTab } from '../base/show/tab.ts';
import { webviewHtml, type WebviewPage } from './webviewHtml.ts';

/** What a webview says; `ready` means that it has loaded. */
interface Said {
  readonly kind: string;
}
type Ready<Message extends Said> = Extract<Message, { kind: 'ready' }>;
type Order<Message extends Said> = Exclude<Message, { kind: 'ready' }>;

/** What makes one screen another than the next. */
export interface ScreenParts<Message extends Said, Sent> extends Pick<
  WebviewPage,
  'name' | 'title' | 'data'
> {
  readonly extensionUri: vscode.Uri;
  /** Folders from which the page may load pictures and clips; absent: none. */
  readonly roots?: () => readonly vscode.Uri[];
  /** The schema of its messages: what does not fit is ignored. */
  readonly schema: {
    safeParse(raw: unknown): { readonly success: true; readonly data: Message } | { readonly success: false };
  };
  /** Everything that the screen shows now; undefined: nothing yet. */
  readonly state: () => Promise<Sent | undefined>;
  /** How long changes are gathered by `showSoon`. */
  readonly gatherMs: number;
  readonly receive: (message: Order<Message>) => Promise<void>;
  /** Runs before the first state is made for a page that has loaded. */
  readonly opened?: (message: Ready<Message>) => Promise<void>;
  /** Runs after that state has been shown. */
  readonly shown?: () => Promise<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * An editor tab with a page of ours. The host owns the state: the page shows it and says what a person does. A page that
 * is hidden is gone; when it is shown again it loads once more, says so, and gets the state of then.
 */
export class Screen<Message extends Said, Sent> {
  readonly #panel: vscode.WebviewPanel;
  /** Kept, because the panel throws when it is asked for it after the tab was closed; the webview itself then does nothing. */
  readonly #webview: vscode.Webview;
  readonly #parts: ScreenParts<Message, Sent>;
  readonly #store = new DisposableStore();
  readonly #loaded: vscode.EventEmitter<void>;
  readonly #soon: { call(): void };
  /** What a page that is still loading would miss. */
  readonly #waiting: Sent[] = [];
  #isReady = false;
  #isStale = false;
  #isMaking = false;
  #wasHidden = false;

  constructor(panel: vscode.WebviewPanel, parts: ScreenParts<Message, Sent>) {
    this.#panel = panel;
    this.#webview = panel.webview;
    this.#parts = parts;
    this.#loaded = this.#store.add(new vscode.EventEmitter<void>());
    this.#soon = this.#store.add(coalesced(() => void this.show(), parts.gatherMs));
    this.#store.add(
      this.#webview.onDidReceiveMessage((raw: unknown) => this.#hear(raw)),
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.#isReady = false;
        this.#wasHidden = true;
      }),
      // What lies in a folder that was added has to show.
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#setOptions()),
    );
    panel.onDidDispose(() => {
      this.#isReady = false;
      this.#store.dispose();
    });
    this.#dress();
  }

  /** Whether the page was hidden before: what it remembers is then older than what the host knows. */
  get wasHidden(): boolean {
    return this.#wasHidden;
  }

  get isVisible(): boolean {
    return !this.#store.isDisposed && this.#panel.visible;
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  /** Ends with the screen. */
  add(first: Disposes, ...others: readonly Disposes[]): void {
    this.#store.add(first, ...others);
  }

  /** Makes the state and shows it: one at a time; what changes meanwhile makes one more. */
  async show(): Promise<void> {
    this.#isStale = true;
    if (this.#isMaking || !this.#isReady) return;
    this.#isMaking = true;
    try {
      while (this.#isStale && this.#canShow()) {
        this.#isStale = false;
        const state = await this.#parts.state();
        // It may have been hidden or closed meanwhile.
        if (state !== undefined && this.#canShow()) this.post(state);
      }
    } catch (error) {
      void this.#parts.report(error);
    } finally {
      this.#isMaking = false;
    }
  }

  /** The same for changes that come in bursts. */
  showSoon(): void {
    this.#soon.call();
  }

  post(message: Sent): void {
    void this.#webview.postMessage(message);
  }

  /** Posts once the page has loaded. */
  postWhenReady(message: Sent): void {
    if (this.#isReady) this.post(message);
    else this.#waiting.push(message);
  }

  /** Waits for a page that is still loading; false: the screen was closed meanwhile. */
  async whenReady(): Promise<boolean> {
    if (this.#isReady) return true;
    return await new Promise<boolean>((resolve) => {
      this.#store.add(
        this.#loaded.event(() => resolve(true)),
        { dispose: () => resolve(false) },
      );
    });
  }

  toWebview(uri: vscode.Uri): string {
    return this.#webview.asWebviewUri(uri).toString();
  }

  reveal(): void {
    if (!this.#store.isDisposed) this.#panel.reveal();
  }

  rename(title: string): void {
    if (!this.#store.isDisposed) nameTab(this.#panel, title);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #canShow(): boolean {
    return this.#isReady;
  }

  #hear(raw: unknown): void {
    const parsed = this.#parts.schema.safeParse(raw);
    if (!parsed.success) return;
    const { data } = parsed;
    const done = isReadyMessage(data) ? this.#open(data) : this.#parts.receive(data as Order<Message>);
    done.catch((error: unknown) => void this.#parts.report(error));
  }

  async #open(message: Ready<Message>): Promise<void> {
    const { opened, shown } = this.#parts;
    this.#isReady = true;
    this.#loaded.fire();
    await opened?.(message);
    await this.show();
    for (const one of this.#waiting.splice(0)) this.post(one);
    await shown?.();
  }

  #dress(): void {
    const { extensionUri, name, title, data } = this.#parts;
    this.#setOptions();
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `panel-${theme}.svg`);
    this.#panel.iconPath = { dark: icon('dark'), light: icon('light') };
    this.#webview.html = webviewHtml({ extensionUri, webview: this.#webview, name, title, data });
  }

  #setOptions(): void {
    const { extensionUri, roots } = this.#parts;
    const localResourceRoots = [vscode.Uri.joinPath(extensionUri, 'dist'), ...(roots?.() ?? [])];
    this.#webview.options = { enableScripts: true, localResourceRoots };
  }
}

function isReadyMessage<Message extends Said>(message: Message): message is Ready<Message> {
  return message.kind === 'ready';
}

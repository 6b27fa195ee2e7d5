/**
 * As much of the module `vscode` as code that shows something needs, for tests without an editor: what is shown is written
 * down. Imported in its place by `withFakeVscode.ts`.
 */

export interface Seen {
  readonly place: string;
  readonly text: string;
}

/** Everything that was shown since the last `forget`. */
export const seen: Seen[] = [];

/** What a person answers: the first button or row, or this text. */
export const person = { presses: false, types: undefined as string | undefined };

export function forget(): void {
  seen.length = 0;
  person.presses = false;
  person.types = undefined;
}

function see(place: string, ...texts: readonly unknown[]): void {
  for (const text of texts) if (typeof text === 'string') seen.push({ place, text });
}

const message =
  (place: string) =>
  (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const isOptions = (one: unknown) => typeof one === 'object' && one !== null;
    const buttons = rest.filter((one) => typeof one === 'string');
    see(place, text);
    for (const one of rest.filter(isOptions)) if ('detail' in one) see(`${place}, detail`, one.detail);
    see(`${place}, button`, ...buttons);
    return Promise.resolve(person.presses ? buttons[0] : undefined);
  };

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly buttons?: readonly { readonly tooltip?: string }[];
}

function seeItems(items: readonly Item[]): void {
  for (const { label, description, detail, buttons = [] } of items) {
    see('list', label, description, detail, ...buttons.map(({ tooltip }) => tooltip));
  }
}

function seeMarkdown(place: string, text: MarkdownString | string | undefined): void {
  see(typeof text === 'string' ? place : 'markdown', typeof text === 'string' ? text : text?.value);
}

export const window = {
  showInformationMessage: message('notification'),
  showWarningMessage: message('notification'),
  showErrorMessage: message('notification'),
  async showInputBox(options: {
    readonly title?: string;
    readonly prompt?: string;
    readonly placeHolder?: string;
    readonly validateInput?: (text: string) => unknown;
  }) {
    see('input', options.title, options.prompt, options.placeHolder);
    if (person.types !== undefined) see('input', await options.validateInput?.(person.types));
    return person.types;
  },
  showQuickPick(items: readonly Item[], options: { readonly title?: string; readonly placeHolder?: string }) {
    see('list', options.title, options.placeHolder);
    seeItems(items);
    return Promise.resolve(person.presses ? items[0] : undefined);
  },
  createQuickPick() {
    let hide: (() => void) | undefined;
    return {
      title: '',
      placeholder: '',
      buttons: [] as { readonly tooltip?: string }[],
      items: [] as Item[],
      onDidTriggerButton: () => undefined,
      onDidTriggerItemButton: () => undefined,
      onDidAccept: () => undefined,
      onDidHide: (listener: () => void) => (hide = listener),
      show() {
        see('list', this.title, this.placeholder, ...this.buttons.map(({ tooltip }) => tooltip));
        seeItems(this.items);
        hide?.();
      },
      dispose: () => undefined,
    };
  },
  withProgress(options: { readonly title?: string }, work: (progress: unknown, token: unknown) => unknown) {
    see('progress', options.title);
    return Promise.resolve(work({}, { isCancellationRequested: false, onCancellationRequested: () => ({}) }));
  },
  setStatusBarMessage(text: string) {
    see('status bar', text);
  },
  createStatusBarItem() {
    return {
      text: '',
      name: '',
      tooltip: undefined as MarkdownString | string | undefined,
      accessibilityInformation: { label: '' },
      show() {
        see('status bar', this.text, this.name, this.accessibilityInformation.label);
        seeMarkdown('status bar', this.tooltip);
      },
      dispose: () => undefined,
    };
  },
  createOutputChannel() {
    return {
      warn: (text: string) => see('log', text),
      error: (text: string) => see('log', text),
      show: () => undefined,
      dispose: () => undefined,
    };
  },
  createTreeView(_id: string, { treeDataProvider }: { readonly treeDataProvider: unknown }) {
    trees.push(treeDataProvider);
    return {
      set message(text: string) {
        see('tree', text);
      },
      dispose: () => undefined,
    };
  },
  createWebviewPanel(_type: string, title: string) {
    see('tab', title);
    return {};
  },
  registerWebviewPanelSerializer: (_type: string, _reviver: unknown) => new Disposable(),
  registerFileDecorationProvider(provider: (typeof marks)[number]) {
    marks.push(provider);
    return new Disposable();
  },
  showWorkspaceFolderPick({ placeHolder }: { readonly placeHolder?: string }) {
    see('list', placeHolder);
    return Promise.resolve(undefined);
  },
  showSaveDialog({ title }: { readonly title?: string }) {
    see('dialog', title);
    return Promise.resolve(undefined);
  },
  showOpenDialog({ title }: { readonly title?: string }) {
    see('dialog', title);
    return Promise.resolve(undefined);
  },
  tabGroups: { activeTabGroup: {} },
  visibleTextEditors: [],
};

/** What was registered, to be asked by a test. */
export const trees: unknown[] = [];
export const marks: { provideFileDecoration(uri: Uri): Promise<{ tooltip?: string; badge?: string }> }[] = [];
export const commandsById = new Map<string, (...args: unknown[]) => unknown>();

export const commands = {
  registerCommand(id: string, run: (...args: unknown[]) => unknown) {
    commandsById.set(id, run);
    return new Disposable();
  },
  executeCommand: () => Promise.resolve(undefined),
};

/** Values of settings, by their full names. */
export const settings = new Map<string, unknown>();

export const workspace = {
  isTrusted: true,
  workspaceFolders: [] as unknown[],
  asRelativePath: (uri: Uri) => uri.path.replace(/^\/work\//, ''),
  getWorkspaceFolder: (uri: Uri) =>
    uri.path.startsWith('/work/') ? { uri: Uri.parse('file:///work') } : undefined,
  getConfiguration: (section?: string) => {
    const full = (name: string) => (section === undefined ? name : `${section}.${name}`);
    return {
      get: (name: string) => settings.get(full(name)),
      inspect: (name: string) => ({ key: name, workspaceValue: settings.get(full(name)) }),
      update: () => Promise.resolve(),
    };
  },
  fs: { stat: () => Promise.resolve({ size: 1 }) },
  onDidChangeWorkspaceFolders: () => new Disposable(),
};

export const env = {
  language: 'en',
  clipboard: {
    writeText(text: string) {
      see('clipboard', text);
      return Promise.resolve();
    },
  },
};

export const l10n = {
  /** One pass over the text: what an argument holds is not looked at. */
  t(text: string, ...args: readonly unknown[]): string {
    const [first] = args;
    const values = new Map(Object.entries(typeof first === 'object' && first !== null ? first : args));
    return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values.get(name) ?? all));
  },
};

export class Disposable {
  static from = () => new Disposable();
  dispose(): void {
    // Nothing is held.
  }
}

export class EventEmitter<T> {
  readonly #listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.push(listener);
    return new Disposable();
  };
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.length = 0;
  }
}

export class Uri {
  static parse = (text: string) => new Uri(text);
  static file = (path: string) => new Uri(`file://${encodeURI(path)}`);
  static joinPath = (uri: Uri, ...parts: readonly string[]) => new Uri([uri.toString(), ...parts].join('/'));
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  get scheme(): string {
    return this.#text.split(':')[0] ?? '';
  }
  get path(): string {
    return decodeURIComponent(this.#text.replace(/^\w+:\/\/[^/]*/, ''));
  }
  toString(): string {
    return this.#text;
  }
}

export class MarkdownString {
  readonly value: string;
  constructor(value = '') {
    this.value = value;
  }
}

export class TreeItem {
  tooltip: MarkdownString | string | undefined;
  description: string | undefined;
  accessibilityInformation: { readonly label: string } | undefined;
  readonly label: string;
  constructor(label: string) {
    this.label = label;
  }
}

export function seeTreeItem({ label, description, tooltip, accessibilityInformation }: TreeItem): void {
  see('tree', label, description, accessibilityInformation?.label);
  seeMarkdown('tree', tooltip);
}

export async function seeMarks(uri: Uri): Promise<void> {
  for (const provider of marks) {
    const mark = await provider.provideFileDecoration(uri);
    see('mark', mark.tooltip, mark.badge);
  }
}

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeColor extends ThemeIcon {}

export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ProgressLocation = { Notification: 15 };
export const ViewColumn = { Active: -1 };
export const ConfigurationTarget = { Global: 1, Workspace: 2 };

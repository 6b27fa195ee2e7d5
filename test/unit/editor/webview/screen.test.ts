import assert from 'node:assert/strict';
import '../../../support/withFakeVscode.ts';
import * as fake from '../../../support/fakeVscode.ts';

// Only after the fake is in place.
const { Screen } = await import('../../../../src/editor/webview/screen.ts');
const { oneScreen } = await import('../../../../src/editor/webview/oneScreen.ts');

type Panel = ConstructorParameters<typeof Screen>[0];
interface Sent {
  readonly kind: string;
}

/** A tab as VS Code makes it: once it is closed, whoever asks it for anything gets an error; its page is just gone. */
class Tab {
  readonly posted: unknown[] = [];
  readonly said = new fake.EventEmitter<unknown>();
  readonly closed = new fake.EventEmitter<undefined>();
  #isClosed = false;
  readonly #page = {
    cspSource: '',
    options: {},
    html: '',
    onDidReceiveMessage: this.said.event,
    asWebviewUri: (uri: fake.Uri) => uri,
    postMessage: (message: unknown) => Promise.resolve(!this.#isClosed && this.posted.push(message) > 0),
  };
  #title = '';
  readonly onDidChangeViewState = () => new fake.Disposable();
  readonly onDidDispose = this.closed.event;
  iconPath: unknown;

  get webview() {
    return this.#open(this.#page);
  }
  get visible() {
    return this.#open(true);
  }
  get title() {
    return this.#open(this.#title);
  }
  set title(title: string) {
    this.#title = this.#open(title);
  }
  reveal() {
    this.#open(undefined);
  }
  get isClosed() {
    return this.#isClosed;
  }
  dispose() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.closed.fire(undefined);
  }
  #open<T>(answer: T): T {
    if (this.#isClosed) throw new Error('Webview is disposed');
    return answer;
  }
}

const asPanel = (tab: Tab) => tab as unknown as Panel;

function screenIn(tab: Tab, state: () => Promise<Sent | undefined>, errors: unknown[] = []) {
  return new Screen<Sent, Sent>(asPanel(tab), {
    extensionUri: fake.Uri.parse('file:///extension') as never,
    name: 'panel',
    title: 'Video Prompt',
    data: {},
    schema: { safeParse: (raw) => ({ success: true, data: raw as Sent }) },
    state,
    gatherMs: 1,
    receive: () => Promise.resolve(),
    report: (error) => Promise.resolve(void errors.push(error)),
  });
}

const turns = async () => await new Promise((resolve) => setImmediate(resolve));

describe('a screen', () => {
  it('shows its state to a page that has loaded, and what waited for it', async () => {
    const tab = new Tab();
    const screen = screenIn(tab, () => Promise.resolve({ kind: 'state' }));
    screen.postWhenReady({ kind: 'focus' });
    await screen.show();
    assert.deepEqual(tab.posted, []);
    tab.said.fire({ kind: 'ready' });
    await turns();
    assert.deepEqual(tab.posted, [{ kind: 'state' }, { kind: 'focus' }]);
  });

  it('takes it quietly that its tab was closed while something was being made', async () => {
    const tab = new Tab();
    const errors: unknown[] = [];
    const made = Promise.withResolvers<undefined>();
    const screen = screenIn(
      tab,
      async () => {
        await made.promise;
        return { kind: screen.toWebview(fake.Uri.parse('file:///clip.mp4') as never) };
      },
      errors,
    );
    tab.said.fire({ kind: 'ready' });
    await turns();
    tab.dispose();
    made.resolve(undefined);
    await turns();
    screen.post({ kind: 'announce' });
    screen.rename('Takes: Storm');
    screen.reveal();
    assert.equal(screen.isVisible, false);
    assert.deepEqual(tab.posted, []);
    assert.deepEqual(errors, []);
  });
});

describe('the one screen of a kind', () => {
  const revivers: { deserializeWebviewPanel(panel: Panel, remembered: unknown): Promise<void> }[] = [];
  const make = () => {
    fake.window.registerWebviewPanelSerializer = (_type, reviver) => {
      revivers.push(reviver as (typeof revivers)[number]);
      return new fake.Disposable();
    };
    return oneScreen('videoPrompt.test', 'Test', () =>
      Promise.resolve({
        create: (panel: Panel) => screenIn(panel as unknown as Tab, () => Promise.resolve(undefined)),
      }),
    );
  };

  it('is revived where none is open, and is then the one', async () => {
    const screens = make();
    const tab = new Tab();
    await revivers.at(-1)?.deserializeWebviewPanel(asPanel(tab), undefined);
    assert.ok(screens.current !== undefined);
    assert.equal(tab.isClosed, false);
    tab.dispose();
    assert.equal(screens.current, undefined);
  });

  it('closes an old tab that is revived beside one that was opened meanwhile', async () => {
    const screens = make();
    const [first, second] = [new Tab(), new Tab()];
    await revivers.at(-1)?.deserializeWebviewPanel(asPanel(first), undefined);
    const { current } = screens;
    await revivers.at(-1)?.deserializeWebviewPanel(asPanel(second), undefined);
    assert.equal(screens.current, current);
    assert.equal(first.isClosed, false);
    assert.equal(second.isClosed, true);
  });
});

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { until } from './until.ts';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

/** What a test opens: a folder, a `.code-workspace` file, or nothing. */
export type Opened = { readonly folder: string } | { readonly workspace: string } | 'nothing';

/** One window of VS Code, driven as a person does. Every method waits until what it names is there. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(
    context: BrowserContext,
    origin: string,
    opened: Opened,
    page?: Page,
  ): Promise<Workbench> {
    const workbench = new Workbench(page ?? (await context.newPage()));
    const query =
      opened === 'nothing'
        ? 'ew=true'
        : 'folder' in opened
          ? `folder=${encodeURIComponent(opened.folder)}`
          : `workspace=${encodeURIComponent(opened.workspace)}`;
    await workbench.page.goto(`${origin}/?${query}`);
    await workbench.untilReady();
    if (opened !== 'nothing' && 'workspace' in opened) await workbench.#untilFolders();
    return workbench;
  }

  /** In a browser a workspace file may come up without its folders; the next start has them. */
  async #untilFolders(): Promise<void> {
    const folders = this.page.locator('.explorer-folders-view').getByRole('treeitem');
    for (let tries = 1; ; tries++) {
      try {
        await folders.first().waitFor({ timeout: 10_000 * tries });
        return;
      } catch (error) {
        if (tries === 5) throw error;
        await this.reload();
      }
    }
  }

  async untilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    // Its place in the activity bar comes with its commands: a palette that is opened earlier never shows them.
    await this.page.locator('.activitybar a[aria-label^="Video Prompt"]').waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.untilReady();
  }

  /** Runs a command by its full title in the palette. */
  async run(title: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    let stepMs = 3_000;
    await until(`the command ${title} was run`, async () => {
      await this.page.keyboard.press('F1');
      try {
        // The filter of the palette finds no ellipsis.
        await input.fill(`>${title.replace('…', '')}`, { timeout: stepMs });
        await row.click({ timeout: stepMs });
        return true;
      } catch {
        // A webview that is just being drawn loses the key; a palette that loses the focus closes before it is clicked.
        stepMs *= 2;
        await this.page.keyboard.press('Escape');
        return false;
      }
    });
  }

  /** Opens the panel, and waits until it has taken the focus: it would close a menu that is opened meanwhile. */
  async openPanel(): Promise<void> {
    await this.run('Video Prompt: Open Panel');
    await this.panel.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor();
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Types into the quick input with this title and accepts. */
  async answer(title: string, text: string): Promise<void> {
    await this.quickInput.filter({ hasText: title }).waitFor();
    const input = this.quickInput.locator('input.input, input').first();
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  async pick(label: string): Promise<void> {
    await this.quickInput.locator('.monaco-list-row').filter({ hasText: label }).first().click();
  }

  /** Chooses a model of the panel by its whole label. */
  async chooseModel(label: string): Promise<void> {
    await this.panel.getByRole('button', { name: /^Model / }).press('Enter');
    await this.pickModel(label);
    const chosen = new RegExp(`^\\s*${escaped(label)}\\s*$`);
    await this.panel.locator('.modelName').filter({ hasText: chosen }).waitFor();
  }

  /** Chooses a model from the open list of them by its whole label. */
  async pickModel(label: string): Promise<void> {
    await this.quickInput.filter({ hasText: 'Choose a model' }).waitFor();
    let stepMs = 2_000;
    await until(`the row of ${label}`, async () => {
      try {
        await this.quickInput.locator('.quick-input-box input').fill(label, { timeout: stepMs });
        await this.#modelRow(label).waitFor({ timeout: stepMs });
        return true;
      } catch {
        // A list that is still being put up loses what is typed into it.
        stepMs *= 2;
        return false;
      }
    });
    await this.#modelRow(label).click();
  }

  #modelRow(label: string): Locator {
    const name = this.page
      .locator('.label-name')
      .filter({ hasText: new RegExp(`(^|\\s)${escaped(label)}$`) });
    return this.quickInput.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /**
   * Waits until VS Code has written a value with all these texts to its own storage, as it does at once when its window loses
   * the focus: what it has not written is lost in a reload.
   */
  async untilKept(...texts: readonly string[]): Promise<void> {
    await until('the value in the storage of VS Code', async () => {
      await this.page.evaluate(lookAway);
      return await this.page.evaluate(isInStorage, texts);
    });
  }

  /** Opens a folder of the explorer; a click right after loading may only select it. */
  async expandFolder(name: string): Promise<void> {
    const row = this.explorerRow(name);
    await until(`the folder ${name} opened`, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.click();
      return false;
    });
  }

  explorerRow(name: string): Locator {
    return this.page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
  }

  /** Right-clicks the last of these rows, with all of them selected, and chooses an item. */
  async explorerMenu(names: readonly string[], item: string): Promise<void> {
    await this.openExplorerMenu(names);
    await this.chooseFromMenu(item);
  }

  /** The explorer's menu of a clip, without opening it first. */
  async clipMenu(name: string, item: string): Promise<void> {
    await this.openMenu(this.explorerRow(name), item);
    await this.chooseFromMenu(item);
  }

  /** Opens the menu of a row; one that a window which is still being drawn takes away again is opened once more. */
  async openMenu(row: Locator, item: string | RegExp): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: item });
    let stepMs = 2_000;
    await until(`the menu with ${String(item)}`, async () => {
      await row.click({ button: 'right' });
      try {
        await entry.first().waitFor({ timeout: stepMs });
        return true;
      } catch {
        stepMs *= 2;
        await this.page.keyboard.press('Escape');
        return false;
      }
    });
  }

  /** A menu takes no notice of a click that comes right after it opened. */
  async chooseFromMenu(item: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: item, exact: true });
    for (let tries = 1; ; tries++) {
      await entry.click();
      try {
        await entry.waitFor({ state: 'hidden', timeout: 1_000 * tries });
        return;
      } catch (error) {
        if (tries === 10) throw error;
      }
    }
  }

  /** Chooses a colour theme by the label that the picker shows. */
  async setTheme(label: string): Promise<void> {
    const rows = this.quickInput.locator('.monaco-list-row');
    // Right after the start the list is drawn before its themes are known, and stays so.
    await until('the themes', async () => {
      await this.run('Preferences: Color Theme');
      await rows.first().waitFor();
      if ((await rows.filter({ hasText: 'Dark Modern' }).count()) > 0) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    await this.quickInput.locator('.quick-input-box input').fill(label);
    await rows.filter({ hasText: label }).first().click();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  async openExplorerMenu(names: readonly string[]): Promise<void> {
    const last = this.explorerRow(names.at(-1) ?? '');
    const menu = this.page.locator('.context-view .monaco-menu');
    const isSelected = async (name: string) =>
      (await this.explorerRow(name).getAttribute('aria-selected')) === 'true';
    // Rows may move under the mouse while files come and go.
    for (let tries = 1; ; tries++) {
      for (const [index, name] of names.entries()) {
        await this.explorerRow(name).click(index === 0 ? {} : { modifiers: ['Control'] });
      }
      await last.click({ button: 'right' });
      await menu.waitFor();
      const selected = await Promise.all(names.map(isSelected));
      const isOfLast = (await last.getAttribute('class'))?.includes('focused') === true;
      if ((isOfLast && selected.every(Boolean)) || tries === 5) return;
      await this.page.keyboard.press('Escape');
      await menu.waitFor({ state: 'hidden' });
    }
  }

  /** Our item in the status bar. */
  get spendItem(): Locator {
    return this.page.locator('.statusbar-item[id="video-prompt.video-prompt.spend"]');
  }

  /** A notification in the notification center, which keeps what toasts lose by themselves after some seconds. */
  async notification(text: string | RegExp): Promise<Locator> {
    const center = this.page.locator('.notifications-center.visible');
    const items = center.locator('.notification-list-item').filter({ hasText: text });
    await until(`the notification ${String(text)}`, async () => {
      if ((await items.count()) > 0) return true;
      if (!(await center.isVisible())) await this.#pressBell();
      return false;
    });
    return items;
  }

  /** Waits for a notification, and leaves the window as it was. */
  async untilNotified(text: string | RegExp): Promise<void> {
    await this.notification(text);
    await this.hideNotifications();
  }

  /** Presses a button of a notification. */
  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    const items = await this.notification(text);
    await items.first().getByRole('button', { name: button }).click();
    await this.hideNotifications();
  }

  /** The notification center lies over the editor, and closes by itself where nothing is left in it. */
  async hideNotifications(): Promise<void> {
    await until('the notification center closed', async () => {
      if (!(await this.page.locator('.notifications-center.visible').isVisible())) return true;
      await this.#pressBell();
      return false;
    });
  }

  async #pressBell(): Promise<void> {
    await this.#bell.click();
    // What the bell says when it is pointed at would cover the buttons of a notification.
    await this.page.mouse.move(700, 8);
  }

  get #bell(): Locator {
    return this.page.locator('.statusbar-item[id="status.notifications"] a');
  }

  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The inside of the panel's webview. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name });
  }

  get jobRows(): Locator {
    return this.page.locator('.pane-body .monaco-list-row');
  }

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Runs in the page: its window loses the focus, which a driven browser pretends to have for ever, and gets it back. */
function lookAway(): void {
  document.hasFocus = () => false;
  document.dispatchEvent(new Event('visibilitychange'));
  Reflect.deleteProperty(document, 'hasFocus');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Runs in the page. */
async function isInStorage(texts: readonly string[]): Promise<boolean> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('The storage cannot be read.'));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        const isWhole = (value: unknown) =>
          typeof value === 'string' && texts.every((text) => value.includes(text));
        if (values.some(isWhole)) return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

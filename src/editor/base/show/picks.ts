import * as vscode from 'vscode';
import { maxLabel, maxSentence, plainLine } from '../../../core/shownText.ts';
import { label, type Shown } from './shown.ts';

/** A row of a list; everything else that it carries comes back with it. */
export interface PickRow {
  readonly label: Shown;
  readonly description?: string;
  readonly detail?: Shown;
  /** A codicon before the row. */
  readonly icon?: string;
  readonly buttons?: readonly PickButton[];
}

export interface PickButton {
  readonly icon: string;
  readonly tooltip: string;
}

export interface PickOptions {
  readonly title: string;
  readonly placeHolder?: string;
  readonly matchOnDescription?: boolean;
  readonly ignoreFocusOut?: boolean;
}

/** A list to choose one row of. Undefined: it was closed. */
export async function pick<T extends PickRow>(
  rows: readonly T[],
  { title, placeHolder, ...options }: PickOptions,
): Promise<T | undefined> {
  const items = rows.map(itemOf);
  const chosen = await vscode.window.showQuickPick(items, {
    ...options,
    title: plainLine(title, maxLabel),
    ...(placeHolder === undefined ? {} : { placeHolder: plainLine(placeHolder) }),
  });
  return chosen === undefined ? undefined : rows[items.indexOf(chosen)];
}

/** A list that changes while it is shown. */
export interface Picker<T extends PickRow> extends vscode.Disposable {
  /** Rows, and lines between them. */
  setRows(rows: readonly (T | PickSeparator)[], active: readonly T[]): void;
  setButtons(buttons: readonly PickButton[]): void;
  clearSearch(): void;
  readonly onDidTriggerButton: vscode.Event<unknown>;
  onDidTriggerRowButton(listener: (row: T, button: PickButton) => void): void;
  onDidAccept(listener: (row: T) => void): void;
  readonly onDidHide: vscode.Event<void>;
  show(): void;
}

export interface PickSeparator {
  readonly separator: string;
}

export function createPicker<T extends PickRow>(title: string, placeHolder: string): Picker<T> {
  const picker = vscode.window.createQuickPick();
  picker.title = plainLine(title, maxLabel);
  picker.placeholder = plainLine(placeHolder);
  // What lies behind it may still be loading, and takes the focus when it is done.
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  let rowOf = new Map<vscode.QuickPickItem, T>();
  return {
    setRows(rows, active) {
      rowOf = new Map();
      const shown = new Map<T | PickSeparator, vscode.QuickPickItem>();
      for (const row of rows) {
        const isRow = !('separator' in row);
        const item = isRow ? itemOf(row) : separatorItem(row);
        shown.set(row, item);
        if (isRow) rowOf.set(item, row);
      }
      picker.items = [...shown.values()];
      picker.activeItems = active.flatMap((row) => shown.get(row) ?? []);
    },
    setButtons(buttons) {
      picker.buttons = buttons.map(buttonOf);
    },
    clearSearch() {
      picker.value = '';
    },
    onDidTriggerButton: picker.onDidTriggerButton,
    onDidTriggerRowButton(listener) {
      picker.onDidTriggerItemButton(({ button, item }) => {
        const row = rowOf.get(item);
        const pressed = row?.buttons?.[item.buttons?.indexOf(button) ?? -1];
        if (row !== undefined && pressed !== undefined) listener(row, pressed);
      });
    },
    onDidAccept(listener) {
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        const row = item === undefined ? undefined : rowOf.get(item);
        if (row !== undefined) listener(row);
      });
    },
    onDidHide: picker.onDidHide,
    show: () => picker.show(),
    dispose: () => picker.dispose(),
  };
}

function itemOf(row: PickRow): vscode.QuickPickItem {
  const { description, detail, icon, buttons } = row;
  return {
    label: label(row.label),
    ...(description === undefined ? {} : { description: plainLine(description, maxLabel) }),
    ...(detail === undefined ? {} : { detail: label(detail, maxSentence) }),
    ...(icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(icon) }),
    ...(buttons === undefined ? {} : { buttons: buttons.map(buttonOf) }),
  };
}

function separatorItem({ separator }: PickSeparator): vscode.QuickPickItem {
  return { label: plainLine(separator, maxLabel), kind: vscode.QuickPickItemKind.Separator };
}

function buttonOf({ icon, tooltip }: PickButton): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip: plainLine(tooltip, maxLabel) };
}

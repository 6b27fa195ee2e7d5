import * as vscode from 'vscode';
import { maxLabel, type Paragraph, plainLine } from '../../../core/shownText.ts';
import { plainMarkdown } from './markdown.ts';

export interface TreeRow {
  readonly id?: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: vscode.ThemeIcon;
  readonly contextValue?: string;
  readonly resourceUri?: vscode.Uri;
  readonly tooltip?: readonly Paragraph[];
  readonly accessibilityLabel?: string;
  readonly command?: vscode.Command;
}

export function treeItem(row: TreeRow): vscode.TreeItem {
  const { id, icon, contextValue, resourceUri, command } = row;
  const item = new vscode.TreeItem(plainLine(row.label, maxLabel));
  item.iconPath = icon;
  if (id !== undefined) item.id = id;
  if (contextValue !== undefined) item.contextValue = contextValue;
  if (resourceUri !== undefined) item.resourceUri = resourceUri;
  if (row.description !== undefined) item.description = plainLine(row.description, maxLabel);
  if (row.tooltip !== undefined) item.tooltip = plainMarkdown(...row.tooltip);
  if (row.accessibilityLabel !== undefined)
    item.accessibilityInformation = { label: plainLine(row.accessibilityLabel) };
  if (command !== undefined) item.command = { ...command, title: plainLine(command.title, maxLabel) };
  return item;
}

/** A view of rows, with a line of words above them. */
export interface Tree extends vscode.Disposable {
  /** An empty text takes the line away. */
  setMessage(text: string): void;
}

export function createTree<T>(viewId: string, treeDataProvider: vscode.TreeDataProvider<T>): Tree {
  const view = vscode.window.createTreeView<T>(viewId, {
    treeDataProvider: {
      ...treeDataProvider,
      getChildren: async (element) => await plainErrors(() => treeDataProvider.getChildren(element)),
      getTreeItem: async (element) => await plainErrors(() => treeDataProvider.getTreeItem(element)),
    },
  });
  return {
    setMessage(text) {
      view.message = plainLine(text);
    },
    dispose() {
      view.dispose();
    },
  };
}

/** VS Code tells what a provider throws in a notification, as it is. */
async function plainErrors<T>(run: () => T | Thenable<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { errorWords } = await import('../../../words/errorWords.ts');
    throw new Error(plainLine(errorWords(error)), { cause: error });
  }
}

import * as vscode from 'vscode';

/** What lies at a place; undefined where nothing does, or nobody can tell. */
export async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

export async function isThere(uri: vscode.Uri): Promise<boolean> {
  return (await statOf(uri)) !== undefined;
}

/** False where nothing lies there for certain; throws where nobody can tell. */
export async function isSurelyThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Whether an error of a file system says that nothing lies there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

export function isOfType({ type }: vscode.FileStat, wanted: vscode.FileType): boolean {
  return (type & wanted) !== 0;
}

/** Another one when a file has changed; undefined where no ordinary file lies. */
export async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  const stat = await statOf(uri);
  if (stat === undefined || !isOfType(stat, vscode.FileType.File)) return undefined;
  return `${stat.mtime} ${stat.size}`;
}

import * as vscode from 'vscode';

const maxCounter = 1000;

/** Writes a file into the folder of another one, under a name that is free unless the same bytes lie there. */
export async function writeBeside(other: vscode.Uri, name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  for (let counter = 1; counter < maxCounter; counter++) {
    const numbered = counter === 1 ? name : name.replace(/(\.[^.]*)?$/, (ending) => `-${counter}${ending}`);
    const uri = vscode.Uri.joinPath(other, '..', numbered);
    const present = await read(uri);
    if (present === undefined) await vscode.workspace.fs.writeFile(uri, bytes);
    if (present === undefined || Buffer.compare(present, bytes) === 0) return uri;
  }
  throw vscode.FileSystemError.FileExists(vscode.Uri.joinPath(other, '..', name));
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

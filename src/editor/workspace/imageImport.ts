import * as vscode from 'vscode';
import { readImageFacts } from '../../core/imageFacts.ts';
import { readImage } from './images.ts';
import { askForFiles } from '../base/show/inputs.ts';
import { imageExtensions } from '../../core/imageExtensions.ts';
import { sha256 } from '../../node/sha256.ts';

/** *Use Again* of a job finds its dropped images for so long. */
const keepCopiesMs = 30 * 24 * 60 * 60_000;

/** Takes images into the draft: what lies in the workspace by its place, the rest as a copy in the extension's storage. */
export interface ImageImport {
  pick(): Promise<readonly string[]>;
  fromUris(uris: readonly string[]): Promise<readonly string[]>;
  fromBytes(name: string, bytes: Uint8Array): Promise<string>;
  /** Removes old copies, but none of these. Never rejects: what stays is tried again another time. */
  prune(used: readonly string[]): Promise<void>;
}

export function createImageImport(storage: vscode.Uri, extensionKind: vscode.ExtensionKind): ImageImport {
  const directory = vscode.Uri.joinPath(storage, 'drafts');

  async function keepCopy(name: string, bytes: Uint8Array): Promise<string> {
    const digest = sha256(bytes).slice(0, 16);
    const safeName =
      name
        .replace(/[^\p{L}\p{N}._-]+/gu, '-')
        .slice(-60)
        .replace(/^\.+/, '') || 'image';
    await vscode.workspace.fs.createDirectory(directory);
    const uri = vscode.Uri.joinPath(directory, digest, safeName);
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri.toString();
  }

  async function take(uri: vscode.Uri): Promise<string> {
    if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) return uri.toString();
    const read = await readImage(uri);
    // What is no image is shown with its reason where it stands; no other file is copied to where the webview can see it.
    const isImage = read.kind === 'read' && readImageFacts(read.bytes) !== undefined;
    return isImage ? await keepCopy(read.name, read.bytes) : uri.toString();
  }

  /** One after the other, so that only one is in memory. */
  async function takeAll(uris: readonly vscode.Uri[]): Promise<readonly string[]> {
    const taken: string[] = [];
    for (const uri of uris) taken.push(await take(uri));
    return taken;
  }

  return {
    async pick() {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const picked = await askForFiles({
        canSelectMany: true,
        ...(folder === undefined ? {} : { defaultUri: folder }),
        title: vscode.l10n.t('Add images'),
        openLabel: vscode.l10n.t('Add'),
        filters: { [vscode.l10n.t('Images')]: [...imageExtensions] },
      });
      return await takeAll(picked ?? []);
    },
    fromUris: (uris) => takeAll(uris.map((uri) => localUri(uri, extensionKind))),
    fromBytes: keepCopy,
    async prune(used) {
      try {
        for (const [name] of await vscode.workspace.fs.readDirectory(directory)) {
          await pruneCopy(vscode.Uri.joinPath(directory, name), used);
        }
      } catch {
        // There are no copies yet, or one is in use.
      }
    },
  };
}

/** A copy is a folder named by its digest. A job that uses the image has a snapshot of its own. */
async function pruneCopy(copy: vscode.Uri, used: readonly string[]): Promise<void> {
  if (used.some((uri) => uri.startsWith(`${copy.toString()}/`))) return;
  const { mtime } = await vscode.workspace.fs.stat(copy);
  if (Date.now() - mtime > keepCopiesMs) await vscode.workspace.fs.delete(copy, { recursive: true });
}

/** What the explorer of a remote window drops names the remote; to an extension that runs there the file is local. */
function localUri(text: string, extensionKind: vscode.ExtensionKind): vscode.Uri {
  const uri = vscode.Uri.parse(text);
  const isOwnRemote =
    uri.scheme === 'vscode-remote' &&
    vscode.env.remoteName !== undefined &&
    extensionKind === vscode.ExtensionKind.Workspace;
  return isOwnRemote ? uri.with({ scheme: 'file', authority: '' }) : uri;
}

import * as vscode from 'vscode';
import { isPublicLink } from '../../core/uriPath.ts';
import type { Digests } from '../../shots/digests.ts';
import { sha256 } from '../../node/sha256.ts';
import { fileDigest } from './fileDigest.ts';
import { uploadDigest } from './images.ts';
import { stampOf } from '../base/stat.ts';

const maxKept = 2_000;

/** Each file is read again only when its time or size has changed. */
export function createFileDigests(): Digests {
  const known = new Map<string, Promise<string | undefined>>();

  async function digest(
    uri: vscode.Uri,
    kind: 'image' | 'file',
    make: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const stamp = await stampOf(uri);
    if (stamp === undefined) return undefined;
    const key = `${kind} ${stamp} ${uri.toString()}`;
    const made = known.get(key) ?? make();
    known.delete(key);
    known.set(key, made);
    for (const oldest of known.keys()) {
      if (known.size <= maxKept) break;
      known.delete(oldest);
    }
    return await made;
  }

  return {
    async image(text) {
      if (isPublicLink(text)) return undefined;
      const uri = vscode.Uri.parse(text);
      return await digest(uri, 'image', () => uploadDigest(uri).catch(() => undefined));
    },
    async file(text) {
      const uri = vscode.Uri.parse(text);
      return await digest(uri, 'file', () => hashFile(uri));
    },
    text: sha256,
  };
}

/** Undefined where it cannot be read. */
export async function hashFile(uri: vscode.Uri): Promise<string | undefined> {
  return await fileDigest(uri).catch(() => undefined);
}

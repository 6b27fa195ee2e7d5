import * as vscode from 'vscode';
import { madeOf as madeOfFile } from '../../runtime/madeOf.ts';
import type { Made } from '../../shots/made.ts';
import { isOfType, isSurelyThere, statOf } from '../base/stat.ts';
import { isTrusted } from '../base/trust.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { writeWhole } from '../workspace/writeWhole.ts';

/** Nothing is opened for someone who never used the extension. */
export async function madeOf(
  promptFile: vscode.Uri,
  { index, session }: { readonly index: ClipIndex; readonly session: LazySession },
): Promise<Made> {
  return await madeOfFile(promptFile.toString(), {
    // A database that cannot be opened is told where something is to be done with it.
    store: async () => (await session.openIfUsed().catch(() => undefined))?.store,
    clips: index,
    isFile,
    // A folder that is not reachable now has renamed nothing.
    isPerhapsThere: async (uri) => await isSurelyThere(vscode.Uri.parse(uri)).catch(() => true),
    write: isTrusted() ? async (uri, bytes) => await writeWhole(vscode.Uri.parse(uri), bytes) : undefined,
  });
}

async function isFile(uri: string): Promise<boolean> {
  try {
    const stat = await statOf(vscode.Uri.parse(uri));
    return stat !== undefined && isOfType(stat, vscode.FileType.File);
  } catch {
    return false;
  }
}

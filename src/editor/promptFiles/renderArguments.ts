import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { unreadable } from '../submitting/requestInput.ts';
import { isPromptFile } from '../../core/promptFileName.ts';

/** What is to be rendered, and who says so. */
export interface RenderWish {
  readonly files: readonly vscode.Uri[];
  /** Slug; absent: every shot. */
  readonly shot?: string;
  /** Key of a matrix cell; absent: every cell. */
  readonly cell?: string;
  readonly by:
    /** A lens, a menu, a key, or a program that runs the command like one of these. */
    | { readonly kind: 'someone' }
    /** A task, a keybinding with arguments or another extension: it gets no questions but that about the price. */
    | { readonly kind: 'program'; readonly isCommand: true; readonly isAll: boolean };
}

const programWish = z.strictObject({
  file: z.string(),
  shot: z.optional(z.string()),
  cell: z.optional(z.string()),
  /** Also what is current, or on its way. */
  all: z.optional(z.boolean()),
});

/**
 * The command's arguments: none (the file in the editor), what menus and lenses give (URIs), or data from a program: a
 * path relative to the workspace folder, or an object with `file`. Throws VideoPromptError `request.invalid`.
 */
export function readRenderArguments(args: readonly unknown[]): RenderWish {
  const [first, second, third] = args;
  if (first === undefined || first === null) {
    const active = vscode.window.activeTextEditor?.document.uri;
    return { files: active === undefined || !isPromptFile(active) ? [] : [active], by: { kind: 'someone' } };
  }
  if (first instanceof vscode.Uri) {
    // The explorer gives the clicked file and all selected ones.
    const all = Array.isArray(second) && second.length > 0 ? (second as unknown[]) : [first];
    return {
      files: all.filter((one) => one instanceof vscode.Uri).filter(isPromptFile),
      ...(typeof second === 'string' ? { shot: second } : {}),
      ...(typeof third === 'string' ? { cell: third } : {}),
      by: { kind: 'someone' },
    };
  }
  const parsed = programWish.safeParse(typeof first === 'string' ? { file: first } : first);
  if (!parsed.success) throw unreadable(parsed.error, 'file');
  const { file, shot, cell, all = false } = parsed.data;
  return {
    files: [uriOf(file)],
    ...(shot === undefined ? {} : { shot }),
    ...(cell === undefined ? {} : { cell }),
    by: { kind: 'program', isCommand: true, isAll: all },
  };
}

function uriOf(text: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(text)) return vscode.Uri.parse(text);
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder === undefined ? vscode.Uri.file(text) : vscode.Uri.joinPath(folder.uri, text);
}

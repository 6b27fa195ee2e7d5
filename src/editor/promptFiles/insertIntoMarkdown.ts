import * as vscode from 'vscode';
import { posterEnding, sidecarEnding } from '../../core/clipExtension.ts';
import { isPromptFile } from '../../core/promptFileName.ts';
import { findInWorkspace } from '../workspace/workspaceSearch.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { posterLink } from '../../core/posterLink.ts';
import { baseName, relativeUriPath } from '../../core/uriPath.ts';
import type { FrameGrabber } from '../workspace/frameGrabber.ts';
import { sidecarAt } from '../workspace/sidecars.ts';
import { pick } from '../base/show/picks.ts';
import { requireOwnPath } from '../workspace/workspaceFile.ts';
import { requireTrust } from '../base/trust.ts';
import { isSurelyThere } from '../base/stat.ts';

/** Wide enough for a page of text, small enough for a repository. */
const posterWidth = 1280;
const maxListed = 1000;

/** Where the link goes. */
interface Target {
  readonly document: vscode.TextDocument;
  /** Where the cursor is now. Absent: the end of the document. */
  readonly position?: () => vscode.Position;
}

/**
 * *Insert into Markdown…*: a poster frame that leads to the clip, at the cursor of the Markdown file that is being
 * edited, else at the end of one that is chosen. The poster lies beside the clip as `<clip>.jpg`; the document is left
 * unsaved. Throws VideoPromptError.
 */
export async function insertIntoMarkdown(grabber: FrameGrabber, clicked?: vscode.Uri): Promise<void> {
  requireTrust('writes');
  const clip = clicked ?? (await pickClip());
  if (clip === undefined) return;
  const target = await findTarget();
  if (target === undefined) return;
  const { document, position } = target;
  const poster = clip.with({ path: `${clip.path}${posterEnding}` });
  const from = document.uri.toString();
  const clipPath = relativeUriPath(from, clip.toString());
  const posterPath = relativeUriPath(from, poster.toString());
  if (document.isUntitled || clipPath === undefined || posterPath === undefined) {
    const text = vscode.l10n.t('Save the Markdown file in the same workspace as the clip first.');
    throw new VideoPromptError('output.unavailable', text);
  }
  await requireOwnPath(clip, poster, 'poster', baseName(poster));
  await makePoster(grabber, clip, poster);
  const link = posterLink({ alt: await promptOf(clip), poster: posterPath, clip: clipPath });
  const edit = new vscode.WorkspaceEdit();
  if (position === undefined) {
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.insert(document.uri, end, `${gapBefore(document)}${link}\n`);
  } else {
    const cursor = position();
    edit.insert(document.uri, cursor, ownParagraph(document, cursor, link));
  }
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

/** Never drawn over: a file of that name is the poster already, or the person's own. */
async function makePoster(grabber: FrameGrabber, clip: vscode.Uri, poster: vscode.Uri): Promise<void> {
  if (await isSurelyThere(poster)) return;
  const bytes = await grabber.grab(clip, { moment: 'first', type: 'image/jpeg', maxWidth: posterWidth });
  await vscode.workspace.fs.writeFile(poster, bytes);
}

/** The clip's prompt by its sidecar, else its name. */
async function promptOf(clip: vscode.Uri): Promise<string> {
  const sidecar = await sidecarAt(clip.with({ path: `${clip.path}${sidecarEnding}` }));
  return sidecar?.request.prompt ?? baseName(clip);
}

/** Before or behind a line of text it stands by itself; in the midst of one it is a part of it. */
function ownParagraph(document: vscode.TextDocument, position: vscode.Position, link: string): string {
  const { text } = document.lineAt(position.line);
  if (text.trim() === '') return link;
  if (position.character === 0) return `${link}\n\n`;
  return position.character === text.length ? `\n\n${link}` : link;
}

/** Blank lines that make a paragraph of what follows. */
function gapBefore(document: vscode.TextDocument): string {
  const text = document.getText();
  if (text.trim() === '') return '';
  return text.endsWith('\n') ? '\n' : '\n\n';
}

async function findTarget(): Promise<Target | undefined> {
  const editor = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
    (one) => one !== undefined && isMarkdown(one.document),
  );
  if (editor !== undefined) return { document: editor.document, position: () => editor.selection.active };
  const found = await findInWorkspace('**/*.{md,markdown}', { most: maxListed });
  const files = found.filter((uri) => !isPromptFile(uri));
  const isReadme = (uri: vscode.Uri) => /^readme\./i.test(baseName(uri));
  const uri = await pickFile(
    files.sort((a, b) => Number(isReadme(b)) - Number(isReadme(a)) || a.path.localeCompare(b.path)),
    {
      title: vscode.l10n.t('Insert into which Markdown file?'),
      none: vscode.l10n.t('There is no Markdown file in this workspace.'),
    },
  );
  return uri === undefined ? undefined : { document: await vscode.workspace.openTextDocument(uri) };
}

function isMarkdown({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === 'markdown' && !isPromptFile(uri);
}

async function pickClip(): Promise<vscode.Uri | undefined> {
  const clips = await findInWorkspace('**/*.mp4', { most: maxListed });
  return await pickFile(
    clips.sort((a, b) => a.path.localeCompare(b.path)),
    {
      title: vscode.l10n.t('Insert which clip?'),
      none: vscode.l10n.t('There is no clip in this workspace yet.'),
    },
  );
}

async function pickFile(
  uris: readonly vscode.Uri[],
  { title, none }: { readonly title: string; readonly none: string },
): Promise<vscode.Uri | undefined> {
  if (uris.length === 0) throw new VideoPromptError('output.unavailable', none);
  const items = uris.map((uri) => {
    const path = vscode.workspace.asRelativePath(uri);
    const name = baseName(uri);
    return { label: name, description: path === name ? '' : path.slice(0, -name.length - 1), uri };
  });
  const picked = await pick(items, { title, matchOnDescription: true });
  return picked?.uri;
}

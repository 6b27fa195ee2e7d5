import * as vscode from 'vscode';
import { isSidecar } from '../../core/clipExtension.ts';
import { promptFileEnding } from '../../core/promptFileName.ts';
import type { RequestDraft } from '../../core/defaults.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { slugFromPrompt } from '../../core/fileName.ts';
import { writePromptFile } from '../../core/promptFile/writePromptFile.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { baseName, isPublicLink } from '../../core/uriPath.ts';
import { fileDigest } from '../workspace/fileDigests.ts';
import { folderSettings } from '../base/settings.ts';
import { askForText } from '../base/show/inputs.ts';
import { requireOwnPath } from '../workspace/workspaceFile.ts';
import { sidecarAt } from '../workspace/sidecars.ts';
import { clipBeside, sidecarBeside } from '../../shots/recordedClip.ts';
import { requireTrust } from '../base/trust.ts';
import { isThere } from '../base/stat.ts';

const maxCounter = 1000;

/** What a new prompt file begins with. */
interface Beginning {
  readonly draft: RequestDraft;
  /** Where the file goes. */
  readonly directory: vscode.Uri;
  /** Without its ending. */
  readonly name: string;
  /** What the person should know, or is still to write, as a comment. */
  readonly hint?: string;
  /** A person chose the images, so that those from outside of the workspace are copied to where the file can name them. */
  readonly mayCopy?: true;
}

/** *New Prompt File*: by the text that is selected, else empty with the usual model. Throws VideoPromptError. */
export async function newPromptFile(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor === undefined ? '' : editor.document.getText(editor.selection).trim();
  const folder = directoryOf(editor?.document.uri);
  const { defaultModel } = folderSettings(folder);
  const isEmpty = selected === '';
  await begin({
    draft: { prompt: selected, model: defaultModel },
    directory: folder,
    name: isEmpty ? vscode.l10n.t('scene') : slugFromPrompt(selected),
    ...(isEmpty ? { hint: vscode.l10n.t('Describe what the video should show.') } : {}),
  });
}

/** *New Prompt File from Images*: beside the first one. */
export async function newPromptFileFromImages(images: readonly vscode.Uri[]): Promise<void> {
  const [first] = images;
  if (first === undefined) return;
  await begin({
    draft: {
      prompt: '',
      model: folderSettings(first).defaultModel,
      images: images.map((uri) => ({ uri: uri.toString() })),
    },
    mayCopy: true,
    directory: vscode.Uri.joinPath(first, '..'),
    name: baseName(first).replace(/\.[^.]*$/, ''),
    hint: vscode.l10n.t('Describe what should happen.'),
  });
}

/** *New Prompt File from Clip*: the request that its sidecar holds, beside the clip. */
export async function newPromptFileFromClip(clip: vscode.Uri): Promise<void> {
  const uri = isSidecar(clip) ? vscode.Uri.parse(clipBeside(clip.toString())) : clip;
  const sidecarUri = vscode.Uri.parse(sidecarBeside(uri.toString()));
  const sidecar = await sidecarAt(sidecarUri);
  if (sidecar === undefined) {
    const text = vscode.l10n.t('{0} has no sidecar that can be read.', baseName(uri));
    throw new VideoPromptError('sidecar.invalid', text);
  }
  const { images, remixOf, ...options } = sidecar.request;
  await begin({
    draft: { ...options, images: await imagesOfSidecar(sidecarUri, images) },
    directory: vscode.Uri.joinPath(uri, '..'),
    name: baseName(uri).replace(/\.[^.]*$/, ''),
    ...(remixOf === undefined
      ? {}
      : {
          hint: vscode.l10n.t(
            'The clip is a remix, which a prompt file cannot express: rendered from here, it is a new clip.',
          ),
        }),
  });
}

/** A sidecar may be a stranger's. Throws VideoPromptError with the field whose path leads out of the workspace folder. */
async function imagesOfSidecar(
  sidecarUri: vscode.Uri,
  images: Sidecar['request']['images'],
): Promise<NonNullable<RequestDraft['images']>> {
  return await Promise.all(
    images.map(async ({ path, clip, role }, at) => {
      const uri = vscode.Uri.joinPath(sidecarUri, '..', clip ?? path);
      const [kind, key] =
        clip === undefined ? ['sidecarImage' as const, 'path'] : ['sidecarClip' as const, 'clip'];
      await requireOwnPath(sidecarUri, uri, kind, `request.images[${String(at)}].${key}`);
      return { uri: uri.toString(), role };
    }),
  );
}

/** The panel's request as a file: what was pasted there is copied to where the file can name it. */
export async function newPromptFileFromRequest(request: RequestDraft): Promise<void> {
  const folder = directoryOf(vscode.window.activeTextEditor?.document.uri);
  const name = request.prompt.trim() === '' ? vscode.l10n.t('scene') : slugFromPrompt(request.prompt);
  await begin({ draft: request, directory: folder, name, mayCopy: true });
}

async function begin({ draft, directory, name, hint, mayCopy }: Beginning): Promise<void> {
  requireTrust('writes');
  const uri = await chooseName(directory, name);
  if (uri === undefined) return;
  const named = draft.images ?? [];
  const images = mayCopy === true ? await Promise.all(named.map((image) => bringAlong(image, uri))) : named;
  const written = writePromptFile({ ...draft, images }, uri.toString());
  const text = hint === undefined ? written : `${written.trimEnd()}\n\n<!-- ${hint} -->\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
}

/** Asks for the name, with one that is free. */
async function chooseName(directory: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  const at = (value: string) => vscode.Uri.joinPath(directory, `${value}${promptFileEnding}`);
  let free = name;
  for (let counter = 2; (await isThere(at(free))) && counter < maxCounter; counter++)
    free = `${name}-${counter}`;
  const typed = await askForText({
    title: vscode.l10n.t('New prompt file'),
    prompt: vscode.l10n.t('Its name in {0}', vscode.workspace.asRelativePath(directory)),
    value: free,
    async validateInput(value) {
      const bare = withoutEnding(value);
      if (bare === '' || bare === '.' || bare === '..' || /[\\/:<>"|?*\p{Cc}]/u.test(bare))
        return vscode.l10n.t('This cannot be the name of a file.');
      return (await isThere(at(bare)))
        ? vscode.l10n.t('A file with this name already exists. Choose another name.')
        : undefined;
    },
  });
  return typed === undefined ? undefined : at(withoutEnding(typed));
}

function withoutEnding(name: string): string {
  const bare = name.trim();
  return bare.toLowerCase().endsWith(promptFileEnding) ? bare.slice(0, -promptFileEnding.length) : bare;
}

/** A copy in the folder of the file's clips, for an image that lies outside of every workspace folder. */
async function bringAlong(
  image: NonNullable<RequestDraft['images']>[number],
  file: vscode.Uri,
): Promise<NonNullable<RequestDraft['images']>[number]> {
  const uri = vscode.Uri.parse(image.uri);
  if (isPublicLink(image.uri) || vscode.workspace.getWorkspaceFolder(uri) !== undefined) return image;
  const folder = file.with({ path: file.path.slice(0, -promptFileEnding.length) });
  const name = baseName(uri);
  const digest = await fileDigest(uri);
  for (let counter = 1; counter < maxCounter; counter++) {
    const copy = vscode.Uri.joinPath(folder, counter === 1 ? name : `${counter}-${name}`);
    if (!(await isThere(copy))) await vscode.workspace.fs.copy(uri, copy, { overwrite: false });
    if ((await fileDigest(copy)) === digest) return { ...image, uri: copy.toString() };
  }
  return image;
}

/** The folder of what is being edited, else the first workspace folder. Throws where there is none. */
function directoryOf(edited: vscode.Uri | undefined): vscode.Uri {
  if (edited !== undefined && vscode.workspace.getWorkspaceFolder(edited) !== undefined)
    return vscode.Uri.joinPath(edited, '..');
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    const text = vscode.l10n.t('Open a folder first: there is no place for the prompt file.');
    throw new VideoPromptError('output.unavailable', text);
  }
  return folder.uri;
}

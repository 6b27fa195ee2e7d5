import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { LeavingImage, UploadConsent } from '../../engine/ports.ts';
import { modal } from '../base/show/messages.ts';
import { sizeWords } from '../../words/jobWords.ts';

const memoryKey = 'uploadOrigins';
const storedOrigins = z.array(z.string());
const shownImages = 12;

/**
 * Asks once for each workspace and origin, in a modal dialog that names the files. The answer lies in the editor's own
 * memory of the workspace, where nothing in the workspace's files can put it.
 */
export function createUploadConsent(memory: vscode.Memento): UploadConsent {
  const given = (): readonly string[] => storedOrigins.safeParse(memory.get(memoryKey)).data ?? [];
  return {
    isGiven: (origin) => given().includes(origin),
    async ask({ origin, images }) {
      const upload = vscode.l10n.t('Upload');
      const { host } = new URL(origin);
      const title =
        images.length === 1
          ? vscode.l10n.t('Upload this image to {0}?', host)
          : vscode.l10n.t('Upload these {0} images to {1}?', images.length, host);
      const chosen = await modal.warning(title, detailOf(images), upload);
      if (chosen !== upload) return false;
      await memory.update(memoryKey, [...new Set([...given(), origin])]);
      return true;
    },
  };
}

function detailOf(images: readonly LeavingImage[]): readonly string[] {
  const lines = images
    .slice(0, shownImages)
    .map(({ uri, name, bytes }) => `${placeOf(uri, name)}, ${sizeWords(bytes)}`);
  const more = images.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : []),
    '',
    vscode.l10n.t(
      'Images leave this machine without camera data and place (EXIF, GPS). You are asked once in this workspace: images that you attach later are uploaded with their request.',
    ),
  ];
}

/** Where it lies in the workspace; of a file from elsewhere the name, which is what is sent. */
function placeOf(uri: string, name: string): string {
  const place = vscode.Uri.parse(uri);
  return vscode.workspace.getWorkspaceFolder(place) === undefined
    ? name
    : vscode.workspace.asRelativePath(place);
}

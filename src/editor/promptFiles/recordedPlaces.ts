import * as vscode from 'vscode';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { clipWith } from '../../shots/clipWith.ts';
import type { Digests } from '../../shots/digests.ts';
import type { RecordedPlaces } from '../../shots/recordedImages.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { ownFolder, pathRefusal } from '../workspace/workspaceFile.ts';
import { findInWorkspace } from '../workspace/workspaceSearch.ts';

const maxFound = 20;

/** Where the images and clips of a sidecar are looked for: in its own workspace folder. */
export function recordedPlaces(sidecarUri: vscode.Uri, digests: Digests, index: ClipIndex): RecordedPlaces {
  return {
    digests,
    async placeOf(path, kind) {
      const uri = vscode.Uri.joinPath(sidecarUri, '..', path);
      return isOwnPlace(await pathRefusal(sidecarUri, uri, kind)) ? uri.toString() : undefined;
    },
    async imagesNamed(name) {
      const glob = `**/${name.replace(/[\\[\]{}*?!,]/g, '?')}`;
      const pattern = new vscode.RelativePattern(ownFolder(sidecarUri), glob);
      const own: string[] = [];
      for (const uri of await findInWorkspace(pattern, { most: maxFound }))
        if ((await pathRefusal(sidecarUri, uri, 'sidecarImage')) === undefined) own.push(uri.toString());
      return own;
    },
    clipWith: async (sha256) => await clipWith(await index.all(), sha256, digests),
  };
}

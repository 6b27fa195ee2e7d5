import * as vscode from 'vscode';
import { findInWorkspace } from '../workspace/workspaceSearch.ts';
import { defined } from '../../core/defined.ts';
import { recipeOfSidecar } from '../../core/recipe.ts';
import type { RequestImage, VideoRequest } from '../../core/request.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { ownFolder, pathRefusal } from '../workspace/workspaceFile.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { ClipSidecar } from '../workspace/clipSidecar.ts';
import type { Digests } from '../../shots/digests.ts';
import { hashFile } from '../workspace/fileDigests.ts';
import { findClip } from '../workspace/findClip.ts';

/** An image that a sidecar records, and what there is of it now. */
export type RecordedImage = { readonly name: string; readonly role: RequestImage['role'] } & (
  | { readonly kind: 'same' | 'changed'; readonly uri: string }
  /** Its last frame has to be taken again. */
  | { readonly kind: 'frame'; readonly clip: vscode.Uri }
  /** `link`: a public address, which no sidecar holds. */
  | { readonly kind: 'gone' | 'link' }
);

const maxFound = 20;

/** The images of a recorded request, looked for at their place and, where they were moved, by name and content. */
export async function findRecordedImages(
  { uri, sidecar }: ClipSidecar,
  { digests, index }: { readonly digests: Digests; readonly index: ClipIndex },
): Promise<readonly RecordedImage[]> {
  const recipe = recipeOfSidecar(sidecar);
  return await Promise.all(
    sidecar.request.images.map(async ({ path, role, clip }, at): Promise<RecordedImage> => {
      const { sha256, clipSha256 } = recipe.images[at] ?? {};
      const name = path.slice(path.lastIndexOf('/') + 1);
      const named = { name, role };
      if (clipSha256 !== undefined) {
        const place = clip === undefined ? undefined : await ownPlace(uri, clip, 'sidecarClip');
        const isThere = place !== undefined && (await hashFile(place)) === clipSha256;
        const found = isThere ? place : await findClip(index, clipSha256);
        const from = clip === undefined ? name : clip.slice(clip.lastIndexOf('/') + 1);
        return found === undefined
          ? { name: from, role, kind: 'gone' }
          : { name: from, role, kind: 'frame', clip: found };
      }
      if (sha256 === undefined) return { ...named, kind: 'link' };
      const place = await ownPlace(uri, path, 'sidecarImage');
      const digest = place === undefined ? undefined : await digests.image(place.toString());
      if (place !== undefined && digest === sha256) return { ...named, kind: 'same', uri: place.toString() };
      const moved = await findImage(uri, name, sha256, digests);
      if (moved !== undefined) return { ...named, kind: 'same', uri: moved.toString() };
      return place === undefined || digest === undefined
        ? { ...named, kind: 'gone' }
        : { ...named, kind: 'changed', uri: place.toString() };
    }),
  );
}

/** A sidecar may be a stranger's: what lies outside its workspace folder is none of its business. */
async function ownPlace(
  sidecarUri: vscode.Uri,
  path: string,
  kind: 'sidecarImage' | 'sidecarClip',
): Promise<vscode.Uri | undefined> {
  const uri = vscode.Uri.joinPath(sidecarUri, '..', path);
  return isOwnPlace(await pathRefusal(sidecarUri, uri, kind)) ? uri : undefined;
}

async function findImage(
  sidecarUri: vscode.Uri,
  name: string,
  sha256: string,
  digests: Digests,
): Promise<vscode.Uri | undefined> {
  const glob = `**/${name.replace(/[\\[\]{}*?!,]/g, '?')}`;
  const pattern = new vscode.RelativePattern(ownFolder(sidecarUri), glob);
  for (const uri of await findInWorkspace(pattern, { most: maxFound })) {
    if ((await pathRefusal(sidecarUri, uri, 'sidecarImage')) !== undefined) continue;
    if ((await digests.image(uri.toString())) === sha256) return uri;
  }
  return undefined;
}

/** The recorded request for one clip, with these images; a remix is one of the present origin's task. */
export function recordedRequest(
  { request }: Sidecar,
  images: readonly RequestImage[],
  origin: string,
): VideoRequest {
  const { prompt, model, seconds, aspectRatio, resolution, remixOf } = request;
  const { mode, negativePrompt, seed, audio, output } = request;
  return {
    prompt,
    model,
    seconds,
    aspectRatio,
    resolution,
    images,
    ...defined({ mode, negativePrompt, seed, audio, output }),
    ...(remixOf === undefined ? {} : { remixOf: { taskId: remixOf.taskId, origin } }),
  };
}

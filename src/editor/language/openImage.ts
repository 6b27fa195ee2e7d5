import * as vscode from 'vscode';
import { followImages } from '../../core/imageNames.ts';
import type { VideoRequest } from '../../core/request.ts';
import type { OpenInPanel } from '../panel/panelHost.ts';
import type { PromptChecks } from './promptChecks.ts';
import { writeCopy } from './writeCopy.ts';

/**
 * Opens the panel on an image of a shot, where a copy of it can be drawn, which the file takes. Frames of clips have no
 * place there.
 */
export async function openImage(
  [file, slug, key, index]: readonly unknown[],
  checks: PromptChecks,
  openInPanel: OpenInPanel,
): Promise<void> {
  if (typeof file !== 'string' || typeof index !== 'number') return;
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  if (document === undefined) return;
  const { shots } = await checks.of(document);
  const found = shots.find(({ shot, cell }) => shot.slug === slug && cell.key === key);
  if (found === undefined) return;
  const { request, cell } = found;
  const images = request.images.filter((_, at) => cell.images[at]?.kind === 'file');
  const place = images.findIndex((image) => image === request.images[index]);
  const uris = (list: VideoRequest['images']) => list.map(({ uri }) => uri);
  const prompt = followImages(request.prompt, uris(request.images), uris(images));
  const clip = { file: document.uri, slug: found.shot.slug, cell: cell.key };
  await openInPanel(
    { ...request, prompt, images },
    `images[${Math.max(0, place)}]`,
    async (copy) => await writeCopy(clip, copy, checks),
  );
}

import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { readImageFacts } from '../../core/imageFacts.ts';
import { uploadImage } from '../../core/imageFile/uploadImage.ts';
import { planImageFix } from '../../core/imageFix.ts';
import type { VideoRequest } from '../../core/request.ts';
import type { ImageFixView } from '../../protocol/panel.ts';
import { readImage } from '../workspace/images.ts';
import { sizeWords } from '../../words/jobWords.ts';
import { modelOrUncharted } from '../../core/catalogue/uncharted.ts';

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** What the webview needs to draw the copy; undefined where the image has gone or can no longer be read. */
export async function imageFixView(request: VideoRequest, id: string): Promise<ImageFixView | undefined> {
  const image = request.images.find(({ uri }) => uri === id);
  if (image === undefined) return undefined;
  const read = await readImage(vscode.Uri.parse(id));
  const upload = read.kind === 'read' ? uploadImage(read.bytes) : undefined;
  if (read.kind !== 'read' || upload === undefined) return undefined;
  const { facts, bytes } = upload;
  const model = modelOrUncharted(request.model);
  return {
    image: id,
    name: read.name,
    // A copy: a view would carry the whole file behind it.
    data: new Uint8Array(bytes),
    type: facts.type,
    orientation: facts.orientation ?? 1,
    width: facts.width,
    height: facts.height,
    hasAlpha: facts.hasAlpha === true,
    ...planImageFix(facts, image.role, request, model),
    target: `${model.label} · ${request.aspectRatio} ${request.resolution}`,
    detail: `${facts.width} × ${facts.height}, ${sizeWords(bytes.byteLength)}`,
  };
}

/** A copy that the webview drew. */
export interface DrawnImage {
  /** The original's name with the copy's size: `harbour-1280x720.jpg`. */
  readonly name: string;
  /** `1280 × 720, 48 KB` */
  readonly detail: string;
}

/** Undefined where the bytes are no image. */
export function drawnImage(original: string, data: Uint8Array): DrawnImage | undefined {
  const facts = readImageFacts(data);
  if (facts === undefined) return undefined;
  const { width, height, type } = facts;
  const stem = baseName(vscode.Uri.parse(original))
    .replace(/\.[^.]*$/, '')
    .replace(/-\d+x\d+$/, '');
  return {
    name: `${stem}-${width}x${height}.${extensions[type] ?? 'png'}`,
    detail: `${width} × ${height}, ${sizeWords(data.byteLength)}`,
  };
}

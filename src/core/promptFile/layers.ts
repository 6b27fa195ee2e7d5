import type { RequestDraft } from '../defaults.ts';
import { optionNames } from '../requestOptions.ts';
import { type FieldName, fieldNames, imageFields } from './fields.ts';
import type { BaseFile } from './baseFile.ts';
import type { MatrixAxis, PromptImage, PromptValues, Said } from './promptFile.ts';
import type { TextRange } from './textRange.ts';

/** The values and the text of one block, and the file that says them. */
export interface Layer {
  readonly values: PromptValues;
  /** The text that stands below the block, or the key `prompt` in its place. */
  readonly text: string;
  /** What the paths are relative to. */
  readonly fileUri: string;
  /** Absent: the opened file says them. */
  readonly base?: BaseFile;
}

export type DraftOptions = Omit<RequestDraft, 'prompt' | 'images'>;

/** What layers say together; a later one wins. */
export interface MergedLayers {
  readonly options: DraftOptions;
  /** In the order of the request: first, last, references, images. */
  readonly images: readonly PromptImage[];
  /** The layer that says all the images. */
  readonly imageLayer?: Layer;
  readonly axes: readonly MatrixAxis[];
  /** The layer that says the matrix, and where. */
  readonly matrix?: { readonly layer: Layer; readonly range: TextRange };
  /** Which layer says a value, and where. */
  readonly sources: ReadonlyMap<FieldName, { readonly layer: Layer; readonly range: TextRange }>;
}

export function mergeLayers(layers: readonly Layer[]): MergedLayers {
  const sources = new Map<FieldName, { readonly layer: Layer; readonly range: TextRange }>();
  const options: Record<string, unknown> = {};
  let imageLayer: Layer | undefined;
  let matrix: { readonly layer: Layer; readonly said: Said<readonly MatrixAxis[]> } | undefined;
  let pinned = new Set<string>();
  for (const layer of layers) {
    const { values } = layer;
    if (imageFields.some((name) => values[name] !== undefined)) {
      imageLayer = layer;
      for (const name of imageFields) sources.delete(name);
    }
    for (const name of fieldNames) {
      const range = values[name]?.range;
      if (range !== undefined) sources.set(name, { layer, range });
    }
    for (const name of optionNames) {
      const said = values[name];
      if (said === undefined) continue;
      options[name] = said.value;
      pinned.add(name);
    }
    if (values.matrix !== undefined) {
      matrix = { layer, said: values.matrix };
      // A value is pinned by a layer behind the one of the matrix.
      pinned = new Set();
    }
  }
  return {
    options,
    images: imageLayer === undefined ? [] : imagesOf(imageLayer.values),
    ...(imageLayer === undefined ? {} : { imageLayer }),
    axes: matrix?.said.value.filter(({ key }) => !pinned.has(key)) ?? [],
    ...(matrix === undefined ? {} : { matrix: { layer: matrix.layer, range: matrix.said.range } }),
    sources,
  };
}

/** The images of a block in the order of the request. */
export function imagesOf({ first, last, references, images }: PromptValues): readonly PromptImage[] {
  return [
    ...(first === undefined ? [] : [first.value]),
    ...(last === undefined ? [] : [last.value]),
    ...(references?.value ?? []),
    ...(images?.value ?? []),
  ];
}

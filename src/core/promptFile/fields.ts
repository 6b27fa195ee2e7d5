import type { OptionName } from '../requestOptions.ts';

/** What a key's value looks like. */
export type FieldShape =
  | 'text'
  | 'number'
  | 'flag'
  /** A path, or `path` or `clip` in a mapping. */
  | 'image'
  | 'references'
  /** As `references`, each with a role if wanted. */
  | 'images'
  | 'remix'
  | 'matrix';

interface Field {
  readonly shape: FieldShape;
  /** One plain English sentence. */
  readonly doc: string;
  /** Not in the block of a shot. */
  readonly isForFileOnly?: true;
  readonly isInMatrix?: true;
  /** Words for a model, in which marks that YAML and paths know mean nothing. */
  readonly isWords?: true;
}

/** The keys of a prompt file, in the order in which they are written. */
export const fields = {
  extends: {
    shape: 'text',
    doc: 'Another prompt file whose shared text and options come first, as a path relative to this file.',
    isForFileOnly: true,
  },
  prompt: {
    shape: 'text',
    isWords: true,
    doc: 'The exact text of the prompt in place of the text below, for what Markdown cannot say.',
  },
  model: { shape: 'text', doc: 'The model that makes the clip.', isInMatrix: true },
  seconds: {
    shape: 'number',
    doc: 'The length of the clip in seconds; 0 leaves it to the model.',
    isInMatrix: true,
  },
  aspectRatio: {
    shape: 'text',
    doc: 'The shape of the picture, such as 16:9; auto leaves it to the model.',
    isInMatrix: true,
  },
  resolution: {
    shape: 'text',
    doc: 'The resolution, such as 720p; auto leaves it to the model.',
    isInMatrix: true,
  },
  mode: { shape: 'text', doc: 'One of the model’s ways of working.', isInMatrix: true },
  first: { shape: 'image', doc: 'The image or clip whose picture is the first frame.' },
  last: { shape: 'image', doc: 'The image or clip whose picture is the last frame.' },
  references: { shape: 'references', doc: 'Images that the model looks at.' },
  images: { shape: 'images', doc: 'Images in the order of their names in the prompt, each with its role.' },
  negativePrompt: { shape: 'text', doc: 'What should not be seen.', isInMatrix: true, isWords: true },
  seed: {
    shape: 'number',
    doc: 'A number with which the same request gives a similar clip.',
    isInMatrix: true,
  },
  audio: { shape: 'flag', doc: 'Whether the clip has sound.', isInMatrix: true },
  variants: { shape: 'number', doc: 'How many clips are made from the same request.' },
  output: {
    shape: 'text',
    doc: 'Where the clip is saved, relative to the workspace folder; a slash at the end means a folder.',
  },
  remixOf: { shape: 'remix', doc: 'The clip at the provider that is remixed.' },
  matrix: { shape: 'matrix', doc: 'Lists of values, of which every combination is made.' },
} as const satisfies Readonly<Record<OptionName, Field> & Record<string, Field>>;

export type FieldName = keyof typeof fields;

export type MatrixKey = {
  [Name in FieldName]: (typeof fields)[Name] extends { readonly isInMatrix: true } ? Name : never;
}[FieldName];

export function isFieldName(key: string): key is FieldName {
  return Object.hasOwn(fields, key);
}

export function fieldOf(name: FieldName): Field {
  return fields[name];
}

export const fieldNames: readonly FieldName[] = Object.keys(fields).filter(isFieldName);

/** Whether the value of a key is words for a model. */
export function isWordsKey(key: string): boolean {
  return isFieldName(key) && fieldOf(key).isWords === true;
}

export function isMatrixKey(key: string): key is MatrixKey {
  return isFieldName(key) && fieldOf(key).isInMatrix === true;
}

export const matrixKeys: readonly MatrixKey[] = fieldNames.filter(isMatrixKey);

/** The keys that say the images: who says one of them replaces all. */
export const imageFields = ['first', 'last', 'references', 'images'] as const;

import { type ImageRole, imageRoles, type RemixSource } from '../request.ts';
import { shownText } from '../shownText.ts';
import { type FieldName, fieldOf, isMatrixKey, isWordsKey, matrixKeys } from './fields.ts';
import type { MatrixAxis, OptionValue, PromptImage, PromptValues, Said } from './promptFile.ts';
import type { WrittenPair, WrittenValue, YamlValues } from './yamlValues.ts';

type Known = ReadonlyMap<FieldName, WrittenPair>;

/** The values that have the shape of their key; what else is written is reported. */
export function readValues(known: Known, yaml: YamlValues): PromptValues {
  const values: { -readonly [Name in keyof PromptValues]: unknown } = {};
  for (const [name, { value }] of known) {
    const said = readField(name, value, yaml);
    if (said !== undefined) values[name] = said;
  }
  return values as PromptValues;
}

function readField(name: FieldName, value: WrittenValue, yaml: YamlValues): Said<unknown> | undefined {
  switch (fieldOf(name).shape) {
    case 'text':
      return yaml.text(value, !isWordsKey(name));
    case 'number':
      return yaml.number(value);
    case 'flag':
      return yaml.flag(value);
    case 'image': {
      const image = readImage(value, name === 'last' ? 'last' : 'first', yaml);
      return image === undefined ? undefined : { value: image, range: value.range };
    }
    case 'references':
      return readImages(value, 'references', yaml);
    case 'images':
      return readImages(value, 'images', yaml);
    case 'remix':
      return readRemix(value, yaml);
    case 'matrix':
      return readMatrix(value, yaml);
  }
}

function readImages(
  value: WrittenValue,
  field: 'references' | 'images',
  yaml: YamlValues,
): Said<readonly PromptImage[]> | undefined {
  const items = yaml.items(value);
  if (items === undefined) return undefined;
  return { value: items.flatMap((item) => readImage(item, field, yaml) ?? []), range: value.range };
}

function readImage(
  value: WrittenValue,
  field: PromptImage['field'],
  yaml: YamlValues,
): PromptImage | undefined {
  if (yaml.isScalar(value)) return readPath(value, 'file', field, yaml);
  const written = yaml.pairs(value);
  if (written === undefined) return undefined;
  const pairs = new Map(written.map((pair) => [pair.key, pair]));
  for (const { key, keyRange, value: found } of pairs.values()) {
    if (key !== 'path' && key !== 'clip' && key !== 'role') {
      yaml.report('key.unknown', keyRange, { key: shownText(key) }, found.path);
    }
  }
  const [path, clip, role] = [pairs.get('path'), pairs.get('clip'), pairs.get('role')];
  if (path !== undefined && clip !== undefined)
    yaml.report('image.pathAndClip', clip.keyRange, {}, clip.value.path);
  const source = path ?? clip;
  if (source === undefined) {
    yaml.report('image.form', value.range, {}, value.path);
    return undefined;
  }
  const image = readPath(source.value, path === undefined ? 'clip' : 'file', field, yaml);
  const read = role === undefined ? undefined : readRole(role, field, yaml);
  return image === undefined || read === undefined ? image : { ...image, role: read };
}

function readPath(
  value: WrittenValue,
  kind: PromptImage['kind'],
  field: PromptImage['field'],
  yaml: YamlValues,
): PromptImage | undefined {
  const path = yaml.text(value, true);
  if (path === undefined) return undefined;
  return { kind, path: path.value, range: path.range, field, keys: value.path };
}

function readRole(
  { keyRange, value }: WrittenPair,
  field: PromptImage['field'],
  yaml: YamlValues,
): ImageRole | undefined {
  if (field !== 'images') {
    yaml.report('image.roleTwice', keyRange, { key: field }, value.path);
    return undefined;
  }
  const said = yaml.text(value);
  if (said === undefined) return undefined;
  const role = imageRoles.find((one) => one === said.value);
  if (role === undefined) {
    const args = { role: shownText(said.value), allowed: imageRoles.join(', ') };
    yaml.report('value.role', said.range, args, value.path);
  }
  return role;
}

function readRemix(value: WrittenValue, yaml: YamlValues): Said<RemixSource> | undefined {
  const said: Partial<Record<string, string>> = {};
  const pairs = yaml.pairs(value);
  if (pairs === undefined) return undefined;
  for (const { key, keyRange, value: found } of pairs) {
    if (key !== 'taskId' && key !== 'origin') {
      yaml.report('key.unknown', keyRange, { key: shownText(key) }, found.path);
    } else said[key] = yaml.text(found)?.value;
  }
  const { taskId, origin } = said;
  for (const key of ['taskId', 'origin']) {
    if (!pairs.some((pair) => pair.key === key)) {
      yaml.report('value.missing', value.range, { key }, [...value.path, key]);
    }
  }
  return taskId === undefined || origin === undefined
    ? undefined
    : { value: { taskId, origin }, range: value.range };
}

function readMatrix(value: WrittenValue, yaml: YamlValues): Said<readonly MatrixAxis[]> | undefined {
  const pairs = yaml.pairs(value);
  if (pairs === undefined) return undefined;
  const axes = new Map<string, MatrixAxis>();
  for (const pair of pairs) {
    const { key, keyRange } = pair;
    if (!isMatrixKey(key)) {
      const args = { key: shownText(key), allowed: matrixKeys.join(', ') };
      yaml.report('matrix.key', keyRange, args, pair.value.path);
    } else if (!axes.has(key)) {
      const values = readAxis(pair, yaml);
      if (values !== undefined && values.length > 0) axes.set(key, { key, keyRange, values });
    }
  }
  return { value: [...axes.values()], range: value.range };
}

function readAxis(
  { key, keyRange, value }: WrittenPair,
  yaml: YamlValues,
): readonly Said<OptionValue>[] | undefined {
  const items = yaml.items(value);
  if (items?.length === 0) yaml.report('matrix.empty', keyRange, { key }, value.path);
  const seen = new Set<OptionValue>();
  return items?.flatMap((item) => {
    const said = isMatrixKey(key) ? (readField(key, item, yaml) as Said<OptionValue> | undefined) : undefined;
    if (said === undefined) return [];
    if (!seen.has(said.value)) {
      seen.add(said.value);
      return [said];
    }
    yaml.report('matrix.repeated', item.range, { value: shownText(String(said.value)) }, item.path);
    return [];
  });
}

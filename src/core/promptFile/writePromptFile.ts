import type { DraftImage, RequestDraft } from '../defaults.ts';
import { optionNames, pickOptions } from '../requestOptions.ts';
import { isClipPath } from './clipPath.ts';
import { readPromptFile } from './readPromptFile.ts';
import { writtenPath } from './writtenPath.ts';
import { entryLines, type YamlData } from './yamlText.ts';
import { type FieldName, fieldNames } from './fields.ts';

/**
 * A request as the text of a prompt file that lies at `fileUri`: images are named relative to it where that is possible.
 * Reading it gives the same request. The prompt is the text; what Markdown cannot say stands in the front matter.
 */
export function writePromptFile(request: RequestDraft, fileUri: string): string {
  const { prompt, images = [] } = request;
  const options: Partial<Record<FieldName, YamlData | undefined>> = {
    ...optionsOf(request),
    ...imagesOf(images, fileUri),
  };
  const text = fileText(options, prompt);
  const read = readPromptFile(text);
  const isSaid =
    read.shared.text === prompt &&
    read.shots.length === 1 &&
    read.shots[0]?.heading === undefined &&
    read.shots[0]?.block === undefined &&
    read.problems.every(({ severity }) => severity !== 'error');
  return isSaid ? text : fileText({ ...options, prompt }, '');
}

function fileText(options: Readonly<Partial<Record<FieldName, YamlData | undefined>>>, body: string): string {
  const lines = fieldNames.flatMap((name) => {
    const data = options[name];
    return data === undefined ? [] : entryLines(name, data);
  });
  return ['---', ...lines, '---', '', ...(body === '' ? [] : [body, ''])].join('\n');
}

function optionsOf(request: RequestDraft): Partial<Record<FieldName, YamlData | undefined>> {
  const { remixOf, ...options } = pickOptions(request, optionNames);
  return {
    ...options,
    remixOf: remixOf === undefined ? undefined : { taskId: remixOf.taskId, origin: remixOf.origin },
  };
}

/** By the short keys where these keep the order, which the names of images in the prompt follow; else as a list. */
function imagesOf(
  images: readonly DraftImage[],
  fileUri: string,
): Partial<Record<FieldName, YamlData | undefined>> {
  const paths = images.map(({ uri }): YamlData => {
    const path = writtenPath(fileUri, uri);
    return isClipPath(path) ? { clip: path } : path;
  });
  const roles = images.map(({ role }) => role);
  const [first, last, references] = (['first', 'last', 'reference'] as const).map((role) =>
    paths.filter((_, index) => roles[index] === role),
  );
  const short = roles.map((role) => (role === undefined ? 3 : ['first', 'last', 'reference'].indexOf(role)));
  const isInOrder = short.every((place, index) => {
    const next = short[index + 1];
    return place < 3 && (next === undefined || place < next || (place === 2 && next === 2));
  });
  if (!isInOrder) {
    return { images: images.map(({ role }, index) => itemOf(paths[index] ?? '', role)) };
  }
  return {
    first: first?.[0],
    last: last?.[0],
    references: references === undefined || references.length === 0 ? undefined : references,
  };
}

function itemOf(image: YamlData, role: DraftImage['role']): YamlData {
  if (role === undefined) return image;
  return typeof image === 'string' ? { path: image, role } : { ...(image as { clip: string }), role };
}

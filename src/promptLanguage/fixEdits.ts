import { type EditPlace, editPromptFile, type OptionChanges } from '../core/promptFile/editPromptFile.ts';
import { type FieldName, fieldNames, imageFields } from '../core/promptFile/fields.ts';
import { imagesOf } from '../core/promptFile/layers.ts';
import type { PromptFile, PromptValues } from '../core/promptFile/promptFile.ts';
import type { TextEdit } from '../core/promptFile/textEdit.ts';
import { writtenPath } from '../core/promptFile/writtenPath.ts';
import type { YamlData } from '../core/promptFile/yamlText.ts';
import type { RequestImage, VideoRequest } from '../core/request.ts';
import { saidIn } from './fieldPlace.ts';
import type { ShotPlan } from '../shots/planShots.ts';

export interface FixedFile {
  readonly file: PromptFile;
  readonly fileUri: string;
}

type Change = readonly [EditPlace, OptionChanges];

/** Edits that change a shot's request, each value where it is said; undefined where no edit can be sure. */
export function fixEdits(
  { file, fileUri }: FixedFile,
  plan: ShotPlan,
  fix: Partial<VideoRequest>,
): readonly TextEdit[] | undefined {
  const changes = fieldNames.flatMap((name): readonly Change[] => {
    if (!Object.hasOwn(fix, name)) return [];
    if (name === 'images') return [changeImages({ file, fileUri }, plan, fix.images ?? [])];
    const value = fix[name as keyof VideoRequest];
    return typeof value === 'object' ? [] : [changeValue(file, plan, name, value)];
  });
  const byPlace = new Map<EditPlace, OptionChanges>();
  for (const [place, change] of changes) byPlace.set(place, { ...byPlace.get(place), ...change });
  const edits: TextEdit[] = [];
  for (const [place, change] of byPlace) {
    const found = editPromptFile(file, place, change);
    if (found === undefined) return undefined;
    edits.push(...found);
  }
  return edits.length === 0 ? undefined : edits;
}

function valuesOf(file: PromptFile, place: EditPlace): PromptValues {
  const block = place === 'file' ? file.frontMatter : file.shots[place]?.block;
  return block?.values ?? {};
}

function changeValue(
  file: PromptFile,
  plan: ShotPlan,
  name: FieldName,
  value: string | number | boolean | undefined,
): Change {
  const said = saidIn(name, file, plan);
  const place = said?.place ?? plan.shot.shot.index;
  if (said?.isCell === true) {
    return [place, { matrix: changeMatrix(valuesOf(file, place), name, said.range.start, value) }];
  }
  // An empty text takes a wish back.
  return [place, { [name]: value === '' && said !== undefined ? undefined : value }];
}

/** The same lists, with another value in one of them. */
function changeMatrix(
  { matrix }: PromptValues,
  name: FieldName,
  start: number,
  value: string | number | boolean | undefined,
): YamlData | undefined {
  const lists = (matrix?.value ?? []).map(({ key, values }) => {
    const changed = values.map((one) => (key === name && one.range.start === start ? value : one.value));
    return [key, [...new Set(changed)].filter((one) => one !== undefined)] as const;
  });
  const kept = lists.filter(([, values]) => values.length > 0);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** One list in the order of the request, so that the names in the prompt go on meaning what they mean. */
function changeImages({ file, fileUri }: FixedFile, plan: ShotPlan, images: readonly RequestImage[]): Change {
  const { shot } = plan.shot;
  const place = ([shot.index, 'file'] as const).find((one) =>
    imageFields.some((name) => valuesOf(file, one)[name] !== undefined),
  );
  const written = new Map(
    imagesOf(valuesOf(file, place ?? shot.index)).map(({ range, path }) => [range.start, path]),
  );
  const items = images.flatMap(({ uri, role }): YamlData[] => {
    const image = plan.cell.images[plan.request.images.findIndex((one) => one.uri === uri)];
    if (image === undefined) return [];
    const path =
      written.get(image.range.start) ??
      (image.kind === 'shot' ? `./${image.slug}` : writtenPath(fileUri, image.uri));
    return [image.kind === 'file' ? { path, role } : { clip: path, role }];
  });
  if (place === undefined) return [shot.index, { images: items }];
  const others = { first: undefined, last: undefined, references: undefined };
  return [place, { ...others, images: items.length === 0 ? undefined : items }];
}

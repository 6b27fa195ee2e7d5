import { shownText } from '../shownText.ts';
import { chainShots } from './chain.ts';
import { type Layer, type MergedLayers, mergeLayers } from './layers.ts';
import { loadBases } from './loadBases.ts';
import { countCells, type MatrixCell, matrixCells, maxCellsPerFile, maxCellsPerShot } from './matrix.ts';
import { ProblemList } from './problemList.ts';
import type { PromptFile } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { joinProse } from './prose.ts';
import { type LayeredShot, resolveCells } from './resolveCells.ts';
import type { ResolvedPromptFile, ResolvedShot } from './resolvedFile.ts';
import { type ResolvedImage, resolveImages } from './resolveImages.ts';
import { findObstacles } from './shotErrors.ts';
import type { PlaceRefusal } from '../workspacePath.ts';
import { reportRefusal, type Surroundings } from './surroundings.ts';
import { withoutShots } from './unreadPromptFile.ts';

/** What a file asks to make. Never rejects; `load` may. What it may not look at is reported, and left out. */
export async function resolvePromptFile(
  file: PromptFile,
  uri: string,
  surroundings: Surroundings,
): Promise<ResolvedPromptFile> {
  const problems = new ProblemList(file);
  if ((await surroundings.refusal(uri, 'promptFile')) !== undefined) {
    problems.reporterOf()('file.link', { start: 0, end: 0 }, {});
    return withoutShots(file, uri, problems);
  }
  const { files: bases, uris: baseUris } = await loadBases(file, uri, surroundings, problems);
  const shared: readonly Layer[] = [
    ...bases.toReversed().map((base) => ({ ...sharedLayer(base.file, base.uri), base })),
    sharedLayer(file, uri),
  ];
  const shots = await layerShots(file, uri, shared, surroundings, problems);
  await checkOutputs(shots, surroundings, problems);
  const bySlug = shotsBySlug(shots);
  const waitsFor = shots.map(({ images }) =>
    images.flatMap((image) => (image.kind === 'shot' ? (bySlug.get(image.slug)?.shot.index ?? []) : [])),
  );
  const order = orderShots(shots, waitsFor, problems);
  const found = shots.map((shot) => resolveShot(shot, bySlug, problems));
  const obstacles = findObstacles(file, problems.errors(), shared, waitsFor);
  const resolved = found.map((shot, index): ResolvedShot => {
    const obstacle = obstacles.get(index);
    return obstacle === undefined ? shot : { ...shot, obstacle };
  });
  return { file, uri, baseUris, shots: resolved, order, problems: problems.inOrder() };
}

function sharedLayer({ frontMatter, shared }: PromptFile, fileUri: string): Layer {
  const values = frontMatter?.values ?? {};
  return { values, text: values.prompt?.value ?? shared.text, fileUri };
}

async function layerShots(
  { shots }: PromptFile,
  fileUri: string,
  shared: readonly Layer[],
  surroundings: Surroundings,
  problems: ProblemList,
): Promise<readonly LayeredShot[]> {
  const sharedText = joinProse(shared.map(({ text }) => text));
  const imagesByLayer = new Map<Layer, readonly ResolvedImage[]>();
  const imagesOf = async ({ imageLayer: layer, images }: MergedLayers) => {
    if (layer === undefined) return [];
    const report = problems.reporterOf(layer.base);
    const resolved =
      imagesByLayer.get(layer) ?? (await resolveImages(images, layer.fileUri, surroundings, report));
    imagesByLayer.set(layer, resolved);
    return resolved;
  };
  let count = 0;
  let tooMany: TextRange | undefined;
  const layered: LayeredShot[] = [];
  for (const shot of shots) {
    const { block, body } = shot;
    const values = block?.values ?? {};
    const text = values.prompt?.value ?? body.text;
    if (shot.heading !== undefined && block === undefined && text === '' && sharedText !== '') {
      problems.reporterOf(undefined, shot.index)('shot.empty', shot.heading.range, {});
    }
    const merged = mergeLayers([...shared, { values, text, fileUri }]);
    const left = maxCellsPerFile - count;
    const cells = cellsOf(shot.index, merged, left, problems);
    count += countCells(merged.axes);
    if (count > maxCellsPerFile) {
      // Told once, at the first; it is of all that follow too.
      tooMany ??= shot.heading?.range ?? merged.matrix?.range ?? shot.range;
      problems.reporterOf(undefined, shot.index)('file.tooManyCells', tooMany, { max: maxCellsPerFile });
    }
    const images = await imagesOf(merged);
    layered.push({ shot, prompt: joinProse([sharedText, text]), merged, cells, images });
  }
  return layered;
}

/** Before anything is paid for that could not be saved there. */
async function checkOutputs(
  shots: readonly LayeredShot[],
  { refusal: refusalOf }: Surroundings,
  problems: ProblemList,
): Promise<void> {
  const known = new Map<string, PlaceRefusal | undefined>();
  for (const { shot, merged } of shots) {
    const { output } = merged.options;
    const said = merged.sources.get('output');
    if (output === undefined || said === undefined) continue;
    if (!known.has(output)) known.set(output, await refusalOf(output, 'output'));
    const refusal = known.get(output);
    const report = problems.reporterOf(said.layer.base, shot.index);
    if (refusal !== undefined) reportRefusal(report, refusal, 'output', output, said.range, ['output']);
  }
}

function cellsOf(
  shot: number,
  { axes, matrix }: MergedLayers,
  left: number,
  problems: ProblemList,
): readonly MatrixCell[] {
  const count = countCells(axes);
  if (count > maxCellsPerShot && matrix !== undefined) {
    const report = problems.reporterOf(matrix.layer.base, shot);
    report('shot.tooManyCells', matrix.range, { count, max: maxCellsPerShot }, ['matrix']);
  }
  return count > Math.min(left, maxCellsPerShot) ? [] : matrixCells(axes);
}

/** The shots in the order of rendering; reports those that wait for each other. */
function orderShots(
  shots: readonly LayeredShot[],
  waitsFor: readonly (readonly number[])[],
  problems: ProblemList,
): readonly number[] {
  const { order, cycles } = chainShots(waitsFor);
  for (const cycle of cycles) {
    const slugs = [...cycle, ...cycle.slice(0, 1)].map((index) => shots[index]?.shot.slug ?? '');
    cycle.forEach((index, position) => {
      const next = slugs[position + 1];
      const { images = [], merged } = shots[index] ?? {};
      const image = images.find((one) => one.kind === 'shot' && one.slug === next);
      if (image === undefined) return;
      const report = problems.reporterOf(merged?.imageLayer?.base, index);
      if (cycle.length === 1) report('clip.self', image.range, {}, image.keys);
      else report('clip.cycle', image.range, { chain: shownText(slugs.join(' → ')) }, image.keys);
    });
  }
  return order;
}

/** The first shot of a name counts; the others are reported when the file is read. */
function shotsBySlug(shots: readonly LayeredShot[]): ReadonlyMap<string, LayeredShot> {
  return new Map(shots.map((one) => [one.shot.slug, one] as const).toReversed());
}

function resolveShot(
  layered: LayeredShot,
  bySlug: ReadonlyMap<string, LayeredShot>,
  problems: ProblemList,
): ResolvedShot {
  const { shot, prompt, merged } = layered;
  const { imageLayer, sources } = merged;
  const placeOf = (range: TextRange, layer?: Layer) =>
    layer?.base === undefined ? range : problems.extendsRange;
  const report = problems.reporterOf(imageLayer?.base, shot.index);
  const places = Object.fromEntries(
    [...sources].map(([name, { range, layer }]) => [name, placeOf(range, layer)]),
  );
  const cells = resolveCells(layered, bySlug, places, placeOf, report);
  return { shot, slug: shot.slug, prompt, cells, places };
}

import { type Comparison, compareModel, compareModels } from '../core/compareModels.ts';
import type { Finding, FindingCode } from '../core/finding.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import { nearestTexts } from './nearestText.ts';

const offered = 3;
/** Of a file with many shots not every one is compared with every model. */
const maxCompared = 20;

/** What no other model settles. */
const ofAnyModel: readonly FindingCode[] = [
  'prompt.empty',
  'prompt.imageMissing',
  'prompt.imageRemoved',
  'image.missing',
  'image.directory',
  'image.unreadable',
  'image.empty',
  'image.unrecognized',
  'image.cut',
  'image.damaged',
  'image.turned',
  'image.shape',
  'variants.range',
  'seed.range',
  'output.unsafe',
  'remixOf.task',
  'remixOf.origin',
  'remixOf.images',
];

/** The best models that can do all that these shots ask; of an unknown name the one that was probably meant first. */
export function otherModels(
  { market }: Pick<CheckedFile, 'market'>,
  { code }: Finding,
  shots: readonly CheckedShot[],
): readonly Comparison[] {
  const [first] = shots;
  if (first === undefined || ofAnyModel.includes(code)) return [];
  const { request, inputs } = first;
  const others = shots.slice(1, maxCompared);
  const isAble = ({ fit, model }: Comparison) =>
    fit === 'able' &&
    model.id !== request.model &&
    others.every((one) => compareModel(one.request, model, { ...market, inputs: one.inputs }).fit === 'able');
  const found: Comparison[] = [];
  const comparisons = compareModels(request, { ...market, inputs });
  if (code === 'model.unknown') {
    const alive = comparisons.filter(({ fit }) => fit !== 'retired').map(({ model }) => model.id);
    const [meant] = nearestTexts(request.model, alive);
    found.push(...comparisons.filter(({ model }) => model.id === meant));
  }
  for (const comparison of comparisons) {
    if (found.length === offered) break;
    if (!found.includes(comparison) && isAble(comparison)) found.push(comparison);
  }
  return found;
}

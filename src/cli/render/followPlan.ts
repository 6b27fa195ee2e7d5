import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { shownText } from '../../core/shownText.ts';
import { systemCode } from '../../core/systemCode.ts';
import { type PlanChange, planChanges } from '../../shots/planChanges.ts';
import type { PlanPlaces } from '../../shots/planFiles.ts';
import { planPlace } from '../../shots/planPath.ts';
import { maxPlanBytes, readPlan } from '../../shots/planText.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';
import type { ChosenCell } from '../../shots/renderItems.ts';
import type { RenderPlan } from '../../shots/renderPlan.ts';
import { plainUri } from '../../core/uriPath.ts';
import { planChangeWords, planTextWords } from '../../words/planWords.ts';
import type { ProcessContext } from '../context.ts';
import { commandLine } from '../nextStep.ts';
import { UsageError } from '../usageError.ts';
import { Refusal } from './refusal.ts';

/** Throws a `UsageError`, and a `Refusal` for what is no plan. */
export async function readPlanFile(
  written: string,
  { workingDirectory }: Pick<ProcessContext, 'workingDirectory'>,
): Promise<RenderPlan> {
  const name = shownText(written);
  const path = resolve(workingDirectory, written);
  const read = await readBounded(path).catch((error: unknown) => {
    const code = systemCode(error);
    throw new UsageError(
      code === 'ENOENT'
        ? l10n.t('There is no file or folder “{0}”. Check the path.', name)
        : l10n.t('{0} could not be read ({1}).', name, code),
    );
  });
  const plan = readPlan(read);
  if ('refusal' in plan) throw new Refusal('plan', planTextWords(name, plan.refusal));
  return plan.plan;
}

/** What is no ordinary file is no plan; one that is too large is read no further than to see that. */
async function readBounded(path: string): Promise<string> {
  const found = await stat(path);
  if (!found.isFile()) return '';
  return found.size > maxPlanBytes ? ' '.repeat(maxPlanBytes + 1) : await readFile(path, 'utf8');
}

/** The prompt files of a plan, as URIs; what it names outside of its folder is left out, and then found changed. */
export function filesOfPlan({ clips }: RenderPlan, rootUri: string): readonly string[] {
  const places = clips.map(({ file }) => planPlace(rootUri, file));
  return [...new Set(places.filter((place) => place !== undefined))];
}

/**
 * The cells that are still to be rendered: what a plan's clip became since, or is becoming, costs nothing more. Throws a
 * `Refusal` that names everything that is not as it was.
 */
export async function followPlan(
  plan: RenderPlan,
  files: readonly PromptFileState[],
  places: PlanPlaces,
): Promise<readonly ChosenCell[]> {
  const changes = await planChanges(plan, files, places);
  const inTheWay = changes.filter((change) => !isOnItsWay(change));
  if (inTheWay.length > 0) {
    const words = inTheWay.map((change) => planChangeWords(change)).join(' ');
    throw new Refusal('plan', l10n.t('The plan does not hold any more: {0}', words), [
      { title: l10n.t('Make the plan again'), command: commandLine('plan', [], ['-o', 'plan.json']) },
    ]);
  }
  const isMade = (file: string, shot: string, cell: string) =>
    changes.some(
      (one) => planPlace(places.rootUri, one.file) === file && one.shot === shot && one.cell === cell,
    );
  const chosen = new Map<unknown, ChosenCell>();
  for (const { file: path, shot, cell } of plan.clips) {
    const file = planPlace(places.rootUri, path);
    if (file === undefined || isMade(file, shot, cell)) continue;
    const state = files.find(({ uri }) => plainUri(uri) === plainUri(file));
    const found = state?.cells.find((one) => one.shot === shot && one.cell === cell);
    if (state !== undefined && found !== undefined) chosen.set(found, { file: state.uri, cell: found });
  }
  return [...chosen.values()];
}

function isOnItsWay(change: PlanChange): boolean {
  return change.kind === 'current' || (change.kind === 'unplanned' && change.unplanned.kind === 'underWay');
}

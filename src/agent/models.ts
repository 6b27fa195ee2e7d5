import * as l10n from '@vscode/l10n';
import { aspectRatiosOf } from '../core/catalogue/catalogue.ts';
import { defaultModelId } from '../core/catalogue/defaultModelId.ts';
import { type Comparison, compareModels } from '../core/compareModels.ts';
import { defined } from '../core/defined.ts';
import { microUsdFromUsd } from '../core/money.ts';
import { automatic, type VideoRequest } from '../core/request.ts';
import { shortDroppedWords } from '../words/droppedWords.ts';
import { abilityWords, lifecycleWords } from '../words/modelWords.ts';
import { quoteWords } from '../words/priceWords.ts';
import { type Answer, lines, priceData } from './answer.ts';
import type { ToolInput } from './inputs.ts';
import type { AgentPorts } from './ports.ts';

type Needs = ToolInput<'models'>;

const most = 12;

/** The models that can do what is needed, the cheapest first; where none can, those that come near. */
export async function models(needs: Needs, { market }: Pick<AgentPorts, 'market'>): Promise<Answer> {
  const now = await market();
  const asked = askedRequest(needs);
  const max = needs.maxUsd === undefined ? undefined : microUsdFromUsd(needs.maxUsd);
  const isCheap = ({ quote: { microUsd } }: Comparison) =>
    max === undefined || (microUsd !== undefined && microUsd <= max);
  const compared = compareModels(asked, { ...now, inputs: [] }).filter(isCheap);
  const able = compared.filter(({ fit }) => fit === 'able');
  const near = compared.filter(({ fit }) => fit === 'changed');
  const shown = (able.length > 0 ? able : near).slice(0, most);
  return {
    text: lines(
      titleOf(able.length, near.length),
      ...shown.map((one) => `- ${lineOf(one)}`),
      shown.length < Math.max(able.length, near.length) && able.length > most
        ? l10n.t('and {0} more, dearer ones', able.length - most)
        : undefined,
    ),
    data: { isMet: able.length > 0, models: shown.map(modelData) },
  };
}

/** What is left open is up to each model. */
function askedRequest(needs: Needs): VideoRequest {
  const { firstFrame, lastFrame, references = 0, sound, seconds, aspectRatio, resolution } = needs;
  const image = (role: 'first' | 'last' | 'reference', at = 0) => ({ uri: `need:${role}${at}`, role });
  return {
    prompt: 'x',
    model: defaultModelId,
    seconds: seconds ?? 0,
    aspectRatio: aspectRatio ?? automatic,
    resolution: resolution ?? automatic,
    images: [
      ...(firstFrame === true ? [image('first')] : []),
      ...(lastFrame === true ? [image('last')] : []),
      ...Array.from({ length: references }, (_, at) => image('reference', at)),
    ],
    ...defined({ audio: sound }),
  };
}

function titleOf(able: number, near: number): string {
  if (able > 0) return able === 1 ? l10n.t('1 model can do this.') : l10n.t('{0} models can do this.', able);
  if (near > 0) return l10n.t('No model can do all of this. These come near:');
  return l10n.t('No model can do this. Ask for less, or for a higher price.');
}

function lineOf({ model, quote, dropped, request }: Comparison): string {
  const stage = lifecycleWords(model);
  const length = request.seconds === 0 ? '' : l10n.t('{0} s', request.seconds);
  const price = [length, quoteWords(quote)].filter((one) => one !== '').join(': ');
  return [
    `${model.id} (${[model.label, stage].filter((one) => one !== '').join(', ')})`,
    price,
    ...abilityWords(model),
    ...(dropped.length === 0 ? [] : [shortDroppedWords(dropped)]),
  ].join(' · ');
}

function modelData({ model, quote, request, dropped }: Comparison) {
  return {
    id: model.id,
    label: model.label,
    stage: model.lifecycle.stage,
    seconds: model.seconds,
    aspectRatios: aspectRatiosOf(model),
    resolutions: [...new Set(model.sizes.map(({ resolution }) => resolution))],
    images: { ...model.images.roles, max: model.images.max },
    sound: model.audio,
    clip: { seconds: request.seconds, resolution: request.resolution, ...priceData(quote) },
    ...(dropped.length === 0 ? {} : { changes: shortDroppedWords(dropped) }),
  };
}

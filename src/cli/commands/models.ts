import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import { models as catalogue } from '../../core/catalogue/catalogue.ts';
import { defaultModelId } from '../../core/catalogue/defaultModelId.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { abilityWords, lifecycleWords } from '../../words/modelWords.ts';
import { rateLines } from '../../words/rateWords.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exitCode.ts';
import { jsonText } from '../formats/json.ts';
import { UsageError } from '../usageError.ts';

export const models: Command = {
  usage: '',
  options: {},
  formats: ['text', 'json'],
  run({ format, hasColor, stdout }, { operands }) {
    if (operands.length > 0) throw new UsageError(l10n.t('“models” takes no arguments.'));
    stdout.write(format === 'json' ? json() : text(hasColor));
    return Promise.resolve(exitCodes.ok);
  },
};

function text(hasColor: boolean): string {
  const bold = (words: string) => (hasColor ? styleText('bold', words, { validateStream: false }) : words);
  const blocks = catalogue.map((model) => {
    const beside = [
      model.label,
      ...(model.id === defaultModelId ? [l10n.t('used where none is named')] : []),
      ...[lifecycleWords(model)].filter((words) => words !== ''),
      ...replacementWords(model),
    ];
    return [
      `${bold(model.id)}  ${beside.join(' · ')}`,
      `  ${abilityWords(model).join(' · ')}`,
      `  ${prices(model)}`,
    ];
  });
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function replacementWords({ lifecycle }: Model): readonly string[] {
  return lifecycle.stage === 'retired' ? [l10n.t('use {0}', lifecycle.replacement)] : [];
}

function prices(model: Model): string {
  const lines = rateLines(model);
  if (lines.length === 0) return l10n.t('price unknown');
  return `${lines.join('; ')} (${model.pricing.source}, ${model.pricing.date})`;
}

/** Amounts are whole millionths of a US dollar. */
function json(): string {
  const rows = catalogue.map((model) => ({
    id: model.id,
    label: model.label,
    family: model.family,
    isDefault: model.id === defaultModelId,
    lifecycle: model.lifecycle,
    seconds: model.seconds,
    sizes: model.sizes.map(({ aspectRatio, resolution, width, height }) => ({
      aspectRatio,
      resolution,
      width,
      height,
    })),
    modes: model.modes ?? [],
    images: { roles: model.images.roles, max: model.images.max, min: model.images.min ?? 0 },
    audio: model.audio,
    hasNegativePrompt: model.negativePrompt !== undefined,
    seed: model.seed,
    maxPromptCharacters: model.maxPromptCharacters,
    pricing: model.pricing,
    notes: model.notes,
  }));
  return jsonText({ models: rows });
}

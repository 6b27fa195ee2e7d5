import { aspectRatiosOf, models } from '../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../src/core/catalogue/model.ts';
import { automatic } from '../../src/core/request.ts';
import { rateLines } from '../../src/words/rateWords.ts';
import { markdownTable } from './markdownTable.ts';

/** The table of models for docs/models.md, from the catalogue. */
export function modelsTable(): string {
  const rows = models.map((model) => [
    `${model.label}${stageOf(model)}<br>\`${model.id}\``,
    secondsOf(model),
    sizesOf(model),
    imagesOf(model),
    extrasOf(model),
    pricesOf(model),
  ]);
  const head = ['model', 'seconds', 'sizes', 'images', 'also', 'price, USD'];
  return markdownTable(head, rows);
}

function stageOf({ lifecycle }: Model): string {
  switch (lifecycle.stage) {
    case 'available':
      return '';
    case 'preview':
      return ' (preview)';
    case 'unstable':
      return ' (unstable)';
    case 'retired':
      return ` (gone since ${lifecycle.date}: \`${lifecycle.replacement}\`)`;
  }
}

function secondsOf({ seconds }: Model): string {
  switch (seconds.kind) {
    case 'set':
      return seconds.values.join(', ');
    case 'range':
      return `${seconds.min} to ${seconds.max}`;
    case 'none':
      return 'the model decides';
  }
}

function sizesOf(model: Model): string {
  const resolutions = [...new Set(model.sizes.map(({ resolution }) => resolution))];
  const of = (resolution: string) =>
    aspectRatiosOf(model)
      .filter((ratio) =>
        model.sizes.some((size) => size.aspectRatio === ratio && size.resolution === resolution),
      )
      .join(' ');
  const shapes = new Set(resolutions.map(of));
  const named = (text: string) => (text === automatic ? '' : text);
  if (shapes.size === 1) {
    const text = [resolutions.map(named).filter(Boolean).join(', '), named(of(resolutions[0] ?? ''))];
    return text.filter(Boolean).join(': ') || 'the model decides';
  }
  return resolutions.map((resolution) => `${resolution}: ${of(resolution)}`).join('; ');
}

function imagesOf({ images }: Model): string {
  const { roles, min = 0, source, max } = images;
  if (max === 0) return 'none';
  const has = [
    ...(roles.first === undefined ? [] : ['first frame']),
    ...(roles.last === undefined ? [] : ['last frame']),
    ...(roles.reference === undefined ? [] : [`up to ${roles.reference} references`]),
  ].join(', ');
  return `${has}${min > 0 ? ' (needed)' : ''}${source === 'link' ? ', by public address' : ''}`;
}

function extrasOf(model: Model): string {
  const { audio, modes, negativePrompt, seed } = model;
  return [
    ...(audio === 'always' ? ['sound'] : audio === 'optional' ? ['sound on or off'] : []),
    ...(modes === undefined ? [] : [modes.map(({ label }) => label.toLowerCase()).join(' or ')]),
    ...(negativePrompt === undefined ? [] : ['negative prompt']),
    ...(seed === undefined ? [] : ['seed']),
  ].join(', ');
}

function pricesOf(model: Model): string {
  const { rates, source, date } = model.pricing;
  if (rates.length === 0) return 'not published';
  return `${rateLines(model).join('; ')} (${source}, ${date})`;
}

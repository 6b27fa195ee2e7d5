import * as vscode from 'vscode';
import { isImageField } from '../../protocol/imageField.ts';
import { type ComparedWith, compareModels, type Comparison, type Fit } from '../../core/compareModels.ts';
import { formatUsd } from '../../core/money.ts';
import type { VideoRequest } from '../../core/request.ts';
import { shortDroppedWords } from '../../words/droppedWords.ts';
import { createPicker, type PickButton, type PickRow } from '../base/show/picks.ts';
import { type Shown, withIcon } from '../base/show/shown.ts';
import { findingWords } from '../../words/findingWords.ts';
import { abilityWords, lifecycleWords, rateWords } from '../../words/modelWords.ts';
import { quoteWords } from '../../words/priceWords.ts';

type Row = PickRow & { readonly id?: string; readonly isFilter?: boolean };

/**
 * Lets a person choose a model for a request, each with what it would cost and what would change. VS Code's own list
 * brings search, keyboard, themes and screen readers. Undefined: closed without a choice. A model that was shut down
 * gives the one that replaced it.
 */
export async function pickModel(request: VideoRequest, parts: ComparedWith): Promise<string | undefined> {
  const comparisons = compareModels(request, parts);
  const filter = filterButton(false);
  const unfilter = filterButton(true);
  let isFiltered = false;
  const able = comparisons.filter(({ fit }) => fit === 'able').length;
  const picker = createPicker<Row>(
    vscode.l10n.t('Choose a model'),
    vscode.l10n.t(
      '{0} of {1} can do what you asked. Search by name, size, images, price…',
      able,
      comparisons.length,
    ),
  );
  const show = () => {
    const rows = comparisons
      .filter(({ fit, model }) => !isFiltered || fit === 'able' || model.id === request.model)
      .map(({ fit, ...others }) => ({
        fit,
        row: rowOf({ fit, ...others }, parts, others.model.id === request.model),
      }));
    const groups = rows.flatMap(({ fit, row }, index) =>
      rows[index - 1]?.fit === fit ? [row] : [{ separator: headingOf(fit) }, row],
    );
    const current = rows.flatMap(({ row }) => (row.id === request.model ? [row] : []));
    picker.setButtons([isFiltered ? unfilter : filter]);
    picker.setRows([filterRow(isFiltered), ...groups], current);
  };
  const toggle = () => {
    isFiltered = !isFiltered;
    picker.clearSearch();
    show();
  };
  show();
  try {
    return await new Promise<string | undefined>((resolve) => {
      picker.onDidTriggerButton(toggle);
      picker.onDidAccept((row) => {
        if (row.isFilter === true) toggle();
        else if (row.id !== undefined) resolve(row.id);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function filterWords(isFiltered: boolean): string {
  return isFiltered
    ? vscode.l10n.t('Show all models')
    : vscode.l10n.t('Show only models that can do what you asked');
}

function filterButton(isFiltered: boolean): PickButton {
  return {
    icon: isFiltered ? 'filter-filled' : 'filter',
    tooltip: filterWords(isFiltered),
  };
}

/** The same as the button, which the keyboard does not reach. */
function filterRow(isFiltered: boolean): Row {
  return { label: filterWords(isFiltered), icon: filterButton(isFiltered).icon, isFilter: true };
}

function headingOf(fit: Fit): string {
  switch (fit) {
    case 'able':
      return vscode.l10n.t('can do what you asked');
    case 'changed':
      return vscode.l10n.t('with changes');
    case 'uncharted':
      return vscode.l10n.t('Other models');
    case 'refused':
      return vscode.l10n.t('not with this API key');
    case 'retired':
      return vscode.l10n.t('no longer available');
  }
}

function rowOf(comparison: Comparison, { find }: ComparedWith, isCurrent: boolean): Row {
  const { model } = comparison;
  const { lifecycle } = model;
  if (lifecycle.stage === 'retired') {
    const { replacement } = lifecycle;
    const label = find(replacement)?.label ?? replacement;
    return {
      id: replacement,
      label: model.label,
      description: lifecycleWords(model),
      detail: vscode.l10n.t('Choose {0} instead', label),
    };
  }
  const abilities = abilityWords(model).join(' · ');
  return {
    id: model.id,
    label: model.label,
    ...(isCurrent ? { icon: 'check' } : {}),
    description: [
      priceWords(comparison),
      lifecycleWords(model),
      keyWords(comparison),
      isCurrent ? vscode.l10n.t('current') : '',
    ]
      .filter((words) => words !== '')
      .join(' · '),
    detail: detailOf(comparison, abilities),
  };
}

/** The total, and of several clips also how it comes about. */
function priceWords({ quote, request, model }: Comparison): string {
  const rate = rateWords(model);
  if (quote.microUsd === undefined) {
    return rate === '' ? quoteWords(quote) : `${rate}, ${vscode.l10n.t('total unknown')}`;
  }
  const { variants = 1 } = request;
  if (variants === 1) return quoteWords(quote);
  return vscode.l10n.t('{0} ({1} × {2})', quoteWords(quote), variants, formatUsd(quote.microUsd / variants));
}

function keyWords({ fit }: Comparison): string {
  return fit === 'refused' ? vscode.l10n.t('refused with this API key') : '';
}

function detailOf({ fit, dropped, obstacles }: Comparison, abilities: string): Shown {
  const [obstacle] = obstacles;
  if (obstacle !== undefined) return withIcon('warning', `${findingWords(obstacle)} — ${abilities}`);
  // That such a model decides everything by itself is said of it anyway.
  const told = fit === 'uncharted' ? dropped.filter(({ field }) => isImageField(field)) : dropped;
  return told.length === 0 ? abilities : `${shortDroppedWords(told)} — ${abilities}`;
}

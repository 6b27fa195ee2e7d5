import * as vscode from 'vscode';
import { type ComparedWith, compareModels, type Comparison, type Fit } from '../core/compareModels.ts';
import { formatUsd } from '../core/money.ts';
import type { VideoRequest } from '../core/request.ts';
import { shortDroppedWords } from './panel/droppedWords.ts';
import { findingWords } from './words/findingWords.ts';
import { abilityWords, lifecycleWords, rateWords } from './words/modelWords.ts';
import { quoteWords } from './words/priceWords.ts';

type Row = vscode.QuickPickItem & { readonly id?: string; readonly isFilter?: boolean };

/**
 * Lets a person choose a model for a request, each with what it would cost and what would change. VS Code's own list
 * brings search, keyboard, themes and screen readers. Undefined: closed without a choice. A model that was shut down
 * gives the one that replaced it.
 */
export async function pickModel(request: VideoRequest, parts: ComparedWith): Promise<string | undefined> {
  const comparisons = compareModels(request, parts);
  const picker = vscode.window.createQuickPick<Row>();
  const filter = filterButton(false);
  const unfilter = filterButton(true);
  let isFiltered = false;
  const able = comparisons.filter(({ fit }) => fit === 'able').length;
  picker.title = vscode.l10n.t('Choose a model');
  picker.placeholder = vscode.l10n.t(
    '{0} of {1} can do what you asked. Search by name, size, images, price…',
    able,
    comparisons.length,
  );
  // The panel behind it may still be loading, and takes the focus when it is done.
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  const show = () => {
    const rows = comparisons
      .filter(({ fit, model }) => !isFiltered || fit === 'able' || model.id === request.model)
      .flatMap((comparison, index, shown) => {
        const heading = headingOf(comparison.fit);
        const row = rowOf(comparison, parts, comparison.model.id === request.model);
        return shown[index - 1]?.fit === comparison.fit ? [row] : [separator(heading), row];
      });
    picker.buttons = [isFiltered ? unfilter : filter];
    picker.items = [filterRow(isFiltered), ...rows];
    picker.activeItems = rows.filter(({ id }) => id === request.model);
  };
  const toggle = () => {
    isFiltered = !isFiltered;
    picker.value = '';
    show();
  };
  show();
  try {
    return await new Promise<string | undefined>((resolve) => {
      picker.onDidTriggerButton(toggle);
      picker.onDidAccept(() => {
        const [row] = picker.selectedItems;
        if (row?.isFilter === true) toggle();
        else if (row?.id !== undefined) resolve(row.id);
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

function filterButton(isFiltered: boolean): vscode.QuickInputButton {
  return {
    iconPath: new vscode.ThemeIcon(isFiltered ? 'filter-filled' : 'filter'),
    tooltip: filterWords(isFiltered),
  };
}

/** The same as the button, which the keyboard does not reach. */
function filterRow(isFiltered: boolean): Row {
  const { iconPath } = filterButton(isFiltered);
  return { label: filterWords(isFiltered), iconPath, isFilter: true };
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
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

function rowOf(comparison: Comparison, { models }: ComparedWith, isCurrent: boolean): Row {
  const { model } = comparison;
  const { lifecycle } = model;
  if (lifecycle.stage === 'retired') {
    const { replacement } = lifecycle;
    const label = models.find(({ id }) => id === replacement)?.label ?? replacement;
    return {
      id: replacement,
      label: model.label,
      description: lifecycleWords(model),
      detail: vscode.l10n.t('Choose {0} instead', label),
    };
  }
  const changes = changeWords(comparison);
  const abilities = abilityWords(model).join(' · ');
  return {
    id: model.id,
    label: model.label,
    ...(isCurrent ? { iconPath: new vscode.ThemeIcon('check') } : {}),
    description: [
      priceWords(comparison),
      lifecycleWords(model),
      keyWords(comparison),
      isCurrent ? vscode.l10n.t('current') : '',
    ]
      .filter((words) => words !== '')
      .join(' · '),
    detail: changes === '' ? abilities : `${changes} — ${abilities}`,
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

function changeWords({ fit, dropped, obstacles }: Comparison): string {
  const [obstacle] = obstacles;
  if (obstacle !== undefined) return `$(warning) ${findingWords(obstacle)}`;
  // That such a model decides everything by itself is said of it anyway.
  const told = fit === 'uncharted' ? dropped.filter(({ field }) => field.startsWith('images[')) : dropped;
  return told.length === 0 ? '' : shortDroppedWords(told);
}

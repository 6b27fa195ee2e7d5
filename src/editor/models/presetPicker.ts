import * as vscode from 'vscode';
import { defaultModel } from '../../core/catalogue/catalogue.ts';
import type { ComparedWith } from '../../core/compareModels.ts';
import { applyPreset, type Preset } from '../../core/preset.ts';
import { timesQuote } from '../../core/quote.ts';
import type { VideoRequest } from '../../core/request.ts';
import { shortDroppedWords } from '../../words/droppedWords.ts';
import { deletePreset, readPresets, renamePreset } from '../submitting/presets.ts';
import { askForName, mayTakeName, savePreset } from './savePreset.ts';
import { modal } from '../base/show/messages.ts';
import { createPicker, type PickButton, type PickRow } from '../base/show/picks.ts';
import { withIcon } from '../base/show/shown.ts';
import { requestWords } from '../../words/jobWords.ts';
import { ignoredWords, lostWords } from '../../words/presetWords.ts';
import { quoteWords } from '../../words/priceWords.ts';

type Row = PickRow & { readonly preset?: Preset; readonly isSave?: boolean };

type Answer =
  | { readonly kind: 'closed' | 'save' }
  | { readonly kind: 'chosen' | 'rename' | 'delete'; readonly preset: Preset };

/**
 * Lets a person choose a preset for a request, each with what it would cost and what of it cannot be had; here they are
 * renamed and deleted too. Undefined: nothing was chosen.
 */
export async function pickPreset(request: VideoRequest, parts: ComparedWith): Promise<Preset | undefined> {
  for (;;) {
    const answer = await askForPreset(request, parts);
    switch (answer.kind) {
      case 'closed':
        return undefined;
      case 'chosen':
        return answer.preset;
      case 'save':
        await savePreset(request);
        return undefined;
      case 'rename': {
        const name = await askForName(answer.preset.name);
        const isNew = name !== undefined && name !== answer.preset.name;
        if (isNew && (await mayTakeName(name, answer.preset.place))) await renamePreset(answer.preset, name);
        break;
      }
      case 'delete':
        if (await confirmDelete(answer.preset)) await deletePreset(answer.preset);
        break;
    }
  }
}

const renameButton = (): PickButton => ({
  icon: 'edit',
  tooltip: vscode.l10n.t('Rename'),
});
const deleteButton = (): PickButton => ({
  icon: 'trash',
  tooltip: vscode.l10n.t('Delete'),
});

async function askForPreset(request: VideoRequest, parts: ComparedWith): Promise<Answer> {
  const rename = renameButton();
  const remove = deleteButton();
  const presets = readPresets();
  const picker = createPicker<Row>(
    vscode.l10n.t('Choose a preset'),
    presets.length === 0
      ? vscode.l10n.t('No presets yet. Save the current options under a name to have them again.')
      : vscode.l10n.t('Sets the model and the options. The prompt and the images stay.'),
  );
  const saveRow: Row = {
    label: vscode.l10n.t('Save the current options…'),
    icon: 'save',
    isSave: true,
  };
  const rows = presets.map((preset) => ({
    ...rowOf(preset, request, parts),
    preset,
    buttons: [rename, remove],
  }));
  const groups = rows.flatMap((row, index) =>
    rows[index - 1]?.preset.place === row.preset.place ? [row] : [{ separator: placeWords(row.preset) }, row],
  );
  picker.setRows([...groups, { separator: '' }, saveRow], rows.slice(0, 1));
  try {
    return await new Promise<Answer>((resolve) => {
      picker.onDidTriggerRowButton(({ preset }, button) => {
        if (preset !== undefined) resolve({ kind: button === rename ? 'rename' : 'delete', preset });
      });
      picker.onDidAccept((row) => {
        if (row.isSave === true) resolve({ kind: 'save' });
        else if (row.preset !== undefined) resolve({ kind: 'chosen', preset: row.preset });
      });
      picker.onDidHide(() => resolve({ kind: 'closed' }));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function placeWords({ place }: Preset): string {
  switch (place) {
    case 'user':
      return vscode.l10n.t('your own');
    case 'workspace':
      return vscode.l10n.t('of this workspace');
  }
}

function rowOf(preset: Preset, asked: VideoRequest, parts: ComparedWith): Row {
  const { find } = parts;
  const applied = applyPreset(asked, preset, find, defaultModel);
  const { request, dropped, lost } = applied;
  const model = find(request.model) ?? defaultModel;
  const { variants = 1 } = request;
  const price = quoteWords(timesQuote(parts.quote(request, model), variants));
  const clips = variants === 1 ? [] : [vscode.l10n.t('{0} clips', variants)];
  const trouble = [lostWords(lost, model.label), shortDroppedWords(dropped), ignoredWords(preset)].filter(
    (words) => words !== '',
  );
  const options = [model.label, ...requestWords(request), ...clips].join(' · ');
  return {
    preset,
    label: preset.name,
    description: price,
    detail: trouble.length === 0 ? options : withIcon('warning', `${trouble.join(' ')} — ${options}`),
  };
}

async function confirmDelete({ name }: Preset): Promise<boolean> {
  const remove = vscode.l10n.t('Delete');
  const chosen = await modal.warning(vscode.l10n.t('Delete the preset “{0}”?', name), [], remove);
  return chosen === remove;
}

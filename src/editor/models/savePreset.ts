import * as vscode from 'vscode';
import { type PresetPlace, presetOptionsOf } from '../../core/preset.ts';
import type { VideoRequest } from '../../core/request.ts';
import { canKeepInWorkspace, readPresets, writePreset } from '../submitting/presets.ts';
import { maxNameCharacters, presetName } from '../../core/presetSchema.ts';
import { askForText } from '../base/show/inputs.ts';
import { modal } from '../base/show/messages.ts';
import { pick, type PickRow } from '../base/show/picks.ts';
import { mention } from '../base/show/statusItem.ts';

/** Keeps the options of a request under a name that the person gives. False: a question was closed. */
export async function savePreset(request: VideoRequest): Promise<boolean> {
  const name = await askForName('');
  if (name === undefined) return false;
  const place = canKeepInWorkspace() ? await askForPlace() : 'user';
  if (place === undefined) return false;
  if (!(await mayTakeName(name, place))) return false;
  await writePreset(name, place, presetOptionsOf(request));
  mention(vscode.l10n.t('The preset “{0}” is saved.', name));
  return true;
}

export async function askForName(value: string): Promise<string | undefined> {
  const typed = await askForText({
    title: value === '' ? vscode.l10n.t('Save the options as a preset') : vscode.l10n.t('Rename the preset'),
    prompt: vscode.l10n.t('Its name'),
    value,
    validateInput: (text) =>
      presetName(text) === undefined
        ? vscode.l10n.t('Type a name of at most {0} characters on one line.', maxNameCharacters)
        : undefined,
  });
  return typed === undefined ? undefined : presetName(typed);
}

async function askForPlace(): Promise<PresetPlace | undefined> {
  const rows: (PickRow & { readonly place: PresetPlace })[] = [
    {
      place: 'user',
      label: vscode.l10n.t('For me'),
      icon: 'account',
      detail: vscode.l10n.t('In your user settings, for every workspace'),
    },
    {
      place: 'workspace',
      label: vscode.l10n.t('For this workspace'),
      icon: 'folder',
      detail: vscode.l10n.t('In the workspace settings, for everyone who works in it'),
    },
  ];
  const title = vscode.l10n.t('Where is the preset kept?');
  return (await pick(rows, { title, ignoreFocusOut: true }))?.place;
}

/** Asks where a preset of the place has the name already. */
export async function mayTakeName(name: string, place: PresetPlace): Promise<boolean> {
  if (!readPresets().some((preset) => preset.name === name && preset.place === place)) return true;
  const replace = vscode.l10n.t('Replace');
  const chosen = await modal.warning(
    vscode.l10n.t('A preset “{0}” already exists. Replace it?', name),
    [],
    replace,
  );
  return chosen === replace;
}

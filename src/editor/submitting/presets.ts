import * as vscode from 'vscode';
import type { Preset, PresetOptions, PresetPlace } from '../../core/preset.ts';
import { parsePresets } from '../../core/presetSchema.ts';
import { requireTrust, isTrusted } from '../base/trust.ts';

const setting = 'videoPrompt.presets';

/** The presets of the user, then those of a workspace that is trusted, each in the order of its file. */
export function readPresets(): readonly Preset[] {
  const { globalValue, workspaceValue } = inspect();
  return [
    ...parsePresets(globalValue, 'user'),
    ...(isTrusted() ? parsePresets(workspaceValue, 'workspace') : []),
  ];
}

/** The preset with this name; the user's own wins over one that came with a repository. */
export function findPreset(name: string): Preset | undefined {
  return readPresets().find((preset) => preset.name === name);
}

export function canKeepInWorkspace(): boolean {
  return isTrusted() && vscode.workspace.workspaceFolders !== undefined;
}

export async function writePreset(name: string, place: PresetPlace, options: PresetOptions): Promise<void> {
  await change(place, (kept) => ({ ...kept, [name]: options }));
}

export async function deletePreset({ name, place }: Preset): Promise<void> {
  await change(place, (kept) => Object.fromEntries(Object.entries(kept).filter(([one]) => one !== name)));
}

/** In its old place among the others, and as it was written, with what was ignored. */
export async function renamePreset({ name, place }: Preset, newName: string): Promise<void> {
  await change(place, (kept) =>
    Object.fromEntries(
      Object.entries(kept)
        .filter(([one]) => one !== newName || one === name)
        .map(([one, value]) => [one === name ? newName : one, value]),
    ),
  );
}

async function change(
  place: PresetPlace,
  edit: (kept: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): Promise<void> {
  if (place === 'workspace') requireTrust('writes');
  const { globalValue, workspaceValue } = inspect();
  const value = place === 'user' ? globalValue : workspaceValue;
  const kept = typeof value === 'object' && value !== null ? { ...value } : {};
  const edited = edit(kept);
  await vscode.workspace
    .getConfiguration()
    .update(
      setting,
      Object.keys(edited).length === 0 ? undefined : edited,
      place === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace,
    );
}

function inspect() {
  return vscode.workspace.getConfiguration().inspect<unknown>(setting) ?? { key: setting };
}

import * as vscode from 'vscode';
import type { RecipeChange, RecipeField } from '../../core/recipe.ts';

/** `prompt, first frame, model`: what is not as it was when a clip was made. */
export function recipeChangeWords(changes: readonly RecipeChange[]): string {
  return [...new Set(changes.map(changeWord))].join(', ');
}

function changeWord(change: RecipeChange): string {
  switch (change.field) {
    case 'prompt':
      return vscode.l10n.t('prompt');
    case 'model':
      return vscode.l10n.t('model');
    case 'seconds':
      return vscode.l10n.t('seconds');
    case 'aspectRatio':
      return vscode.l10n.t('aspect ratio');
    case 'resolution':
      return vscode.l10n.t('resolution');
    case 'mode':
      return vscode.l10n.t('mode');
    case 'negativePrompt':
      return vscode.l10n.t('negative prompt');
    case 'seed':
      return vscode.l10n.t('seed');
    case 'audio':
      return vscode.l10n.t('audio');
    case 'remixOf':
      return vscode.l10n.t('remix');
    default:
      return imageWord(change);
  }
}

function imageWord({ field, role, isFrame }: Exclude<RecipeChange, { readonly field: RecipeField }>): string {
  if (isFrame) return vscode.l10n.t('the clip before it');
  switch (role) {
    case 'first':
      return vscode.l10n.t('first frame');
    case 'last':
      return vscode.l10n.t('last frame');
    case 'reference':
      return vscode.l10n.t('image {0}', Number(/\d+/.exec(field)?.[0] ?? 0) + 1);
  }
}

import * as l10n from '@vscode/l10n';
import type { RecipeChange } from '../core/recipe.ts';

/** `prompt, image 1, clip of “The storm”`: what is not as it was when a clip was made. */
export function recipeChangeWords(changes: readonly RecipeChange[]): string {
  const words = changes.map((change) =>
    'of' in change ? l10n.t('clip of “{0}”', change.of) : fieldWord(change.field),
  );
  return [...new Set(words)].join(', ');
}

function fieldWord(field: RecipeChange['field']): string {
  switch (field) {
    case 'prompt':
      return l10n.t('prompt');
    case 'model':
      return l10n.t('model');
    case 'seconds':
      return l10n.t('seconds');
    case 'aspectRatio':
      return l10n.t('aspect ratio');
    case 'resolution':
      return l10n.t('resolution');
    case 'mode':
      return l10n.t('mode');
    case 'negativePrompt':
      return l10n.t('negative prompt');
    case 'seed':
      return l10n.t('seed');
    case 'audio':
      return l10n.t('audio');
    case 'remixOf':
      return l10n.t('remix');
    default:
      return l10n.t('image {0}', Number(/\d+/.exec(field)?.[0] ?? 0) + 1);
  }
}

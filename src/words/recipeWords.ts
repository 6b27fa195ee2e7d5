import * as l10n from '@vscode/l10n';
import type { RecipeChange, RecipeField } from '../core/recipe.ts';
import { imageIndex, isImageField } from '../protocol/imageField.ts';

/** `prompt, image 1, clip of “The storm”`: what is not as it was when a clip was made. */
export function recipeChangeWords(changes: readonly RecipeChange[]): string {
  const words = changes.map((change) =>
    'of' in change ? l10n.t('clip of “{0}”', change.of) : fieldWord(change.field),
  );
  return [...new Set(words)].join(', ');
}

const fieldWords: Readonly<Record<RecipeField, () => string>> = {
  prompt: () => l10n.t('prompt'),
  model: () => l10n.t('model'),
  seconds: () => l10n.t('seconds'),
  aspectRatio: () => l10n.t('aspect ratio'),
  resolution: () => l10n.t('resolution'),
  mode: () => l10n.t('mode'),
  negativePrompt: () => l10n.t('negative prompt'),
  seed: () => l10n.t('seed'),
  audio: () => l10n.t('audio'),
  remixOf: () => l10n.t('remix'),
};

function fieldWord(field: RecipeChange['field']): string {
  return isImageField(field) ? l10n.t('image {0}', (imageIndex(field) ?? 0) + 1) : fieldWords[field]();
}

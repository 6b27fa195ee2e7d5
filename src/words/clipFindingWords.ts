import * as l10n from '@vscode/l10n';

/*
 * What a check says of a clip that a prompt file asks for: `title` is the shot's, `clip` and `sidecar` are the names of files.
 */

/** `why`: what has changed, `prompt, image 1`. */
export function staleWords(title: string, why: string): string {
  return l10n.t('The clip of “{0}” is stale: {1}. Render it again.', title, why);
}

export function missingWords(title: string): string {
  return l10n.t('“{0}” has no clip yet. Render it.', title);
}

export function goneWords(title: string, clip: string): string {
  return l10n.t('The clip of “{0}” is gone: {1}. Restore it, or render it again.', title, clip);
}

export function sampleWords(title: string, clip: string): string {
  return l10n.t(
    'The clip of “{0}” is a sample: {1}. Render the shot with a model when it is ready.',
    title,
    clip,
  );
}

export function sidecarUnreadableWords(title: string, sidecar: string): string {
  return l10n.t(
    '“{0}” may have a clip already, but {1} cannot be read. Repair this sidecar, or delete it together with its clip.',
    title,
    sidecar,
  );
}

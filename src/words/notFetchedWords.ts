import * as l10n from '@vscode/l10n';

/** `boat-1.mp4 is not fetched yet …` */
export function notFetchedWords(name: string): string {
  return l10n.t('{0} is not fetched yet: Git LFS has only a pointer here. Run “git lfs pull”.', name);
}

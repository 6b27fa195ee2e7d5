import * as l10n from '@vscode/l10n';
import type { PathRefusal } from '../core/workspacePath.ts';
import { pathRefusalWords } from './pathWords.ts';

/** Why the sidecar of a clip is not read. `sidecar`, `clip`: the names of the files. */
export function sidecarRefusalWords(sidecar: string, clip: string, refusal: PathRefusal): string {
  switch (refusal) {
    case 'missing':
      return l10n.t('{0} has no sidecar (“{1}”), so nothing is known of how it was made.', clip, sidecar);
    case 'tooLarge':
      return l10n.t('{0} is too large for a sidecar.', sidecar);
    default:
      return pathRefusalWords(sidecar, refusal);
  }
}

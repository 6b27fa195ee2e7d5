import type { DraftRole } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';

export function roleWord(role: DraftRole, words: PanelStrings): string {
  switch (role) {
    case 'first':
      return words.roleFirst;
    case 'last':
      return words.roleLast;
    case 'reference':
      return words.roleReference;
  }
}

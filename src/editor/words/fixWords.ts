import * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import type { Finding } from '../../core/finding.ts';

/** What the button of a fix says; undefined where the finding has none that the form can carry out. */
export function fixWords({ fix }: Finding): string | undefined {
  if (fix?.model === undefined) return undefined;
  return vscode.l10n.t('Use {0}', findModel(fix.model)?.label ?? fix.model);
}

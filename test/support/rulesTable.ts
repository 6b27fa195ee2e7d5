import { ruleIds, ruleText } from '../../src/promptLanguage/ruleIds.ts';
import { markdownTable } from './markdownTable.ts';

/** The table of rules for docs/command-line.md. */
export function rulesTable(): string {
  const rows = Object.entries(ruleIds).map(([code, id]) => [
    id,
    `\`${code}\``,
    ruleText[code as keyof typeof ruleIds],
  ]);
  return markdownTable(['id', 'rule', 'what it says'], rows);
}

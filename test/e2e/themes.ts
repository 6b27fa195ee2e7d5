import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Workbench } from '../support/workbench.ts';
import { shotPath } from './fixture.ts';

/** The four kinds of theme, with the class that the workbench carries in each. */
export const themes = [
  { name: 'dark', label: 'Dark Modern', className: 'vs-dark' },
  { name: 'light', label: 'Light Modern', className: 'vs' },
  { name: 'hc-dark', label: 'Dark High Contrast', className: 'hc-black' },
  { name: 'hc-light', label: 'Light High Contrast', className: 'hc-light' },
] as const;

/** Leaves a screenshot of what the window shows in each theme, and fails where axe finds something serious in the panel. */
export async function checkInAllThemes(vscode: Workbench, state: string): Promise<void> {
  for (const theme of themes) {
    await vscode.setTheme(theme.label);
    await vscode.page.locator(`.monaco-workbench.${theme.className}`).waitFor();
    await vscode.panel.locator(`body[data-vscode-theme-kind]`).waitFor();
    await vscode.screenshot(shotPath(`${state}-${theme.name}`));
    assert.deepEqual(await seriousFindings(vscode), [], `axe, ${state}, ${theme.name}`);
  }
  await vscode.setTheme(themes[0].label);
  await vscode.page.locator(`.monaco-workbench.${themes[0].className}`).waitFor();
}

/** What axe finds serious or critical in the panel, one line each. */
export async function seriousFindings(vscode: Workbench): Promise<readonly string[]> {
  const frame = await (await vscode.panel.locator('body').elementHandle()).ownerFrame();
  assert.ok(frame);
  await frame.evaluate(axe.source);
  const results = await frame.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })",
  );
  assert.ok(results.passes.length > 5, 'axe looked at nothing');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

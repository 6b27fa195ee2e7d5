import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';
import { shotPath } from './fixture.ts';

/** The four kinds of theme, with the class that the workbench carries in each and the kind that a webview is told. */
export const themes = [
  { name: 'dark', label: 'Dark Modern', className: 'vs-dark', kind: 'vscode-dark' },
  { name: 'light', label: 'Light Modern', className: 'vs', kind: 'vscode-light' },
  { name: 'hc-dark', label: 'Dark High Contrast', className: 'hc-black', kind: 'vscode-high-contrast' },
  {
    name: 'hc-light',
    label: 'Light High Contrast',
    className: 'hc-light',
    kind: 'vscode-high-contrast-light',
  },
] as const;

type Theme = (typeof themes)[number];

/** All that VS Code changes in a webview with the theme. */
interface Look {
  readonly style: string;
  readonly classes: readonly string[];
  readonly kind: string;
}

/** As VS Code gave them in this process. To switch the theme by the picker four times takes longer than all other checks of a state. */
const looks = new Map<Theme['name'], Look>();

/**
 * Runs a check of the panel in each theme. The first time VS Code's own theme is switched; later the panel alone gets what
 * VS Code gave it then, and the window around it stays as it is.
 */
export async function inAllThemes(vscode: Workbench, check: (theme: Theme) => Promise<void>): Promise<void> {
  if (looks.size < themes.length) {
    for (const theme of themes) {
      await vscode.setTheme(theme.label);
      await vscode.page.locator(`.monaco-workbench.${theme.className}`).waitFor();
      await vscode.panel.locator(`body[data-vscode-theme-kind="${theme.kind}"]`).waitFor();
      looks.set(theme.name, await (await panelFrame(vscode)).evaluate(readLook));
      await check(theme);
    }
    await vscode.setTheme(themes[0].label);
    await vscode.page.locator(`.monaco-workbench.${themes[0].className}`).waitFor();
    return;
  }
  const frame = await panelFrame(vscode);
  const own = await frame.evaluate(readLook);
  try {
    for (const theme of themes) {
      const look = looks.get(theme.name);
      assert.ok(look);
      await frame.evaluate(wearLook, look);
      await check(theme);
    }
  } finally {
    await frame.evaluate(wearLook, own);
  }
}

/** Leaves a screenshot of the window in each theme of the panel, and fails where axe finds something serious in the panel. */
export async function checkInAllThemes(vscode: Workbench, state: string): Promise<void> {
  await inAllThemes(vscode, async ({ name }) => {
    await vscode.screenshot(shotPath(`${state}-${name}`));
    assert.deepEqual(await seriousFindings(vscode), [], `axe, ${state}, ${name}`);
  });
}

async function panelFrame(vscode: Workbench): Promise<Frame> {
  const frame = await (await vscode.panel.locator('body').elementHandle()).ownerFrame();
  assert.ok(frame);
  return frame;
}

/** Runs in the panel. */
function readLook(): Look {
  const { body, documentElement } = document;
  return {
    style: documentElement.style.cssText,
    classes: [...body.classList].filter((name) => /^vscode-(light|dark|high-contrast)/.test(name)),
    kind: body.dataset.vscodeThemeKind ?? '',
  };
}

/** Runs in the panel. */
function wearLook({ style, classes, kind }: Look): void {
  const { body, documentElement } = document;
  documentElement.style.cssText = style;
  body.classList.remove('vscode-light', 'vscode-dark', 'vscode-high-contrast', 'vscode-high-contrast-light');
  body.classList.add(...classes);
  body.dataset.vscodeThemeKind = kind;
}

/** What axe finds serious or critical in the panel, one line each. */
export async function seriousFindings(vscode: Workbench): Promise<readonly string[]> {
  const frame = await panelFrame(vscode);
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
  const results = await frame.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })",
  );
  assert.ok(results.passes.length > 5, 'axe looked at nothing');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

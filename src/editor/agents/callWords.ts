import * as vscode from 'vscode';
import type { RenderPorts } from '../../agent/render.ts';
import { runTool } from '../../agent/runTool.ts';
import type { ToolName } from '../../agent/toolNames.ts';
import type { ToolCallWords } from '../base/show/tools.ts';

/**
 * What the chat shows of a call, and for `render` what it is about and its price of now. The agent's host may skip this: it is
 * no consent, and nothing is submitted by it.
 */
export async function callWords(
  name: ToolName,
  input: unknown,
  ports: RenderPorts,
  signal: AbortSignal,
): Promise<ToolCallWords> {
  const doing = doingWords(name);
  if (name !== 'render') return { doing };
  const { text } = await runTool('estimate', input, ports, signal);
  return {
    doing,
    question: { title: vscode.l10n.t('Render with Video Prompt?'), detail: text.split('\n') },
  };
}

function doingWords(name: ToolName): string {
  switch (name) {
    case 'models':
      return vscode.l10n.t('Comparing video models');
    case 'estimate':
      return vscode.l10n.t('Pricing a video');
    case 'check':
      return vscode.l10n.t('Checking a prompt file');
    case 'render':
      return vscode.l10n.t('Submitting a video');
    case 'status':
      return vscode.l10n.t('Looking at video jobs');
  }
}

import * as vscode from 'vscode';
import { type ToolName, toolNames } from '../../agent/toolNames.ts';
import { lazy } from '../base/lazy.ts';
import { registerTool } from '../base/show/tools.ts';
import type { AgentParts } from './agentPorts.ts';

/** The tools for coding agents in this window, by their names; what does the work is loaded at the first call. */
export function registerAgentTools(parts: AgentParts): vscode.Disposable {
  const tools = lazy(async () => {
    const { createAgentTools } = await import('./agentTools.ts');
    return createAgentTools(parts);
  });
  const register = (name: ToolName) =>
    registerTool(`videoPrompt_${name}`, {
      prepare: async (input, signal) => await (await tools()).prepare(name, input, signal),
      run: async (input, signal) => await (await tools()).run(name, input, signal),
    });
  return vscode.Disposable.from(...toolNames.map(register));
}

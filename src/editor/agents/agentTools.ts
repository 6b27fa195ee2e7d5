import type { Answer } from '../../agent/answer.ts';
import { runTool } from '../../agent/runTool.ts';
import type { ToolName } from '../../agent/toolNames.ts';
import type { ToolCallWords } from '../base/show/tools.ts';
import { type AgentParts, createAgentPorts } from './agentPorts.ts';
import { callWords } from './callWords.ts';

export interface AgentTools {
  run(name: ToolName, input: unknown, signal: AbortSignal): Promise<Answer>;
  prepare(name: ToolName, input: unknown, signal: AbortSignal): Promise<ToolCallWords>;
}

export function createAgentTools(parts: AgentParts): AgentTools {
  const ports = createAgentPorts(parts);
  const rendering = new Map<string, Promise<Answer>>();

  /** The same call at the same time is one, so that nobody is asked twice about it. */
  async function render(input: unknown, signal: AbortSignal): Promise<Answer> {
    const key = JSON.stringify([input]);
    const running = rendering.get(key) ?? runTool('render', input, ports, signal);
    rendering.set(key, running);
    try {
      return await running;
    } finally {
      if (rendering.get(key) === running) rendering.delete(key);
    }
  }

  return {
    run: async (name, input, signal) =>
      name === 'render' ? await render(input, signal) : await runTool(name, input, ports, signal),
    prepare: async (name, input, signal) => await callWords(name, input, ports, signal),
  };
}

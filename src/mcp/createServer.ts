import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  McpServer,
} from '@modelcontextprotocol/server';
import type { Answer } from '../agent/answer.ts';
import { toolDescriptions } from '../agent/descriptions.ts';
import { runLooking } from '../agent/runTool.ts';
import type { LookingTool } from '../agent/toolNames.ts';
import { toolSchema } from '../agent/toolSchema.ts';
import type { AgentPorts } from '../agent/ports.ts';

const servedTools = ['models', 'estimate', 'check', 'status'] as const satisfies readonly LookingTool[];

const instructions =
  'Video Prompt renders AI video from prompt files (*.video.md). Call check or estimate before anything is rendered, and spend only what the user asked for.';

/** A server of one connection. It knows no transport. */
export function createServer(ports: AgentPorts, version: string): McpServer {
  const mcp = new McpServer(
    { name: 'video-prompt', title: 'Video Prompt', version },
    { capabilities: { tools: {} }, instructions },
  );
  // What a tool takes is read by the tool itself, which answers in words that an agent can act on.
  const { server } = mcp;
  server.setRequestHandler('tools/list', () => ({
    tools: servedTools.map((name) => ({
      name,
      description: toolDescriptions[name],
      inputSchema: toolSchema(name),
      annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
    })),
  }));
  server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
    const name = servedTools.find((one) => one === params.name);
    if (name === undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such tool.');
    return resultOf(await runLooking(name, params.arguments ?? {}, ports, mcpReq.signal));
  });
  return mcp;
}

function resultOf({ text, data }: Answer): CallToolResult {
  return {
    content: [
      { type: 'text', text },
      { type: 'text', text: JSON.stringify(data) },
    ],
    structuredContent: { ...data },
    ...('refused' in data ? { isError: true } : {}),
  };
}

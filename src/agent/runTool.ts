import type * as z from 'zod/mini';
import { VideoPromptError } from '../core/errors.ts';
import { CappedRequest, RefusedRequest } from '../engine/refusals.ts';
import { say } from '../core/errorText.ts';
import type { Answer } from './answer.ts';
import { readAsked } from './askedRequest.ts';
import { check } from './check.ts';
import { estimate } from './estimate.ts';
import { type AskedClips, inputSchemas } from './inputs.ts';
import { models } from './models.ts';
import { type RefusedCall, refusal } from './refusal.ts';
import { render, type RenderPorts } from './render.ts';
import { status } from './status.ts';
import type { AgentPorts } from './ports.ts';
import type { LookingTool, ToolName } from './toolNames.ts';

/** Runs a tool with whatever an agent gave it. Never rejects: what went wrong is part of the answer. */
export async function runTool(
  name: ToolName,
  given: unknown,
  ports: RenderPorts,
  signal: AbortSignal,
): Promise<Answer> {
  if (name !== 'render') return await runLooking(name, given, ports, signal);
  return await answered(
    name,
    given,
    ports,
    async () => await render(parsed(inputSchemas.render, given), ports),
  );
}

/** The same of a tool that changes nothing. */
export async function runLooking(
  name: LookingTool,
  given: unknown,
  ports: AgentPorts,
  signal: AbortSignal,
): Promise<Answer> {
  return await answered(name, given, ports, async () => {
    switch (name) {
      case 'models':
        return await models(parsed(inputSchemas.models, given), ports);
      case 'check':
        return await check(parsed(inputSchemas.check, given), ports);
      case 'status':
        return await status(parsed(inputSchemas.status, given), ports, signal);
      case 'estimate':
        return await estimate(parsed(inputSchemas.estimate, given), ports);
    }
  });
}

async function answered(
  name: ToolName,
  given: unknown,
  ports: AgentPorts,
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    const call: RefusedCall = { tool: name, input: isRecord(given) ? given : {} };
    return refusal(error, { ...call, ...(await requestOf(error, name, given, ports)) });
  }
}

function parsed<Input>(schema: z.ZodMiniType<Input>, given: unknown): Input {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new VideoPromptError(
    'request.invalid',
    say('agent.unreadable', { field: field === '' ? 'input' : field, reason: issue?.message ?? '' }),
    { field },
  );
}

/** What the call stood for, where another request may go on. */
async function requestOf(
  error: unknown,
  name: ToolName,
  given: unknown,
  ports: AgentPorts,
): Promise<Pick<RefusedCall, 'request'>> {
  if (!(error instanceof CappedRequest || error instanceof RefusedRequest)) return {};
  if (name !== 'estimate' && name !== 'render') return {};
  try {
    const input: AskedClips = parsed(inputSchemas[name], given);
    const asked = readAsked(input);
    if (asked.kind === 'file') return {};
    const [complete, market] = await Promise.all([ports.complete(asked.input), ports.market()]);
    return { request: { asked: input, complete, market } };
  } catch {
    // The refusal itself is what matters.
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

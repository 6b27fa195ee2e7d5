import * as vscode from 'vscode';
import { plainLine, plainLines } from '../../../core/shownText.ts';
import { plainMarkdown } from './markdown.ts';

/** What the chat shows of a call before it is made. */
export interface ToolCallWords {
  readonly doing: string;
  /** Asked before the call, unless the agent's host skips it: it is no consent. */
  readonly question?: { readonly title: string; readonly detail: readonly string[] };
}

export interface ShownTool {
  readonly prepare: (input: unknown, signal: AbortSignal) => Promise<ToolCallWords>;
  /** Lines for the model to read, and the same as data. */
  readonly run: (
    input: unknown,
    signal: AbortSignal,
  ) => Promise<{ readonly text: string; readonly data: Readonly<Record<string, unknown>> }>;
}

/** A tool of the manifest, which agents call. */
export function registerTool(name: string, tool: ShownTool): vscode.Disposable {
  return vscode.lm.registerTool<unknown>(name, {
    async prepareInvocation({ input }, token) {
      const { doing, question } = await within(token, (signal) => tool.prepare(input, signal));
      const invocationMessage = plainLine(doing);
      if (question === undefined) return { invocationMessage };
      const message = plainMarkdown(...question.detail);
      return { invocationMessage, confirmationMessages: { title: plainLine(question.title), message } };
    },
    async invoke({ input }, token) {
      const { text, data } = await within(token, (signal) => tool.run(input, signal));
      const parts = [plainLines(text.split('\n')), JSON.stringify(data)];
      return new vscode.LanguageModelToolResult(parts.map((part) => new vscode.LanguageModelTextPart(part)));
    },
  });
}

async function within<Result>(
  token: vscode.CancellationToken,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const listening = token.onCancellationRequested(() => ending.abort());
  if (token.isCancellationRequested) ending.abort();
  try {
    return await run(ending.signal);
  } finally {
    listening.dispose();
  }
}

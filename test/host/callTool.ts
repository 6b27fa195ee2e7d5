import * as vscode from 'vscode';

/** What a tool answered: its lines, and the data beside them. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Calls a tool as an agent's host does; nobody approves anything for it. */
export async function callTool(
  name: string,
  input: object,
  token?: vscode.CancellationToken,
): Promise<ToolAnswer> {
  const result = await vscode.lm.invokeTool(
    `videoPrompt_${name}`,
    { input, toolInvocationToken: undefined },
    token,
  );
  const [text = '', json = '{}'] = result.content.map((part) =>
    part instanceof vscode.LanguageModelTextPart ? part.value : '',
  );
  return { text, data: JSON.parse(json) as ToolAnswer['data'] };
}

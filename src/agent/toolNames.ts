/** What coding agents can call: each with this name behind a prefix of its host's. */
export const toolNames = ['models', 'estimate', 'check', 'render', 'status'] as const;

export type ToolName = (typeof toolNames)[number];

/** Those that change nothing. */
export type LookingTool = Exclude<ToolName, 'render'>;

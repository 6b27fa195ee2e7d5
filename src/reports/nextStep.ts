import type { NextEdit } from '../promptLanguage/nextEdits.ts';

/** What would go on, so that a program need not guess. */
export type NextStep =
  /** A command to run in a shell. */
  | { readonly title: string; readonly command: string }
  /** A change of a file. */
  | EditStep
  /** A tool for agents to call. */
  | { readonly title: string; readonly call: ToolCall }
  /** Only the user can do it: tell them. */
  | { readonly title: string; readonly isForUser: true };

export interface EditStep {
  readonly title: string;
  readonly edit: Omit<NextEdit, 'title'> & { readonly file: string };
}

export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export function editStep(file: string, { title, ...edit }: NextEdit): EditStep {
  return { title, edit: { file, ...edit } };
}

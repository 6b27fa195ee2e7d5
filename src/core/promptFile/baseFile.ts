import type { PromptFile } from './promptFile.ts';

/** A file that the opened one extends. */
export interface BaseFile {
  readonly uri: string;
  readonly file: PromptFile;
}

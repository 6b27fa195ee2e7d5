/** What the name of a prompt file ends in. `package.json` repeats it. */
export const promptFileEnding = '.video.md';
export const promptFileGlob = `**/*${promptFileEnding}`;

/** By its name; of a URI or anything else with a path. */
export function isPromptFile({ path }: { readonly path: string }): boolean {
  return path.endsWith(promptFileEnding);
}

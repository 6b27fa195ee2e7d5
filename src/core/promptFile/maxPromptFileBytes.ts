/** Bytes as UTF-8. */
export const maxPromptFileBytes = 1_000_000;

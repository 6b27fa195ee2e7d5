/** Sizes that fail the build when they are passed, bytes. */
export const limits = {
  activationBundle: 60 * 1024,
  vsix: 900 * 1024,
} as const;

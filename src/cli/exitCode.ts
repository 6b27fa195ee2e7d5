/** What the process ends with. The numbers are a contract: `docs/command-line.md`. */
export const exitCodes = {
  ok: 0,
  /** Something is wrong in the files, or a clip failed or was refused. */
  wrong: 1,
  /** Clips are stale or missing, and nothing is wrong otherwise. */
  notCurrent: 2,
  /** It could not run: usage, Node, key, disk, network. */
  couldNotRun: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

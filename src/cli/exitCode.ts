/** What the process ends with. The numbers are a contract: `docs/command-line.md`. */
export const exitCodes = {
  ok: 0,
  /** Something is wrong in the files, or a clip failed or was refused. */
  wrong: 1,
  /** Clips are stale or missing, and nothing is wrong otherwise. */
  notCurrent: 2,
  /** It could not run: usage, Node, key, disk, network. */
  couldNotRun: 3,
  /** It would have cost more than it may; nothing was sent. */
  budget: 4,
  /** What became of a request that may be paid for is not known. */
  unknown: 5,
  /** Ended by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

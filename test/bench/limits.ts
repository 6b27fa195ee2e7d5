/** What `npm run size` (bytes) and `npm run bench` fail over. */
export const limits = {
  activationBundle: 60 * 1024,
  vsix: 1_300 * 1024,
  /** Not in the VSIX. */
  movingPicture: 1_500 * 1024,
  /** Over an empty extension, in a real VS Code. */
  activationCpuMs: 10,
  activationHeapMb: 1,
  /** The event loop of the extension host is everybody's: milliseconds of CPU in one go. */
  stallMs: 50,
  /** Of prompt files in a repository of 100,000 files. */
  firstStateMs: 300,
  afterChangeMs: 30,
  checkAllMs: 3_000,
  /** A process with 500 running jobs, and nothing else of VS Code. */
  runningMb: 200,
} as const;

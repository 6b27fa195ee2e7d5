import type { Job, JobSource, OutputPlace } from '../core/job.ts';
import { promptFileStem, takeName } from '../core/take.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { Made } from './made.ts';
import { nextTake } from './renderItems.ts';

/** Where one more clip of a recorded request goes, and what is known of its shot. */
export interface RecordedPlace {
  readonly output: OutputPlace;
  readonly source?: JobSource;
  /** Those that have not ended. */
  readonly jobs: readonly Job[];
  /** The newest job of all when these were looked for. */
  readonly upTo: number;
}

/** Beside the recorded clip, under its name. */
export function placeBeside(clipUri: string, directory: Omit<OutputPlace, 'baseName'>): RecordedPlace {
  const baseName = fileNameOfUri(clipUri).replace(/\.[^.]*$/, '');
  return { output: { ...directory, baseName }, jobs: [], upTo: 0 };
}

/** As the next take of its shot. */
export function placeOfTake(
  promptFileUri: string,
  { shot, cell }: Pick<JobSource, 'shot' | 'cell'>,
  made: Made,
  directory: Omit<OutputPlace, 'baseName'>,
): RecordedPlace {
  const isSibling = (one: Pick<JobSource, 'shot' | 'cell'> | undefined) =>
    one?.shot === shot && one.cell === cell;
  const jobs = made.jobs.filter((job) => isSibling(job.source));
  const take = nextTake({ takes: made.takes.filter((one) => isSibling(one.sidecar.source)), jobs });
  const source = { promptFileUri, shot, cell, take };
  const baseName = takeName(promptFileStem(fileNameOfUri(promptFileUri)), source);
  return { output: { ...directory, baseName }, source, jobs, upTo: made.upTo };
}

/** The jobs of the shot as they stand now, and those that stood in the way; each once. */
export function withRivals(now: RecordedPlace, rivals: readonly Job[]): RecordedPlace {
  const others = rivals.filter(({ id }) => now.jobs.every((job) => job.id !== id));
  return { ...now, jobs: [...now.jobs, ...others] };
}

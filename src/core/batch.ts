import type { FramePlace } from './follower.ts';
import type { JobSource, OutputPlace } from './job.ts';
import type { VideoRequest } from './request.ts';

/** An image of an item is the last frame of a clip that is still to be made. */
export interface Follows extends FramePlace {
  /** An earlier item of the batch (by its index), or a job. */
  readonly clipOf: { readonly item: number } | { readonly jobId: string };
}

/** What was known of a shot's jobs when its rendering was decided. */
export interface SeenJobs {
  /** `Store.newest` from before the look: no job that came later was seen. */
  readonly upTo: number;
  /** Jobs beside which a person, asked in a modal, agreed to a second one. */
  readonly agreedSecond: readonly string[];
}

/** One request of a batch. */
export interface BatchItem {
  readonly request: VideoRequest;
  readonly output: OutputPlace;
  /** The folder whose cap its clips count against; absent: that of the batch. */
  readonly countedIn?: string;
  /** Such an item makes one clip: each take is an item of its own. */
  readonly source?: JobSource;
  /** What the decision to render the source rests on. Absent: nobody looked, so nothing of the shot may be there. */
  readonly seen?: SeenJobs;
  /** The request lacks this image until it is there. A variant follows the same variant, where there are as many. */
  readonly follows?: Follows;
}

/** A request of a batch; without an output it goes where the request and the settings say. */
export type SubmitItem = Omit<BatchItem, 'output'> & Partial<Pick<BatchItem, 'output'>>;

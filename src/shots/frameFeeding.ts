import { isAbort, VideoPromptError } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { recipeOfJob } from '../core/jobRecipe.ts';
import { digestOf } from './cellStates.ts';
import type { Digests } from './digests.ts';

/** A job that waits for the last frame of another's clip, which is there. */
export interface AwaitingFrame {
  readonly job: Job;
  readonly predecessor: Job;
}

/** The last frame of a clip, as a picture file. */
export interface TakenFrame {
  readonly uri: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of the very clip that it was taken from. */
  readonly clipSha256: string;
}

/** Places are URIs. */
export interface FrameFeedingPorts {
  readonly awaitingFrames: () => Promise<readonly AwaitingFrame[]>;
  readonly frame: (jobId: string, frame: TakenFrame & { readonly digest?: string }) => Promise<unknown>;
  readonly cancel: (jobId: string, failure: Failure) => Promise<unknown>;
  /** Whether this window can read what a job made. */
  readonly canPlace: (job: Job) => boolean;
  /** Where a clip lies that is not in its place yet. */
  readonly storedClip: (job: Job) => string;
  readonly digests: Pick<Digests, 'file' | 'text'>;
  /** A clip of the workspace that holds this. */
  readonly clipWith: (sha256: string) => Promise<string | undefined>;
  readonly lastFrame: (clipUri: string) => Promise<TakenFrame>;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * Brings jobs the last frame of the clip that they wait for, as soon as it is there. What goes wrong is reported once; the
 * job waits on, and is tried again after `retry`.
 */
export class FrameFeeding {
  readonly #ports: FrameFeedingPorts;
  readonly #reported = new Set<string>();
  /** Not tried again before something changes. */
  readonly #refused = new Set<string>();
  #isFeeding = false;
  #wishes = 0;

  constructor(ports: FrameFeedingPorts) {
    this.#ports = ports;
  }

  retry(): void {
    this.#refused.clear();
  }

  /** One look at a time; what is wished for during one is a look after it. */
  async feedAll(): Promise<void> {
    this.#wishes += 1;
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    try {
      for (let seen = 0; seen !== this.#wishes;) {
        seen = this.#wishes;
        for (const one of await this.#ports.awaitingFrames()) await this.#feedSafely(one);
      }
    } catch (error) {
      // Nobody waits for the answer to a message.
      void this.#report('', error);
    } finally {
      this.#isFeeding = false;
    }
  }

  async #feedSafely({ job, predecessor }: AwaitingFrame): Promise<void> {
    if (this.#refused.has(job.id) || !this.#ports.canPlace(predecessor)) return;
    // It lies in its place in a moment.
    if (predecessor.state === 'stored' && predecessor.failure === undefined) return;
    try {
      await this.#feed(job, predecessor);
    } catch (error) {
      this.#refused.add(job.id);
      // The job went on without us.
      if (error instanceof VideoPromptError && error.code === 'job.state') return;
      void this.#report(job.id, error);
    }
  }

  async #feed(job: Job, predecessor: Job): Promise<void> {
    const clip = await this.#clipOf(predecessor);
    if (clip === undefined) {
      await this.#ports.cancel(job.id, { class: 'unknown', message: 'follow.clipGone', charged: 'no' });
      return;
    }
    const { uri, name, bytes, clipSha256 } = await this.#ports.lastFrame(clip);
    const digest = digestOf(recipeOfJob(job, clipSha256), this.#ports.digests);
    await this.#ports.frame(job.id, {
      uri,
      name,
      bytes,
      clipSha256,
      ...(job.source === undefined ? {} : { digest }),
    });
  }

  /** Where the very clip lies that was made; undefined: nowhere any more. */
  async #clipOf(predecessor: Job): Promise<string | undefined> {
    const { clip, state } = predecessor;
    if (state === 'stored') return this.#ports.storedClip(predecessor);
    if (clip === undefined) return undefined;
    if (clip.uri !== undefined && (await this.#ports.digests.file(clip.uri)) === clip.sha256) return clip.uri;
    return await this.#ports.clipWith(clip.sha256);
  }

  async #report(jobId: string, error: unknown): Promise<void> {
    const key = `${jobId} ${String(error)}`;
    if (isAbort(error) || this.#reported.has(key)) return;
    this.#reported.add(key);
    await this.#ports.report(error);
  }
}

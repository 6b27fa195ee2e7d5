import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { VideoPromptError } from '../../src/core/errors.ts';
import type { Clip, Job } from '../../src/core/job.ts';
import type { DownloadOutcome, Images, TaskNote, Vault, Workspace } from '../../src/engine/ports.ts';
import type { Chance } from './chance.ts';
import { taskOfClip } from './clipBytes.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { Timeline } from './timeline.ts';

type Body = Extract<DownloadOutcome, { kind: 'bytes' }>;

interface Part {
  bytes: number[];
  etag: string | undefined;
}

/** What the windows share on disk beside the database: the extension's own files, and one workspace folder. */
export class SimulatedDisk {
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  isFull = false;
  isFolderGone = false;
  /** How likely somebody else saves a file right where a clip is about to go. */
  rivalry = 0;
  readonly parts = new Map<string, Part>();
  readonly clips = new Map<string, Uint8Array>();
  readonly notes = new Map<string, TaskNote>();
  /** Copies of images, by their digests. */
  readonly images = new Map<string, Uint8Array>();
  /** The workspace: what lies where. */
  readonly files = new Map<string, Uint8Array>();
  /** Files of other people, which must stay as they are. */
  readonly foreign = new Map<string, Uint8Array>();

  constructor(timeline: Timeline, chance: Chance) {
    this.#timeline = timeline;
    this.#chance = chance;
  }

  vault(process: SimulatedProcess): Vault {
    const work = async () => {
      await this.#timeline.pause(this.#chance.between(0, 3), process);
    };
    const write = async () => {
      await work();
      if (this.isFull) throw new VideoPromptError('disk', 'The disk is full.');
    };
    return {
      readImage: async ({ sha256 }) => {
        await work();
        const bytes = this.images.get(sha256);
        if (bytes === undefined) throw new VideoPromptError('disk', 'The copy of the image is gone.');
        return bytes;
      },
      received: async (jobId) => {
        await work();
        return this.#clip(jobId);
      },
      partial: async (jobId) => {
        await work();
        const part = this.parts.get(jobId);
        if (part?.etag === undefined || part.bytes.length === 0) return undefined;
        return { bytes: part.bytes.length, etag: part.etag };
      },
      receive: async (jobId, download, signal) => {
        await write();
        await this.#receive(jobId, download, signal, write);
      },
      accept: async (jobId) => {
        await write();
        const part = this.parts.get(jobId);
        if (part === undefined) return this.#clip(jobId);
        this.parts.delete(jobId);
        const bytes = Uint8Array.from(part.bytes);
        if (taskOfClip(bytes) === undefined) return undefined;
        this.clips.set(jobId, bytes);
        return this.#clip(jobId);
      },
      noteTask: async (note) => {
        await write();
        this.notes.set(note.jobId, note);
      },
      notedTasks: () => Promise.resolve([...this.notes.values()]),
      dropTaskNote: async (jobId) => {
        await work();
        this.notes.delete(jobId);
      },
      discard: async (job) => {
        await work();
        this.parts.delete(job.id);
        this.clips.delete(job.id);
      },
    };
  }

  /** Requests of a simulation have no images but the last frames of clips. */
  imageCopies(process: SimulatedProcess): Images {
    return {
      read: () => Promise.resolve({ kind: 'missing' }),
      // At once: what a thread takes its time for would be another run each time.
      inflatedLength: (parts) => Promise.resolve(inflateSync(Buffer.concat(parts)).length),
      keep: async (bytes, { role }, type, name) => {
        await this.#timeline.pause(this.#chance.between(0, 10), process);
        if (this.isFull) throw new VideoPromptError('disk', 'The disk is full.');
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        this.images.set(sha256, bytes);
        return { role, type, name, sha256, bytes: bytes.byteLength };
      },
    };
  }

  workspace(process: SimulatedProcess): Workspace {
    return {
      canPlace: () => process.isTrusted && process.opensFolder && !this.isFolderGone,
      choosePlace: async (job) => {
        await this.#timeline.pause(this.#chance.between(0, 20), process);
        for (let counter = 1; ; counter++) {
          const uri = `${job.output.directoryUri}/${job.output.baseName}-${counter}.mp4`;
          if (!this.files.has(uri)) return uri;
        }
      },
      place: (job, uri) => this.#place(job, uri, process),
    };
  }

  /** Somebody else saves a file there. */
  saveForeign(uri: string): void {
    if (this.files.has(uri)) return;
    const bytes = Uint8Array.of(1, 2, 3);
    this.files.set(uri, bytes);
    this.foreign.set(uri, bytes);
  }

  #clip(jobId: string): Clip | undefined {
    const bytes = this.clips.get(jobId);
    return bytes === undefined
      ? undefined
      : { bytes: bytes.length, sha256: digestOf(bytes), extension: '.mp4' };
  }

  async #receive(
    jobId: string,
    download: Body,
    signal: AbortSignal,
    write: () => Promise<void>,
  ): Promise<void> {
    const continued = download.from === 0 ? undefined : this.parts.get(jobId);
    const part = continued ?? { bytes: [], etag: download.etag };
    part.bytes.length = Math.min(part.bytes.length, download.from);
    this.parts.set(jobId, part);
    let at = download.from;
    for await (const chunk of download.body) {
      signal.throwIfAborted();
      await write();
      // A window that was taken for dead may still write: the same bytes at the same place.
      for (const byte of chunk) part.bytes[at++] = byte;
    }
  }

  async #place(job: Job, uri: string, process: SimulatedProcess): Promise<'placed' | 'taken'> {
    for (const delayMs of [this.#chance.between(0, 5), this.#chance.between(0, 300)]) {
      await this.#timeline.pause(delayMs, process);
      if (this.isFolderGone) throw new VideoPromptError('output.unavailable', 'The folder is gone.');
      if (this.isFull) throw new VideoPromptError('disk', 'The disk is full.');
      const there = this.files.get(uri);
      if (there !== undefined) return digestOf(there) === job.clip?.sha256 ? 'placed' : 'taken';
    }
    if (this.#chance.happens(this.rivalry)) {
      this.saveForeign(uri);
      return 'taken';
    }
    const bytes = this.clips.get(job.id);
    if (bytes === undefined) throw new VideoPromptError('disk', 'The kept clip is gone.');
    this.files.set(uri, bytes);
    this.#timeline.note(`${process.id} places ${job.id} at ${uri}`);
    return 'placed';
  }
}

function digestOf(bytes: Uint8Array): string {
  return bytes.join('-');
}

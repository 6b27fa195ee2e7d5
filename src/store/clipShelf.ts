import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VideoPromptError } from '../core/errors.ts';
import type { Clip, Job } from '../core/job.ts';
import { clipExtensions } from '../core/clipExtension.ts';
import { BrokenBody, type ClipHints, type DownloadOutcome, EndlessBody } from '../engine/ports.ts';
import { inspectClip } from './clipFile.ts';
import { type Doubt, isSettled, readDoubt, writeDoubt } from './clipDoubt.ts';
import { assertRoom, type FreeBytes } from './diskRoom.ts';
import { isMissing, onDisk } from './diskError.ts';
import { syncFolder } from '../node/syncFolder.ts';
import { fileFacts, type OpenFile, openFlags } from './files.ts';
import { type PartState, readPartState, writePartState } from './partState.ts';
import { PartWriter } from './partWriter.ts';

type Body = Extract<DownloadOutcome, { kind: 'bytes' }>;

/** The folder of clips on their way: `<job>.part` with a note `<job>.part.json`, then `<job>.mp4`. */
export class ClipShelf {
  readonly #folder: string;
  readonly #open: OpenFile;
  readonly #freeBytes: FreeBytes;
  /** Digests made while receiving, by job. */
  readonly #digests = new Map<string, { readonly bytes: number; readonly sha256: string }>();

  constructor(folder: string, open: OpenFile, freeBytes: FreeBytes) {
    this.#folder = folder;
    this.#open = open;
    this.#freeBytes = freeBytes;
  }

  async partial(jobId: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined> {
    const { part, note } = this.#paths(jobId);
    return await onDisk(part, async () => {
      const [state, facts] = await Promise.all([readPartState(note), fileFacts(part)]);
      if (state?.etag === undefined || state.bytes === 0 || facts === undefined) return undefined;
      // Fewer than were noted: the file is not the one the note speaks of.
      return facts.bytes < state.bytes ? undefined : { bytes: state.bytes, etag: state.etag };
    });
  }

  async receive(jobId: string, download: Body, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { part, note } = this.#paths(jobId);
    this.#digests.delete(jobId);
    const etag = download.etag ?? (download.from > 0 ? (await this.partial(jobId))?.etag : undefined);
    const { from, totalBytes } = download;
    const remember = async (bytes: number, isComplete: boolean) => {
      const state: PartState = {
        bytes,
        isComplete,
        ...(etag === undefined ? {} : { etag }),
        ...(totalBytes === undefined ? {} : { totalBytes }),
      };
      await writePartState(note, state, this.#open);
    };
    const handle = await onDisk(part, () => this.#openPart(jobId, from));
    try {
      await assertRoom(part, this.#freeBytes, totalBytes === undefined ? 0 : totalBytes - from);
      const writer = new PartWriter({
        handle,
        from,
        onCheckpoint: async (bytes) => {
          await remember(bytes, false);
          await assertRoom(part, this.#freeBytes, totalBytes === undefined ? 0 : totalBytes - bytes);
        },
      });
      const bytes = await writeBody(writer, download.body, part, signal).catch(async (error: unknown) => {
        // What came is kept, if the disk takes it; the first error is the one to tell.
        await writer
          .salvage()
          .then((kept) => remember(kept, false))
          .catch(() => undefined);
        throw error;
      });
      const isComplete = totalBytes === undefined || bytes === totalBytes;
      await onDisk(note, () => remember(bytes, isComplete));
      if (!isComplete) throw new BrokenBody(new Error(`${bytes} of ${totalBytes} bytes came.`));
      const sha256 = writer.digest();
      if (sha256 !== undefined) this.#digests.set(jobId, { bytes, sha256 });
    } catch (error) {
      // There is no end to it: what came of it only fills the disk.
      if (error instanceof EndlessBody) await this.#removePart(jobId).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  }

  /** The clip that was accepted before, or whose every byte came before the window ended. */
  async received(jobId: string, hints: ClipHints = {}): Promise<Clip | undefined> {
    const { note } = this.#paths(jobId);
    return await onDisk(note, async () => {
      const kept = await this.#kept(jobId);
      if (kept !== undefined) return kept;
      return (await readPartState(note))?.isComplete === true
        ? await this.#acceptPart(jobId, hints)
        : undefined;
    });
  }

  async accept(jobId: string, hints: ClipHints = {}): Promise<Clip | undefined> {
    const { part } = this.#paths(jobId);
    return await onDisk(
      part,
      async () => (await this.#kept(jobId)) ?? (await this.#acceptPart(jobId, hints)),
    );
  }

  async discard(jobId: string): Promise<void> {
    this.#digests.delete(jobId);
    await onDisk(this.#folder, async () => {
      for (const extension of clipExtensions) await rm(this.#clip(jobId, extension), { force: true });
      await rm(this.#doubtNote(jobId), { force: true });
      await this.#removePart(jobId);
    });
  }

  path(job: Pick<Job, 'id' | 'clip'>): string {
    return this.#clip(job.id, job.clip?.extension ?? '.mp4');
  }

  async #kept(jobId: string): Promise<Clip | undefined> {
    for (const extension of clipExtensions) {
      const path = this.#clip(jobId, extension);
      if ((await fileFacts(path)) === undefined) continue;
      const clip = (await inspectClip(path, this.#open))?.clip;
      // A clip that was doubted when it was taken is so still.
      const isDoubted = clip !== undefined && (await this.#doubt(jobId))?.sha256 === clip.sha256;
      if (clip?.extension === extension && (isDoubted || clip.isUnchecked !== true)) {
        await this.#removePart(jobId);
        return isDoubted ? { ...clip, isUnchecked: true } : clip;
      }
      // A power failure may leave such a one: it is fetched again.
      await rm(path, { force: true });
    }
    return undefined;
  }

  async #acceptPart(jobId: string, { expectedSeconds }: ClipHints): Promise<Clip | undefined> {
    const { part, note } = this.#paths(jobId);
    const known = this.#digests.get(jobId);
    this.#digests.delete(jobId);
    const size = (await fileFacts(part))?.bytes;
    if (size === undefined) return undefined;
    const isSizeKnown = (await readPartState(note))?.totalBytes === size;
    const inspected = await inspectClip(part, this.#open, {
      sha256: known?.bytes === size ? known.sha256 : undefined,
      expectedSeconds: isSizeKnown ? undefined : expectedSeconds,
    });
    if (inspected === undefined) {
      await this.#removePart(jobId);
      return undefined;
    }
    const { clip } = inspected;
    if (clip.isUnchecked === true) {
      const before = await this.#doubt(jobId);
      const doubt: Doubt = {
        sha256: clip.sha256,
        bytes: Math.max(clip.bytes, before?.bytes ?? 0),
        count: (before?.count ?? 0) + 1,
      };
      const isTaken = isSettled(clip, before, doubt, inspected.isCut && !isSizeKnown);
      // What is written down has been fetched: after a crash the same bytes must not count as two downloads.
      if (!isTaken) await this.#removePart(jobId);
      await writeDoubt(this.#doubtNote(jobId), doubt, this.#open);
      if (!isTaken) return undefined;
    }
    await rename(part, this.#clip(jobId, clip.extension));
    await syncFolder(this.#folder);
    await this.#removePart(jobId);
    return clip;
  }

  async #doubt(jobId: string): Promise<Doubt | undefined> {
    return await readDoubt(this.#doubtNote(jobId));
  }

  /**
   * From the start: a new file and not the old one cut to nothing, so that a window that was taken for dead and still
   * writes does so into a file without a name.
   */
  async #openPart(jobId: string, from: number) {
    const { part } = this.#paths(jobId);
    if (from === 0) {
      await this.#removePart(jobId);
      return await this.#open(part, openFlags.create);
    }
    const gone = new BrokenBody(new Error('The bytes to be continued are gone.'));
    const handle = await this.#open(part, openFlags.change).catch((error: unknown) => {
      throw isMissing(error) ? gone : error;
    });
    try {
      if ((await handle.stat()).size < from) throw gone;
      await handle.truncate(from);
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The note first: bytes without a note are worth nothing, a note without its bytes would lie. */
  async #removePart(jobId: string): Promise<void> {
    const { part, note } = this.#paths(jobId);
    await rm(note, { force: true });
    await rm(part, { force: true });
  }

  #paths(jobId: string) {
    const part = join(this.#folder, `${checkedId(jobId)}.part`);
    return { part, note: `${part}.json` };
  }

  #doubtNote(jobId: string): string {
    return join(this.#folder, `${checkedId(jobId)}.refused`);
  }

  #clip(jobId: string, extension: string): string {
    if (!clipExtensions.some((one) => one === extension))
      throw new VideoPromptError('disk', `A clip cannot end in ${extension}.`);
    return join(this.#folder, `${checkedId(jobId)}${extension}`);
  }
}

/** Gives the size of the file, which is then on the disk. */
async function writeBody(
  writer: PartWriter,
  body: Body['body'],
  part: string,
  signal: AbortSignal,
): Promise<number> {
  for await (const chunk of body) {
    signal.throwIfAborted();
    await onDisk(part, () => writer.add(chunk));
  }
  return await onDisk(part, () => writer.finish());
}

/** Job ids become file names: nothing else may. */
function checkedId(jobId: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(jobId)) return jobId;
  throw new VideoPromptError('job.unknown', 'This is not the id of a job.');
}

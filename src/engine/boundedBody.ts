import { BrokenBody, type Clock, type DownloadOutcome, EndlessBody } from './ports.ts';

type Body = Extract<DownloadOutcome, { kind: 'bytes' }>;

/** What a download may take. No clip comes near these; a body without end, or one that never comes, does. */
export const bodyLimits = {
  /** The largest file that a server may announce. */
  announcedBytes: 8 * 1024 ** 3,
  /** Where none is announced: so much, and so much for each second of the clip (270 Mbit/s). */
  baseBytes: 128 * 1024 ** 2,
  perSecondBytes: 32 * 1024 ** 2,
  /** The length of a clip nobody knows the length of. */
  unknownSeconds: 60,
  /** In so much time of waiting so much has to come. */
  windowMs: 120_000,
  windowBytes: 64 * 1024,
  /** One body may be waited for so long altogether. */
  longestMs: 3 * 60 * 60_000,
} as const;

/** It comes, but so slowly that it never ends. */
export class SlowBody extends BrokenBody {
  constructor() {
    super(new Error('The bytes came too slowly.'));
    this.name = 'SlowBody';
  }
}

/**
 * The same bytes, bounded by their number and by their pace; the time in which they are written does not count. Throws
 * {@link EndlessBody}, {@link SlowBody}, what the body throws, or the abort: at once, also while the body is silent.
 */
export class BoundedBody implements AsyncIterable<Uint8Array> {
  readonly #download: Body;
  readonly #maxBytes: number;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #signal: AbortSignal;
  #received = 0;

  /** `seconds`: of the clip, undefined where nobody knows. */
  constructor(download: Body, seconds: number | undefined, clock: Pick<Clock, 'now'>, signal: AbortSignal) {
    const { announcedBytes, baseBytes, perSecondBytes, unknownSeconds } = bodyLimits;
    this.#download = download;
    this.#maxBytes = Math.min(
      announcedBytes,
      download.totalBytes ?? baseBytes + perSecondBytes * (seconds ?? unknownSeconds),
    );
    this.#clock = clock;
    this.#signal = signal;
  }

  /** How many bytes have come. */
  get received(): number {
    return this.#received;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    const { body, from, totalBytes = 0 } = this.#download;
    const room = this.#maxBytes - from;
    const bytes = body[Symbol.asyncIterator]();
    const pace = new Pace();
    let isOver = false;
    try {
      if (totalBytes > this.#maxBytes) throw new EndlessBody(this.#maxBytes);
      for (;;) {
        const askedAt = this.#clock.now();
        const next = await untilAborted(bytes.next(), this.#signal);
        if (next.done === true) {
          isOver = true;
          return;
        }
        this.#received += next.value.byteLength;
        if (this.#received > room) throw new EndlessBody(this.#maxBytes);
        pace.add(this.#clock.now() - askedAt, next.value.byteLength);
        yield next.value;
      }
    } finally {
      // Whoever reads no further ends the connection; one that does not answer is not waited for.
      if (!isOver) void bytes.return?.().then(undefined, () => undefined);
    }
  }
}

class Pace {
  #totalMs = 0;
  #windowMs = 0;
  #windowBytes = 0;

  add(waitedMs: number, bytes: number): void {
    // The clock may have been set back.
    const ms = Math.max(0, waitedMs);
    this.#totalMs += ms;
    this.#windowMs += ms;
    this.#windowBytes += bytes;
    if (this.#totalMs > bodyLimits.longestMs) throw new SlowBody();
    if (this.#windowMs < bodyLimits.windowMs) return;
    if (this.#windowBytes < bodyLimits.windowBytes) throw new SlowBody();
    this.#windowMs = 0;
    this.#windowBytes = 0;
  }
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    try {
      signal.throwIfAborted();
    } catch (error) {
      reject(error);
    }
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Whoever loses the race may still reject; nobody listens any more.
    work.then(undefined, () => undefined);
  }
}

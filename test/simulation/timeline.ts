/** Something whose time can stand still or end: a window's process. */
export interface Owner {
  readonly isDead: boolean;
  /** Its events wait until then. */
  readonly thawsAtMs: number;
}

interface Happening {
  atMs: number;
  readonly order: number;
  readonly owner: Owner | undefined;
  readonly run: () => void | Promise<void>;
  isOff: boolean;
}

/** More than this many events in one run: something goes round in circles. */
const maxHappenings = 30_000;

/** The one order in which things happen in a run. Steady time; the clock on the wall may jump. */
export class Timeline {
  nowMs = 0;
  /** Clock on the wall minus steady time. */
  wallOffsetMs = Date.UTC(2026, 9, 1, 12);
  /** How long the machine has slept: its timers stood still, the world did not. */
  sleptMs = 0;
  happened = 0;
  readonly #queue: Happening[] = [];
  #order = 0;
  #digest = 0x811c9dc5;
  readonly #lines: string[] | undefined;
  readonly #folder: string;

  /** `folder`: named otherwise in every process, so it is no part of what is noted. */
  constructor(isTraced: boolean, folder: string) {
    this.#lines = isTraced ? [] : undefined;
    this.#folder = folder;
  }

  wallMs(): number {
    return this.nowMs + this.sleptMs + this.wallOffsetMs;
  }

  /** What has really passed. */
  passedMs(): number {
    return this.nowMs + this.sleptMs;
  }

  /** Returns a function that takes it off again. */
  after(delayMs: number, owner: Owner | undefined, run: () => void | Promise<void>): () => void {
    const happening: Happening = {
      atMs: this.nowMs + Math.max(0, delayMs),
      order: this.#order++,
      owner,
      run,
      isOff: false,
    };
    this.#insert(happening);
    return () => {
      happening.isOff = true;
    };
  }

  pause(delayMs: number, owner: Owner | undefined, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const end = () => {
        cancel();
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.after(delayMs, owner, end);
      signal?.addEventListener('abort', end);
    });
  }

  /** Runs what is due until the given time, or until `isDone`, asked after each event. */
  async runUntil(endMs: number, isDone: () => boolean): Promise<void> {
    for (;;) {
      const next = this.#queue[0];
      if (next === undefined || next.atMs > endMs) {
        this.nowMs = Math.max(this.nowMs, endMs);
        return;
      }
      this.#queue.shift();
      if (next.isOff || next.owner?.isDead === true) continue;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      if (next.owner !== undefined && next.owner.thawsAtMs > this.nowMs) {
        next.atMs = next.owner.thawsAtMs;
        this.#insert(next);
        continue;
      }
      if (++this.happened > maxHappenings) throw new Error('The run does not come to an end.');
      next.isOff = true;
      const running = next.run();
      if (running !== undefined) await running;
      await everythingReady();
      if (isDone()) return;
    }
  }

  /** Part of what the run's digest is made of. */
  note(text: string): void {
    const line = `${this.nowMs} ${text.replaceAll(this.#folder, '.')}`;
    for (let at = 0; at < line.length; at++) {
      this.#digest = Math.imul(this.#digest ^ line.charCodeAt(at), 0x01000193);
    }
    this.#lines?.push(line);
  }

  get digest(): string {
    return (this.#digest >>> 0).toString(16).padStart(8, '0');
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  #insert(happening: Happening): void {
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#queue[middle];
      if (other !== undefined && isBefore(other, happening)) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, happening);
  }
}

function isBefore(one: Happening, other: Happening): boolean {
  return one.atMs === other.atMs ? one.order < other.order : one.atMs < other.atMs;
}

/** Nothing in a run waits for the real world, so one turn of the event loop is enough for all that is ready. */
function everythingReady(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

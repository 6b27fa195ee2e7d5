import type { Owner, Timeline } from './timeline.ts';

/** The process of one window: it can die or stand still at any of its steps outwards, and in the middle of a transaction. */
export class SimulatedProcess implements Owner {
  readonly id: string;
  readonly #timeline: Timeline;
  isDead = false;
  hasCrashed = false;
  isClosing = false;
  /** Neither the database nor the disk beside it took anything when it closed. */
  closedWhereNothingFits = false;
  isTrusted = true;
  opensFolder = true;
  thawsAtMs = 0;
  /** When something last kept it from doing what it is for. */
  disturbedAtMs: number;
  #callsLeft = Number.POSITIVE_INFINITY;
  #stroke: (where: string) => void = () => undefined;
  #struckStep = '';
  #struckSql = '';
  #statementsLeft = Number.POSITIVE_INFINITY;
  /** Drops the connection to the database. */
  onDeath: () => void = () => undefined;

  constructor(id: string, timeline: Timeline) {
    this.id = id;
    this.#timeline = timeline;
    this.disturbedAtMs = timeline.nowMs;
  }

  crash(where: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.hasCrashed = true;
    this.#timeline.note(`${this.id} dies ${where}`);
    this.onDeath();
  }

  freeze(ms: number, where = ''): void {
    this.#timeline.note(`${this.id} stands still for ${ms} ${where}`);
    this.thawsAtMs = Math.max(this.thawsAtMs, this.#timeline.nowMs + ms);
    this.disturb(this.thawsAtMs);
  }

  disturb(untilMs: number): void {
    this.disturbedAtMs = Math.max(this.disturbedAtMs, untilMs);
  }

  /** Alive and well for at least so long. */
  isWellFor(ms: number): boolean {
    return !this.isDead && !this.isClosing && this.#timeline.nowMs - this.disturbedAtMs >= ms;
  }

  /** The stroke comes at the process's so-manieth step outwards from now; `only`: steps of that name. */
  strikeAfterCalls(calls: number, stroke: (where: string) => void, only = ''): void {
    this.#struckStep = only;
    this.#callsLeft = calls;
    this.#stroke = stroke;
  }

  /** Nothing more will happen to it. */
  spare(): void {
    this.#callsLeft = Number.POSITIVE_INFINITY;
    this.#statementsLeft = Number.POSITIVE_INFINITY;
    this.disturb(this.#timeline.nowMs);
  }

  /** In the middle of a transaction; `only`: statements that begin so count. */
  crashAfterStatements(statements: number, only = ''): void {
    this.#struckSql = only;
    this.#statementsLeft = statements;
  }

  /** To be asked at every statement: true where the process ends here. */
  endsAtStatement(sql: string): boolean {
    return sql.startsWith(this.#struckSql) && --this.#statementsLeft === 0;
  }

  #step(name: string): void {
    if (this.isDead || !name.startsWith(this.#struckStep)) return;
    if (--this.#callsLeft === 0) this.#stroke(`at ${name}`);
  }

  /** The port as this process has it: once it is dead nothing is begun and nothing comes back. */
  mortal<T extends object>(port: T, label: string): T {
    const wrapped = new Map<string | symbol, unknown>();
    return new Proxy(port, {
      get: (target, name) => {
        const known = wrapped.get(name);
        if (known !== undefined) return known;
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        const step = `${label}.${String(name)}`;
        const call = (...args: unknown[]): unknown => {
          const result: unknown = this.isDead ? undefined : Reflect.apply(member, target, args);
          return result instanceof Promise || this.isDead ? this.#gate(result, step) : result;
        };
        wrapped.set(name, call);
        return call;
      },
    });
  }

  async #gate(result: unknown, step: string): Promise<unknown> {
    this.#step(step);
    let outcome: { readonly value: unknown } | { readonly error: unknown };
    try {
      outcome = { value: await result };
    } catch (error) {
      outcome = { error };
    }
    this.#step(step);
    await this.whileFrozen();
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Waits until the process runs; for ever where it is dead. */
  async whileFrozen(): Promise<void> {
    while (!this.isDead && this.thawsAtMs > this.#timeline.nowMs) {
      await this.#timeline.pause(this.thawsAtMs - this.#timeline.nowMs, undefined);
    }
    if (this.isDead) await never;
  }
}

const never = new Promise<never>(() => undefined);

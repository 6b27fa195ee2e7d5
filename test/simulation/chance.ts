/** Everything that is left to chance in a run: one seed gives one sequence (xorshift128, its state spread from the seed). */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let state = (seed ^ 0x9e3779b9) >>> 0;
    const spread = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return (mixed ^ (mixed >>> 14)) >>> 0;
    };
    this.#a = spread() | 1;
    this.#b = spread();
    this.#c = spread();
    this.#d = spread();
  }

  /** 0 <= x < 1 */
  fraction(): number {
    const mixed = this.#a ^ (this.#a << 11);
    this.#a = this.#b;
    this.#b = this.#c;
    this.#c = this.#d;
    this.#d = (this.#d ^ (this.#d >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0;
    return this.#d / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  one<T>(choices: readonly T[]): T | undefined {
    return choices[Math.floor(this.fraction() * choices.length)];
  }

  /** One of the names, each as likely as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>, otherwise: NoInfer<Name>): Name {
    let left =
      this.fraction() * Object.values<number>(weights).reduce((sum: number, weight) => sum + weight, 0);
    for (const name in weights) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return otherwise;
  }
}

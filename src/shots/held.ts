/** A value that is made at the first question and held until it is forgotten. What fails is not held. */
export class Held<Value> {
  #making: Promise<Value> | undefined;
  #value: Value | undefined;

  /** Undefined while nothing is held, or it is still being made. */
  get value(): Value | undefined {
    return this.#value;
  }

  /** Something is being made, so that nobody knows yet what it will be. */
  get isOpen(): boolean {
    return this.#making !== undefined && this.#value === undefined;
  }

  get(make: () => Promise<Value>): Promise<Value> {
    if (this.#making !== undefined) return this.#making;
    const making = make();
    this.#making = making;
    making.then(
      (value) => {
        if (this.#making === making) this.#value = value;
      },
      () => {
        if (this.#making === making) this.forget();
      },
    );
    return making;
  }

  forget(): void {
    this.#making = undefined;
    this.#value = undefined;
  }
}

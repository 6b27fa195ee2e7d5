/** Places by their URIs, which also knows at once whether any lies below a folder. */
export class PlaceSet {
  readonly #places = new Set<string>();
  /** How many lie below each folder, at any depth. */
  readonly #below = new Map<string, number>();

  has(uri: string): boolean {
    return this.#places.has(uri);
  }

  hasBelow(folder: string): boolean {
    return this.#below.has(folder);
  }

  /** True where it was not there. */
  add(uri: string): boolean {
    if (this.#places.has(uri)) return false;
    this.#places.add(uri);
    for (const folder of foldersOf(uri)) this.#below.set(folder, (this.#below.get(folder) ?? 0) + 1);
    return true;
  }

  /** True where it was there. */
  delete(uri: string): boolean {
    if (!this.#places.delete(uri)) return false;
    for (const folder of foldersOf(uri)) {
      const left = (this.#below.get(folder) ?? 0) - 1;
      if (left > 0) this.#below.set(folder, left);
      else this.#below.delete(folder);
    }
    return true;
  }

  all(): readonly string[] {
    return [...this.#places];
  }
}

function* foldersOf(uri: string): Generator<string> {
  for (let at = uri.lastIndexOf('/'); at > 0; at = uri.lastIndexOf('/', at - 1)) yield uri.slice(0, at);
}

import { findMarker, type Marker, type MarkerName } from './markers.ts';

/** Counts how often a marker has acted on something, for those that act only on the first n occasions. */
export class Counter {
  readonly #counts = new Map<string, number>();

  /** True, and counted, while the marker's number is not used up. */
  takes(script: readonly Marker[], name: MarkerName, key: string, standard: number): boolean {
    const marker = findMarker(script, name);
    if (marker === undefined) return false;
    const limit = marker.value === '' ? standard : Number(marker.value);
    const id = `${String(name)} ${key}`;
    const count = this.#counts.get(id) ?? 0;
    if (count >= limit) return false;
    this.#counts.set(id, count + 1);
    return true;
  }

  clear(): void {
    this.#counts.clear();
  }
}

/** A part of a text that is another text in base64 or in hexadecimal digits. */
export interface DecodedRun {
  readonly run: string;
  /** One character for each byte. */
  readonly decoded: string;
}

const base64Like = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const hexLike = /\b(?:[0-9a-f]{2}){12,}\b/gi;
/** A text may begin at any of them, where something else was written before it. */
const offsets = [0, 1, 2, 3];

/** What the runs in a text say that could be encoded; most are nothing of the kind. */
export function* decodedRuns(text: string): Generator<DecodedRun> {
  for (const [run] of text.matchAll(base64Like)) {
    const plain = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
    for (const offset of offsets) {
      const part = plain.slice(offset);
      yield { run, decoded: atob(part.length % 4 === 1 ? part.slice(0, -1) : part) };
    }
  }
  for (const [run] of text.matchAll(hexLike)) {
    const bytes = run.match(/../g) ?? [];
    yield { run, decoded: String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))) };
  }
}

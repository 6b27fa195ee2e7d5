/** What Git LFS keeps in the place of a file that was not fetched: which file it is, not what it holds. */
export interface LfsPointer {
  /** Of the file itself, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A pointer is smaller than this, by the specification of Git LFS. */
export const maxPointerBytes = 1024;

const versions = [
  'https://git-lfs.github.com/spec/v1',
  'https://hawser.github.com/spec/v1',
  'http://git-media.io/v/2',
];

/** Undefined for everything that is no pointer. */
export function readLfsPointer(content: Uint8Array): LfsPointer | undefined {
  if (content.length >= maxPointerBytes) return undefined;
  const lines = new TextDecoder().decode(content).split(/\r?\n/);
  if (!versions.some((version) => lines[0] === `version ${version}`)) return undefined;
  const valueOf = (key: string) => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(valueOf('oid') ?? '')?.[1];
  const size = /^\d{1,15}$/.exec(valueOf('size') ?? '')?.[0];
  return sha256 === undefined || size === undefined ? undefined : { sha256, bytes: Number(size) };
}

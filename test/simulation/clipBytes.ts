/** A made-up clip: its first bytes name the task it is of, the others follow from it. */
export const clipLength = 12;

export function clipOf(task: number): Uint8Array {
  return Uint8Array.from({ length: clipLength }, (_, at) =>
    at === 0 ? task >>> 8 : at === 1 ? task & 255 : (task * 31 + at * 7 + 1) & 255,
  );
}

/** The number of the task whose whole clip this is; undefined where it is not one. */
export function taskOfClip(bytes: Uint8Array): number | undefined {
  const [high, low] = bytes;
  if (bytes.length !== clipLength || high === undefined || low === undefined) return undefined;
  const task = high * 256 + low;
  return clipOf(task).every((byte, at) => byte === bytes[at]) ? task : undefined;
}

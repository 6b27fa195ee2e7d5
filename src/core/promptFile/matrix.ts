import type { VideoRequest } from '../request.ts';
import type { MatrixKey } from './fields.ts';
import type { MatrixAxis, OptionValue } from './promptFile.ts';
import type { TextRange } from './textRange.ts';

export const maxCellsPerShot = 64;
export const maxCellsPerFile = 200;

const maxValueLength = 40;
const maxKeyBytes = 100;

/** One combination of a matrix. */
export interface MatrixCell {
  /** Its name in file names: `veo3.1_4s`; empty where there is no matrix. */
  readonly key: string;
  readonly values: Partial<Pick<VideoRequest, MatrixKey>>;
  /** Where each value stands in the file that says the matrix. */
  readonly ranges: Readonly<Partial<Record<MatrixKey, TextRange>>>;
}

export function countCells(axes: readonly MatrixAxis[]): number {
  return axes.reduce((count, { values }) => count * values.length, 1);
}

/** Every combination, the last key's values changing first. Each has a key of its own, whatever the file system. */
export function matrixCells(axes: readonly MatrixAxis[]): readonly MatrixCell[] {
  let cells: readonly (Omit<MatrixCell, 'key'> & { readonly names: readonly string[] })[] = [
    { names: [], values: {}, ranges: {} },
  ];
  for (const axis of axes) {
    const names = axisNames(axis);
    cells = cells.flatMap((cell) =>
      axis.values.map(({ value, range }, index) => ({
        names: [...cell.names, names[index] ?? ''],
        values: { ...cell.values, [axis.key]: value },
        ranges: { ...cell.ranges, [axis.key]: range },
      })),
    );
  }
  return cells.map(({ names, ...cell }, index) => ({ key: shortKey(names.join('_'), index), ...cell }));
}

/** Safe names for the values of an axis, each another one even where large and small letters are the same. */
function axisNames({ key, values }: MatrixAxis): readonly string[] {
  const taken = new Set<string>();
  return values.map(({ value }) => {
    const base = safeName(key, value);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}-${String(count)}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function safeName(key: MatrixKey, value: OptionValue): string {
  if (typeof value === 'boolean') return value ? key : `no-${key}`;
  const plain = String(value)
    .slice(0, maxValueLength)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}.]+/gu, '-')
    .replace(/^[-.\p{M}]+|[-.]+$/gu, '');
  return `${plain === '' ? key : plain}${key === 'seconds' ? 's' : ''}`;
}

function shortKey(key: string, index: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(key).length <= maxKeyBytes) return key;
  const { read } = encoder.encodeInto(key, new Uint8Array(maxKeyBytes));
  return `${key.slice(0, read)}_${String(index + 1)}`;
}

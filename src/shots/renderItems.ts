import { isDriven, type JobSource } from '../core/job.ts';
import { type TotalPrice, totalPrice } from '../core/quote.ts';
import type { RequestImage } from '../core/request.ts';
import type { Follows } from '../core/batch.ts';
import type { SubmitItem } from '../core/batch.ts';
import type { CellState } from './cellStates.ts';
import { RenderTrouble } from './renderTrouble.ts';
import { takePlace } from './takePlace.ts';

/** A cell that is to be rendered, with the URI of its prompt file. */
export interface ChosenCell {
  readonly file: string;
  readonly cell: CellState;
}

/** The last frame of a clip: the URI of its image, and what the clip held when it was taken. */
export interface LastFrame {
  readonly uri: string;
  readonly clipSha256: string;
}

export interface RenderContext {
  /** The workspace folder that a file is in; undefined: none. */
  readonly folderOf: (uri: string) => string | undefined;
  /** Jobs beside which a person agreed to another. */
  readonly agreedSecond: readonly string[];
  readonly lastFrame: (clipUri: string) => Promise<LastFrame>;
}

/**
 * A clip of each take of the cells; every item behind those whose clips it starts from. Throws RenderTrouble, and what
 * `lastFrame` throws.
 */
export async function renderItems(
  chosen: readonly ChosenCell[],
  { folderOf, agreedSecond, lastFrame }: RenderContext,
): Promise<readonly SubmitItem[]> {
  const items: SubmitItem[] = [];
  const indexes = new Map<CellState, readonly number[]>();
  for (const { file, cell } of inOrder(chosen)) {
    const { images, awaited } = await imagesOf(cell, indexes, lastFrame);
    const { variants = 1, ...request } = cell.plan.request;
    const own: number[] = [];
    for (let variant = 0; variant < variants; variant++) {
      const follows = awaited?.(variant);
      const digest = follows === undefined ? cell.digest() : undefined;
      const source: JobSource = {
        promptFileUri: file,
        shot: cell.shot,
        cell: cell.cell,
        take: nextTake(cell) + variant,
        ...(digest === undefined ? {} : { digest }),
      };
      const output = takePlace(file, request.output, source, folderOf(file));
      if (output === undefined) throw new RenderTrouble('outside', cell);
      own.push(items.length);
      items.push({
        request: { ...request, images },
        output,
        source,
        seen: { upTo: cell.upTo, agreedSecond },
        ...(follows === undefined ? {} : { follows }),
      });
    }
    indexes.set(cell, own);
  }
  return items;
}

function clipsOf({ plan }: CellState): number {
  return plan.request.variants ?? 1;
}

/** Of all of them together. */
export function countClips(chosen: readonly ChosenCell[]): number {
  return chosen.reduce((sum, { cell }) => sum + clipsOf(cell), 0);
}

export function totalOf(chosen: readonly ChosenCell[]): TotalPrice {
  return totalPrice(
    chosen.map(({ cell }) => ({
      quote: cell.quote ?? { kind: 'unknown', source: '', date: '' },
      clips: clipsOf(cell),
    })),
  );
}

/** One more than the highest of the takes that were made, or are being made. */
export function nextTake({ takes, jobs }: Pick<CellState, 'takes' | 'jobs'>): number {
  const taken = [
    ...takes.map(({ sidecar }) => sidecar.source?.take),
    ...jobs.map(({ source }) => source?.take),
  ];
  return 1 + Math.max(0, ...taken.map((take) => take ?? 0));
}

/** Where an image comes from that is not there yet. */
export function frameToCome(cell: CellState): string | undefined {
  return cell.jobs.findLast((job) => isDriven(job.state) && cell.making.includes(job))?.id;
}

function inOrder(chosen: readonly ChosenCell[]): readonly ChosenCell[] {
  const ordered = new Set<ChosenCell>();
  const add = (one: ChosenCell) => {
    for (const { cell } of one.cell.follows) {
      const before = chosen.find((other) => other.cell === cell);
      if (before !== undefined && !ordered.has(before)) add(before);
    }
    ordered.add(one);
  };
  chosen.forEach(add);
  return [...ordered];
}

interface CellImages {
  /** Without the one that is awaited. */
  readonly images: readonly RequestImage[];
  readonly awaited?: (variant: number) => Follows;
}

async function imagesOf(
  cell: CellState,
  indexes: ReadonlyMap<CellState, readonly number[]>,
  lastFrame: RenderContext['lastFrame'],
): Promise<CellImages> {
  const images: RequestImage[] = [];
  let awaited: CellImages['awaited'];
  for (const [at, frame] of cell.frames.entries()) {
    const before = cell.follows.find((one) => one.at === at)?.cell;
    const items = before === undefined ? undefined : indexes.get(before);
    const jobId = before === undefined ? undefined : frameToCome(before);
    const { role } = frame.image;
    if (items !== undefined || jobId !== undefined) {
      if (awaited !== undefined) throw new RenderTrouble('twoClips', cell, at);
      awaited = (variant) => {
        const item = items?.[variant] ?? items?.at(-1);
        return { role, at, clipOf: item === undefined ? { jobId: jobId ?? '' } : { item } };
      };
    } else if (frame.kind === 'file') {
      images.push(frame.image);
    } else if (frame.kind === 'clip') {
      const { uri, clipSha256 } = await lastFrame(frame.clip);
      if (clipSha256 !== frame.sha256) throw new RenderTrouble('changedClip', cell, at);
      images.push({ uri, role, clip: { uri: frame.clip, sha256: clipSha256 } });
    } else {
      throw new RenderTrouble('lackingClip', cell, at);
    }
  }
  return { images, ...(awaited === undefined ? {} : { awaited }) };
}

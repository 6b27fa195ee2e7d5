import type * as vscode from 'vscode';
import { isDriven, type JobSource } from '../../core/job.ts';
import { type TotalPrice, totalPrice } from '../../core/quote.ts';
import type { RequestImage } from '../../core/request.ts';
import type { Follows } from '../../engine/follows.ts';
import type { SubmitItem } from '../submitRequest.ts';
import type { CellState } from './cellStates.ts';
import type { ClipFrame } from './clipFrames.ts';
import { changedClip, lackingClip, twoFrames } from './frameTrouble.ts';
import { takePlace } from './takePlace.ts';

/** A cell that is to be rendered, with its file. */
export interface ChosenCell {
  readonly file: vscode.Uri;
  readonly cell: CellState;
}

/**
 * A clip of each take of the cells; every item behind those whose clips it starts from. `agreedSecond`: the jobs beside
 * which a person agreed to another.
 */
export async function renderItems(
  chosen: readonly ChosenCell[],
  agreedSecond: readonly string[],
  lastFrame: (clip: vscode.Uri) => Promise<ClipFrame>,
): Promise<readonly SubmitItem[]> {
  const items: SubmitItem[] = [];
  const indexes = new Map<CellState, readonly number[]>();
  for (const { file, cell } of inOrder(chosen)) {
    const { images, awaited } = await imagesOf(cell, indexes, lastFrame);
    const { variants = 1, ...request } = cell.plan.request;
    const own: number[] = [];
    for (let variant = 0; variant < variants; variant++) {
      const follows = awaited?.(variant);
      const isComplete = follows === undefined && cell.digest !== undefined;
      const source: JobSource = {
        promptFileUri: file.toString(),
        shot: cell.shot,
        cell: cell.cell,
        take: nextTake(cell) + variant,
        ...(isComplete ? { digest: cell.digest } : {}),
      };
      const output = takePlace(file, request.output, source);
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

export function clipsOf({ plan }: CellState): number {
  return plan.request.variants ?? 1;
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
  lastFrame: (clip: vscode.Uri) => Promise<ClipFrame>,
): Promise<CellImages> {
  const images: RequestImage[] = [];
  let awaited: CellImages['awaited'];
  for (const [at, frame] of cell.frames.entries()) {
    const before = cell.follows.find((one) => one.at === at)?.cell;
    const items = before === undefined ? undefined : indexes.get(before);
    const jobId = before === undefined ? undefined : frameToCome(before);
    const { role } = frame.image;
    if (items !== undefined || jobId !== undefined) {
      if (awaited !== undefined) throw twoFrames(cell, at);
      awaited = (variant) => {
        const item = items?.[variant] ?? items?.at(-1);
        return { role, at, clipOf: item === undefined ? { jobId: jobId ?? '' } : { item } };
      };
    } else if (frame.kind === 'file') {
      images.push(frame.image);
    } else if (frame.kind === 'clip') {
      const { uri, clipSha256 } = await lastFrame(frame.clip);
      if (clipSha256 !== frame.sha256) throw changedClip(cell, at);
      images.push({ uri, role, clip: { uri: frame.clip.toString(), sha256: clipSha256 } });
    } else {
      throw lackingClip(cell, at);
    }
  }
  return { images, ...(awaited === undefined ? {} : { awaited }) };
}

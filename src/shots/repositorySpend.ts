import { clipCharge } from '../core/clipCharge.ts';
import { keptCost, type KeptCost } from '../core/keptCost.ts';
import type { SpendTotals } from '../core/ledger.ts';
import type { MicroUsd } from '../core/money.ts';
import { eachPaidOnce } from './eachPaidOnce.ts';
import { type NotedClip, promptFileOf } from './recordedClip.ts';

/** What clips have cost by their sidecars, samples left out. */
export interface RepositorySum extends Pick<SpendTotals, 'spentMicroUsd' | 'unknownCount'> {
  readonly clips: number;
  /** The two parts of what was spent. */
  readonly reportedMicroUsd: MicroUsd;
  readonly estimatedMicroUsd: MicroUsd;
  /** Whether any estimate is a lower bound. */
  readonly isAtLeast: boolean;
  /** The shots whose kept take is among the clips, with all takes of theirs. */
  readonly kept: KeptCost;
}

export interface RepositoryLine extends RepositorySum {
  readonly key: string;
}

/** A clip that was paid for. */
export interface CountedClip extends NotedClip {
  /** URI of the prompt file that its sidecar names; empty: none. */
  readonly promptFile: string;
}

/** The clips of a repository, each paid one once. */
export interface CountedClips {
  /** All but samples. */
  readonly paid: readonly CountedClip[];
  /** The takes of each shot, of those that were paid for. */
  readonly shots: Shots;
  /** Clips of the simulator: they cost nothing and are in no sum. */
  readonly samples: number;
  /** Sidecars of clips that another one tells as well. */
  readonly copies: number;
}

type Shots = ReadonlyMap<string, readonly CountedClip[]>;

/** Empty where a sidecar does not say. */
export type SpendKey = (clip: CountedClip) => string;

export function countClips(clips: readonly NotedClip[]): CountedClips {
  const once = eachPaidOnce(clips);
  const promptFile = promptFiles();
  const paid = once
    .filter(({ sidecar }) => sidecar.sample !== true)
    .map((clip) => ({ ...clip, promptFile: promptFile(clip) }));
  const taken = paid.filter(({ sidecar }) => sidecar.source !== undefined);
  return {
    paid,
    shots: Map.groupBy(taken, shotKey),
    samples: once.length - paid.length,
    copies: clips.length - once.length,
  };
}

export function spendTotal({ paid, shots }: CountedClips): RepositorySum {
  return sumOf(paid, shots);
}

/** Sums of the clips that have the same key, in the order in which the keys come. */
export function spendLines({ paid, shots }: CountedClips, keyOf: SpendKey): readonly RepositoryLine[] {
  return [...Map.groupBy(paid, keyOf)].map(([key, alike]) => ({ key, ...sumOf(alike, shots) }));
}

/** The prompt file and, behind a space, which no URI has, the shot; empty for a clip of no prompt file. */
export function shotKey({ sidecar: { source }, promptFile }: CountedClip): string {
  return source === undefined ? '' : `${promptFile} ${source.shot}`;
}

/** Clips that lie together mostly name the same file: its place is looked for once. */
function promptFiles(): (clip: NotedClip) => string {
  const known = new Map<string, string>();
  return (clip) => {
    const { sidecarUri, sidecar } = clip;
    if (sidecar.source === undefined) return '';
    const key = `${sidecarUri.slice(0, sidecarUri.lastIndexOf('/'))} ${sidecar.source.file}`;
    const uri = known.get(key) ?? promptFileOf(clip) ?? '';
    known.set(key, uri);
    return uri;
  };
}

/** A month's kept take may have been chosen among takes of the month before: they are part of what it has cost. */
function sumOf(clips: readonly CountedClip[], shots: Shots): RepositorySum {
  const charges = clips.map(({ sidecar }) => clipCharge(sidecar));
  const amountBy = (basis: 'reported' | 'estimated') =>
    charges.reduce((sum, one) => sum + (one.basis === basis ? (one.microUsd ?? 0) : 0), 0);
  const [reportedMicroUsd, estimatedMicroUsd] = [amountBy('reported'), amountBy('estimated')];
  const kept = clips.filter(({ sidecar }) => sidecar.kept === true && sidecar.source !== undefined);
  return {
    clips: clips.length,
    spentMicroUsd: reportedMicroUsd + estimatedMicroUsd,
    reportedMicroUsd,
    estimatedMicroUsd,
    isAtLeast: charges.some(({ isAtLeast }) => isAtLeast),
    unknownCount: charges.filter(({ microUsd }) => microUsd === undefined).length,
    kept: costOfShots([...new Set(kept.map(shotKey))].flatMap((key) => [shots.get(key) ?? []])),
  };
}

function costOfShots(shots: readonly (readonly NotedClip[])[]): KeptCost {
  return keptCost(shots.map((takes) => takes.map(({ sidecar }) => sidecar)));
}

import type { Finding } from '../core/finding.ts';
import type { Market } from '../core/market.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import type { Quote } from '../core/quote.ts';
import type { ShotPlan } from '../shots/planShots.ts';

/** A clip that a file asks for, held against the rules of its model. */
export interface CheckedShot extends ShotPlan {
  readonly inputs: readonly ImageInput[];
  readonly findings: readonly Finding[];
  /** Of one clip. */
  readonly quote: Quote;
}

export interface CheckedFile {
  readonly resolved: ResolvedPromptFile;
  readonly market: Market;
  readonly shots: readonly CheckedShot[];
}

import type { Model } from '../core/catalogue/model.ts';
import { unchartedModel } from '../core/catalogue/uncharted.ts';
import { completeRequest } from '../core/defaults.ts';
import {
  type CellImage,
  requestDraft,
  type ResolvedCell,
  type ResolvedPromptFile,
  type ResolvedShot,
} from '../core/promptFile/resolvedFile.ts';
import type { VideoRequest } from '../core/request.ts';

/** A clip that a prompt file asks for, with all that was left open. */
export interface ShotPlan {
  readonly shot: ResolvedShot;
  readonly cell: ResolvedCell;
  /** Its images are those of the cell, one for one; a frame of a clip has a made-up address. */
  readonly request: VideoRequest;
  /** Undefined: nobody knows the request's model. */
  readonly model: Model | undefined;
}

export interface PlanContext {
  readonly defaultModelId: string;
  readonly find: (id: string) => Model | undefined;
}

export function planShots(
  { shots }: Pick<ResolvedPromptFile, 'shots'>,
  { defaultModelId, find }: PlanContext,
): readonly ShotPlan[] {
  return shots.flatMap((shot) =>
    shot.cells.flatMap((cell) => {
      const draft = requestDraft(cell, frameAddress);
      if (draft === undefined) return [];
      const id = draft.model ?? defaultModelId;
      const model = find(id);
      const request = { ...completeRequest(draft, model ?? unchartedModel(id)), model: id };
      return [{ shot, cell, request, model }];
    }),
  );
}

function frameAddress(image: Exclude<CellImage, { kind: 'file' }>): string {
  return image.kind === 'clip' ? image.uri : `frame://shot/${encodeURIComponent(image.slug)}`;
}

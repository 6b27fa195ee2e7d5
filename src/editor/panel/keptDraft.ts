import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defined } from '../../core/defined.ts';
import { type Draft, emptyDraft } from '../../core/draft.ts';
import { imageRoles, type VideoRequest } from '../../core/request.ts';

const stored = z.object({
  request: z.object({
    prompt: z.string(),
    model: z.string(),
    seconds: z.number(),
    aspectRatio: z.string(),
    resolution: z.string(),
    images: z.array(z.object({ uri: z.string(), role: z.enum(imageRoles) })),
    variants: z.optional(z.number()),
    mode: z.optional(z.string()),
    negativePrompt: z.optional(z.string()),
    seed: z.optional(z.number()),
    audio: z.optional(z.boolean()),
  } satisfies Readonly<Record<Exclude<keyof VideoRequest, 'output' | 'remixOf'>, z.ZodMiniType>>),
});

const memoryKey = 'draft';

/** The draft of this workspace as it was left, or an empty one. Revisions belong to one webview and start anew. */
export function loadDraft(memory: vscode.Memento, model: string): Draft {
  const parsed = stored.safeParse(memory.get(memoryKey));
  if (!parsed.success) return emptyDraft(model);
  const { variants, mode, negativePrompt, seed, audio, ...request } = parsed.data.request;
  return {
    revision: 0,
    request: { ...request, ...defined({ variants, mode, negativePrompt, seed, audio }) },
  };
}

export async function saveDraft(memory: vscode.Memento, draft: Draft): Promise<void> {
  await memory.update(memoryKey, { request: draft.request });
}

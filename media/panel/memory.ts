import type { DraftPatch } from '../../src/protocol/panel.ts';

/** What outlives a hidden webview: the form as it was shown, and what the host has not confirmed of it. */
export interface PanelMemory {
  readonly revision: number;
  readonly draft: DraftPatch;
  readonly unconfirmed: DraftPatch;
}

/** Reads back what an earlier version of the panel may have remembered differently. */
export function parseMemory(value: unknown): PanelMemory | undefined {
  if (!isRecord(value) || typeof value.revision !== 'number') return undefined;
  return {
    revision: value.revision,
    draft: parsePatch(value.draft),
    unconfirmed: parsePatch(value.unconfirmed),
  };
}

function parsePatch(value: unknown): DraftPatch {
  if (!isRecord(value)) return {};
  const { prompt, model, seconds, aspectRatio, resolution, variants, mode, negativePrompt, seed, audio } =
    value;
  return {
    ...(typeof prompt === 'string' ? { prompt } : {}),
    ...(typeof model === 'string' ? { model } : {}),
    ...(typeof seconds === 'number' ? { seconds } : {}),
    ...(typeof aspectRatio === 'string' ? { aspectRatio } : {}),
    ...(typeof resolution === 'string' ? { resolution } : {}),
    ...(typeof variants === 'number' ? { variants } : {}),
    ...(typeof mode === 'string' ? { mode } : {}),
    ...(typeof negativePrompt === 'string' ? { negativePrompt } : {}),
    ...(typeof seed === 'number' || seed === null ? { seed } : {}),
    ...(typeof audio === 'boolean' || audio === null ? { audio } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

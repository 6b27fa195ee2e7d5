import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { VideoRequestInput } from '../../api.ts';
import { modelOrUncharted } from '../../core/catalogue/uncharted.ts';
import { completeRequest, type RequestDraft } from '../../core/defaults.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { PresetOptions } from '../../core/preset.ts';
import { type VideoRequest, imageRoles } from '../../core/request.ts';
import { isPublicLink } from '../../core/uriPath.ts';
import { findPreset } from './presets.ts';
import { folderSettings } from '../base/settings.ts';
import { requireInWorkspace } from '../workspace/workspaceFile.ts';

const role = z.enum(imageRoles);
const place = z.custom<vscode.Uri | string>(
  (value) => typeof value === 'string' || value instanceof vscode.Uri,
);

const requestInput = z.strictObject({
  prompt: z.string(),
  preset: z.optional(z.string()),
  model: z.optional(z.string()),
  seconds: z.optional(z.number()),
  aspectRatio: z.optional(z.string()),
  resolution: z.optional(z.string()),
  images: z.optional(
    z.array(z.union([place, z.strictObject({ uri: place, role: z.optional(role) })])).check(z.maxLength(100)),
  ),
  mode: z.optional(z.string()),
  negativePrompt: z.optional(z.string()),
  seed: z.optional(z.number()),
  audio: z.optional(z.boolean()),
  variants: z.optional(z.number()),
  output: z.optional(z.string()),
  remixOf: z.optional(z.strictObject({ taskId: z.string(), origin: z.string() })),
} satisfies Readonly<Record<keyof VideoRequest | 'preset', z.ZodMiniType>>);

/** `whole`: how the input is called where no field of it is to blame. */
export function unreadable({ issues: [issue] }: z.core.$ZodError, whole: string): VideoPromptError {
  const field = issue?.path.join('.') ?? '';
  const name = field === '' ? whole : field;
  const text = vscode.l10n.t('The request cannot be read: {0}: {1}', name, issue?.message ?? '');
  return new VideoPromptError('request.invalid', text, { field });
}

/**
 * What the caller gave, checked for its form only. An image that is named by text may be that of a task in the repository,
 * so that it has to lie in the workspace. Throws VideoPromptError `request.invalid` naming the field.
 */
export async function parseRequestInput(input: unknown): Promise<RequestDraft> {
  const parsed = requestInput.safeParse(input);
  if (!parsed.success) throw unreadable(parsed.error, 'request');
  const { images = [], preset, ...rest } = parsed.data;
  for (const [at, image] of images.entries()) {
    const named = typeof image === 'string' || image instanceof vscode.Uri ? image : image.uri;
    const uri = uriOf(named);
    if (typeof named === 'string' && !isPublicLink(uri))
      await requireInWorkspace(vscode.Uri.parse(uri), 'image', `images[${String(at)}]`);
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(preset === undefined ? {} : optionsOf(preset)),
    ...given,
    prompt: rest.prompt,
    images: images.map((image) => {
      if (typeof image === 'string' || image instanceof vscode.Uri) return { uri: uriOf(image) };
      return { uri: uriOf(image.uri), ...(image.role === undefined ? {} : { role: image.role }) };
    }),
  };
}

/** As they are: what the model does not allow is refused, not changed, where no person looks on. */
function optionsOf(name: string): PresetOptions {
  const preset = findPreset(name);
  if (preset !== undefined) return preset.options;
  throw new VideoPromptError('request.invalid', vscode.l10n.t('There is no preset “{0}”.', name), {
    field: 'preset',
  });
}

/** A string is a URI, or a path relative to the first workspace folder. */
function uriOf(image: vscode.Uri | string): string {
  if (typeof image !== 'string') return image.toString();
  if (/^[a-z][a-z0-9+.-]+:\//i.test(image)) return vscode.Uri.parse(image).toString();
  const folder = vscode.workspace.workspaceFolders?.[0];
  return (folder === undefined ? vscode.Uri.file(image) : vscode.Uri.joinPath(folder.uri, image)).toString();
}

/** Fills the rest from settings and the model. An unknown model stays as given, for preflight to name it. */
export function completeInput(draft: RequestDraft): VideoRequest {
  const first = draft.images?.[0];
  const folder =
    first === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(first.uri))?.uri;
  const id =
    draft.model ?? folderSettings(folder ?? vscode.workspace.workspaceFolders?.[0]?.uri).defaultModel;
  return { ...completeRequest(draft, modelOrUncharted(id)), model: id };
}

export async function requestFromInput(input: VideoRequestInput): Promise<VideoRequest> {
  return completeInput(await parseRequestInput(input));
}

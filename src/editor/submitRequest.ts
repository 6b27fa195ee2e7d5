import * as vscode from 'vscode';
import { findModel } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { VideoPromptError } from '../core/errors.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import { preflight } from '../core/preflight.ts';
import type { VideoRequest } from '../core/request.ts';
import { type Caller, inputOf, RefusedRequest } from '../engine/admission.ts';
import type { ApiKeys } from './apiKeys.ts';
import { readImage } from './images.ts';
import type { LazySession } from './lazySession.ts';
import { chooseOutput, workspaceKey } from './output.ts';
import { tellPaused } from './pauseState.ts';
import { askForApiKey } from './setApiKey.ts';
import { apiOrigin } from './settings.ts';
import { isPausedByUser } from './words/pauseWords.ts';

export interface SubmitParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
}

export interface SubmitOptions {
  readonly caller: Caller;
  /** Whether questions (key, folder) may be put to the person; a program is refused instead. */
  readonly mayAsk: boolean;
  readonly isSample?: boolean;
}

/**
 * The way from a complete request to queued jobs, for every surface: what is missing is asked for, in the order in
 * which it would stop the submission. Undefined: the person closed a question. Throws VideoPromptError.
 */
export async function submitRequest(
  { session, keys }: SubmitParts,
  request: VideoRequest,
  { caller, mayAsk, isSample = false }: SubmitOptions,
): Promise<readonly Job[] | undefined> {
  if (!vscode.workspace.isTrusted) {
    throw new VideoPromptError(
      'workspace.untrusted',
      vscode.l10n.t('This workspace is not trusted, so nothing is submitted from it. Trust it first.'),
    );
  }
  const origin = isSample ? sampleOrigin : apiOrigin().origin;
  // Before any question: what is wrong with the request would make them pointless.
  // The catalogue knows most models; the list is opened for the others only.
  const model = findModel(request.model) ?? (await session.open()).models.find(request.model);
  await checkRequest(request, model, origin);
  if (!isSample && (await keys.get(origin)) === undefined) {
    if (!mayAsk) {
      const text = vscode.l10n.t('No API key is set. Run “Video Prompt: Set API Key…”.');
      throw new VideoPromptError('key.missing', text);
    }
    if (!(await askForApiKey(keys, origin))) return undefined;
  }
  const output = await chooseOutput(request, { mayAsk });
  if (output === undefined) return undefined;
  const { engine, prices } = await session.open();
  // For the next time: nobody waits for it.
  if (!isSample) prices.refresh().catch(() => undefined);
  const jobs = await engine.submit({ request, caller, origin, output, workspaceKey: workspaceKey() });
  if (isPausedByUser(engine.pauses())) tellPaused(jobs.length);
  return jobs;
}

/** Throws RefusedRequest with every finding. */
async function checkRequest(request: VideoRequest, model: Model | undefined, origin: string): Promise<void> {
  const inputs = await Promise.all(
    request.images.map(async (image) =>
      inputOf({ image, read: await readImage(vscode.Uri.parse(image.uri)) }),
    ),
  );
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const findings = preflight(request, model, inputs, { workspaceFolderUris: folders, origin });
  const first = findings.find(({ severity }) => severity === 'error');
  if (first !== undefined) throw new RefusedRequest(request, first, findings);
}

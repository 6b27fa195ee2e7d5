import * as vscode from 'vscode';
import type { BatchItem, SubmitItem } from '../../core/batch.ts';
import { say } from '../../core/errorText.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { type Job, sampleOrigin } from '../../core/job.ts';
import type { VideoRequest } from '../../core/request.ts';
import { type Caller, mayAsk } from '../../engine/batch.ts';
import { requireSound } from '../../engine/checkBatch.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import type { LazySession } from '../session/lazySession.ts';
import { chooseOutput, requireOwnOutput } from '../workspace/output.ts';
import { tellPaused } from './pausing.ts';
import { askForApiKey } from './setApiKey.ts';
import { apiOrigin } from '../base/settings.ts';
import { requireTrust } from '../base/trust.ts';
import { setButNoKeyWords } from '../../words/keyWords.ts';
import { isPausedByUser } from '../../core/pause.ts';

export interface SubmitParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
}

export interface SubmitOptions {
  readonly caller: Caller;
  readonly isSample?: boolean;
}

/**
 * The way from a complete request to queued jobs, for every surface: what is missing is asked for, in the order in
 * which it would stop the submission. Undefined: the person closed a question. Throws VideoPromptError.
 */
export async function submitRequest(
  parts: SubmitParts,
  request: VideoRequest,
  options: SubmitOptions,
): Promise<readonly Job[] | undefined> {
  return await submitItems(parts, [{ request }], options);
}

/** The same for several requests, all of them or none. Their jobs come in the order of the items. */
export async function submitItems(
  { session, keys }: SubmitParts,
  items: readonly SubmitItem[],
  { caller, isSample = false }: SubmitOptions,
): Promise<readonly Job[] | undefined> {
  // What is not trusted opens nothing.
  requireTrust('submits');
  const origin = isSample ? sampleOrigin : apiOrigin().origin;
  const workspaceFolderUris = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const { engine, prices, folders } = await session.open();
  const check = await engine.check({ items, caller, origin, workspaceFolderUris });
  // Before any question: what is wrong with the requests would make them pointless.
  requireSound(items, check.items);
  if (check.isKeyMissing && !(await askForMissingKey(keys, origin, caller))) return undefined;
  const placed: BatchItem[] = [];
  for (const item of items) {
    const output = item.output ?? (await chooseOutput(item.request, { mayAsk: mayAsk(caller) }));
    if (output === undefined) return undefined;
    await requireOwnOutput(output, item.source?.promptFileUri);
    placed.push({ ...item, output });
  }
  const counted = await Promise.all(
    placed.map(async (item) => ({
      ...item,
      countedIn: await folders.keyOf(item.output.workspaceFolderUri),
    })),
  );
  // For the next time: nobody waits for it.
  if (!isSample) prices.refresh().catch(() => undefined);
  const jobs = await engine.submitAll({ items: counted, caller, origin, workspaceKey: '' }, check);
  if (isPausedByUser(engine.pauses())) tellPaused(jobs.length);
  return jobs;
}

/** False: the person closed the question. Throws VideoPromptError `key.missing` where nobody may be asked. */
async function askForMissingKey(keys: ApiKeys, origin: string, caller: Caller): Promise<boolean> {
  if (mayAsk(caller)) return await askForApiKey(keys, origin);
  const fault = await keys.fault(origin);
  throw new VideoPromptError('key.missing', fault === undefined ? say('key.none') : setButNoKeyWords(fault));
}

import type { SubmitItem } from '../../core/batch.ts';
import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import { withFrame } from '../../core/follower.ts';
import { mayHaveImages } from '../../core/imageCounts.ts';
import { type Job, sampleOrigin } from '../../core/job.ts';
import { shippedMarket } from '../../core/market.ts';
import { preflight } from '../../core/preflight.ts';
import type { ImageInput } from '../../core/imageInput.ts';
import type { RequestImage, VideoRequest } from '../../core/request.ts';
import { RefusedRequest } from '../../engine/admission.ts';
import type { Caller } from '../../engine/batch.ts';
import type { BatchItem } from '../../core/batch.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { glanceAtImage } from '../workspace/images.ts';
import type { LazySession } from '../session/lazySession.ts';
import { chooseOutput, requireOwnOutput } from '../workspace/output.ts';
import { tellPaused } from './pauseState.ts';
import { askForApiKey } from './setApiKey.ts';
import { apiOrigin } from '../base/settings.ts';
import { requireTrust } from '../base/trust.ts';
import { setButNoKeyWords } from '../../words/keyWords.ts';
import { isPausedByUser } from '../../words/pauseWords.ts';

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
  { caller, mayAsk, isSample = false }: SubmitOptions,
): Promise<readonly Job[] | undefined> {
  requireTrust('submits');
  const origin = isSample ? sampleOrigin : apiOrigin().origin;
  // Before any question: what is wrong with the requests would make them pointless.
  await checkItems(session, items, origin);
  if (!isSample && (await keys.get(origin)) === undefined) {
    if (!mayAsk) {
      const fault = await keys.fault(origin);
      const text =
        fault === undefined
          ? vscode.l10n.t('No API key is set. Run “Video Prompt: Set API Key…”.')
          : setButNoKeyWords(fault);
      throw new VideoPromptError('key.missing', text);
    }
    if (!(await askForApiKey(keys, origin))) return undefined;
  }
  const placed: BatchItem[] = [];
  for (const item of items) {
    const output = item.output ?? (await chooseOutput(item.request, { mayAsk }));
    if (output === undefined) return undefined;
    await requireOwnOutput(output, item.source?.promptFileUri);
    placed.push({ ...item, output });
  }
  const { engine, prices, folders } = await session.open();
  const counted = await Promise.all(
    placed.map(async (item) => ({
      ...item,
      countedIn: await folders.keyOf(item.output.workspaceFolderUri),
    })),
  );
  // For the next time: nobody waits for it.
  if (!isSample) prices.refresh().catch(() => undefined);
  const jobs = await engine.submitAll({ items: counted, caller, origin, workspaceKey: '' });
  if (isPausedByUser(engine.pauses())) tellPaused(jobs.length);
  return jobs;
}

/** Throws RefusedRequest with every finding of the first item that is refused. */
async function checkItems(session: LazySession, items: readonly SubmitItem[], origin: string): Promise<void> {
  const glances = new Map<string, Promise<ImageInput>>();
  const glance = async (image: RequestImage, promptFileUri?: string): Promise<ImageInput> => {
    // The frame of a clip is a copy of our own.
    const namedBy = image.clip === undefined ? promptFileUri : undefined;
    const key = `${image.uri} ${namedBy ?? ''}`;
    const owner = namedBy === undefined ? undefined : vscode.Uri.parse(namedBy);
    const looking = glances.get(key) ?? glanceAtImage(image, owner);
    glances.set(key, looking);
    return { ...(await looking), ...image };
  };
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  for (const [index, item] of items.entries()) {
    // The catalogue knows most models; the list is opened for the others only.
    const { model: id } = item.request;
    const model = shippedMarket.find(id) ?? (await session.open()).market.find(id);
    // Where there are too many images nothing of them is opened.
    const inputs = mayHaveImages(item.request, model)
      ? await Promise.all(item.request.images.map((image) => glance(image, item.source?.promptFileUri)))
      : [];
    const { request, images } = expected(item, inputs);
    const findings = preflight(request, model, images, { workspaceFolderUris: folders, origin });
    const first = findings.find(({ severity }) => severity === 'error');
    if (first !== undefined) throw new RefusedRequest(item.request, first, findings, index);
  }
}

/** With the frame that is still to come. */
function expected({ request, follows }: SubmitItem, inputs: readonly ImageInput[]) {
  if (follows === undefined) return { request, images: inputs };
  const frame = { kind: 'frame', uri: '', role: follows.role } as const;
  return {
    request: withFrame(request, follows, { uri: '', role: follows.role }),
    images: inputs.toSpliced(follows.at, 0, frame),
  };
}

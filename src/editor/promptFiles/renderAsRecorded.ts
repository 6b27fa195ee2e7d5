import * as vscode from 'vscode';
import type { SubmitItem } from '../../core/batch.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { mayHaveImages } from '../../core/imageCounts.ts';
import type { Job } from '../../core/job.ts';
import { modelIn } from '../../core/market.ts';
import { totalPrice } from '../../core/quote.ts';
import { recipeOf } from '../../core/recipe.ts';
import type { RequestImage, VideoRequest } from '../../core/request.ts';
import { baseName } from '../../core/uriPath.ts';
import { DuplicateRequest } from '../../engine/admission.ts';
import { digestOf } from '../../shots/cellStates.ts';
import { findRecordedImages, type RecordedImage } from '../../shots/recordedImages.ts';
import { placeBeside, placeOfTake, type RecordedPlace, withRivals } from '../../shots/recordedPlace.ts';
import { recordedNow, type RecordedNow } from '../../shots/recordedRequest.ts';
import {
  asRecordedWords,
  notAsRecordedWords,
  recordedObstacles,
  renderRecordedButton,
  secondRecordedButton,
  secondRecordedWords,
} from '../../words/recordedWords.ts';
import { apiOrigin } from '../base/settings.ts';
import { modal } from '../base/show/messages.ts';
import { requireTrust } from '../base/trust.ts';
import type { LazySession } from '../session/lazySession.ts';
import { type PressedButton, pressInModal } from '../submitting/personsConsent.ts';
import type { SubmitAll } from '../submitting/submit.ts';
import type { SubmitOptions } from '../submitting/submitRequest.ts';
import type { ClipFrames } from '../workspace/clipFrames.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';
import { type ClipSidecar, readClipSidecar } from '../workspace/clipSidecar.ts';
import { createFileDigests } from '../workspace/fileDigests.ts';
import { glanceAtImage } from '../workspace/images.ts';
import { madeOf } from './madeOf.ts';
import { recordedPlaces } from './recordedPlaces.ts';

export interface RecordedParts {
  readonly session: LazySession;
  readonly index: ClipIndex;
  readonly clipFrames: ClipFrames;
  readonly submitAll: SubmitAll;
  /** Resolves when jobs have followed the files that moved. */
  readonly settledMoves: () => Promise<void>;
}

/**
 * *Re-render as Recorded…*: what a clip's sidecar says once more, whatever its prompt file says by now. One question names
 * what does not hold any more; nothing is rendered without the press in it. Throws VideoPromptError.
 */
export async function renderAsRecorded(
  parts: RecordedParts,
  clicked: vscode.Uri,
): Promise<readonly Job[] | undefined> {
  requireTrust('submits');
  const recorded = await readClipSidecar(clicked);
  const { uri, sidecar } = recorded;
  const { market } = await parts.session.open();
  const digests = createFileDigests();
  // A sidecar may name any number: then nothing of them is opened.
  const images = mayHaveImages(sidecar.request, modelIn(market, sidecar.request.model))
    ? await findRecordedImages(sidecar, recordedPlaces(uri, digests, parts.index))
    : sidecar.request.images.map(({ path, role }) => ({ name: path, role, kind: 'gone' as const }));
  const now = await recordedNow(sidecar, images, {
    market,
    origin: apiOrigin().origin,
    workspaceFolderUris: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.toString()),
    look: (image) => glanceAtImage(image, uri),
  });
  await parts.settledMoves();
  const place = await placeOf(parts, recorded);
  const pressed = await ask(recorded, now, place.jobs);
  if (pressed === undefined) return undefined;
  const request = await withFrames(now.request, images, parts.clipFrames);
  const recipe = recipeOf(
    request,
    await Promise.all(request.images.map(async (image) => await digests.image(image.uri))),
  );
  return await submit(
    parts,
    recorded,
    place,
    (one) => ({
      request,
      output: one.output,
      ...(one.source === undefined ? {} : { source: { ...one.source, digest: digestOf(recipe, digests) } }),
    }),
    { caller: pressed.caller },
  );
}

/** What was begun while the question stood open is asked about too, and the takes are counted anew. */
async function submit(
  parts: RecordedParts,
  recorded: ClipSidecar,
  place: RecordedPlace,
  itemAt: (place: RecordedPlace) => SubmitItem,
  options: SubmitOptions,
): Promise<readonly Job[] | undefined> {
  const agreedSecond = place.jobs.map(({ id }) => id);
  try {
    const item = { ...itemAt(place), seen: { upTo: place.upTo, agreedSecond } };
    return await parts.submitAll([item], options);
  } catch (error) {
    if (!(error instanceof DuplicateRequest)) throw error;
    const now = withRivals(
      await placeOf(parts, recorded),
      error.items.flatMap(({ jobs }) => jobs),
    );
    if (now.jobs.length === 0) throw error;
    if (!(await askForSecondRecorded(recorded, now.jobs))) return undefined;
    return await submit(parts, recorded, now, itemAt, options);
  }
}

async function askForSecondRecorded({ clip }: ClipSidecar, jobs: readonly Job[]): Promise<boolean> {
  const second = secondRecordedButton();
  const { title, detail } = secondRecordedWords(baseName(clip), jobs);
  return (await modal.warning(title, detail, second)) === second;
}

async function ask(
  { clip }: ClipSidecar,
  now: RecordedNow,
  jobs: readonly Job[],
): Promise<PressedButton<'render'> | undefined> {
  const name = baseName(clip);
  if (recordedObstacles(now).length > 0) {
    const { title, detail } = notAsRecordedWords(name, now);
    await modal.warning(title, detail);
    return undefined;
  }
  const { title, detail } = asRecordedWords(name, now, jobs);
  const total = totalPrice([{ quote: now.quote, clips: 1 }]);
  return await pressInModal(title, detail, [{ answer: 'render', label: renderRecordedButton, total }]);
}

async function withFrames(
  request: VideoRequest,
  images: readonly RecordedImage[],
  clipFrames: ClipFrames,
): Promise<VideoRequest> {
  const taken: RequestImage[] = [];
  for (const [at, image] of request.images.entries()) {
    const recorded = images[at];
    if (recorded?.kind !== 'frame') {
      taken.push(image);
      continue;
    }
    const { uri, clipSha256 } = await clipFrames.last(vscode.Uri.parse(recorded.clip));
    taken.push({ uri, role: image.role, clip: { uri: recorded.clip, sha256: clipSha256 } });
  }
  return { ...request, images: taken };
}

/** Beside the recorded clip: a take of the same shot, where it is one. */
async function placeOf(
  { index, session }: RecordedParts,
  { clip, uri, sidecar }: ClipSidecar,
): Promise<RecordedPlace> {
  const folder = vscode.workspace.getWorkspaceFolder(clip);
  const directory = {
    ...(folder === undefined ? {} : { workspaceFolderUri: folder.uri.toString() }),
    directoryUri: vscode.Uri.joinPath(clip, '..').toString(),
  };
  const promptFile = await promptFileToOpen({ sidecarUri: uri.toString(), sidecar });
  if (sidecar.source === undefined || promptFile === undefined)
    return placeBeside(clip.toString(), directory);
  const made = await madeOf(promptFile, { index, session });
  return placeOfTake(promptFile.toString(), sidecar.source, made, directory);
}

/** The clip of a row of the jobs view. */
export async function clipOfJob(session: LazySession, id: string): Promise<vscode.Uri> {
  const job = await (await session.open()).engine.get(id);
  if (job?.state === 'saved' && job.clip?.uri !== undefined) return vscode.Uri.parse(job.clip.uri);
  throw new VideoPromptError('job.state', vscode.l10n.t('This job has no clip in the workspace.'), {
    jobId: id,
  });
}

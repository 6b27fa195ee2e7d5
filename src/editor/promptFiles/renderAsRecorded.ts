import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { mayHaveImages } from '../../core/imageCounts.ts';
import type { Job, JobSource, OutputPlace } from '../../core/job.ts';
import { type Market, modelIn, quoteIn } from '../../core/market.ts';
import { preflight } from '../../core/preflight.ts';
import { isSamePrice, type Quote, totalPrice } from '../../core/quote.ts';
import { recipeOf } from '../../core/recipe.ts';
import type { RequestImage, VideoRequest } from '../../core/request.ts';
import { promptFileStem, takeName } from '../../core/take.ts';
import { DuplicateRequest } from '../../engine/admission.ts';
import { glanceAtImage } from '../workspace/images.ts';
import type { LazySession } from '../session/lazySession.ts';
import { type PressedButton, pressInModal } from '../submitting/personsWord.ts';
import { apiOrigin } from '../base/settings.ts';
import { modal } from '../base/show/messages.ts';
import type { SubmitAll } from '../submitting/submit.ts';
import type { SubmitOptions } from '../submitting/submitRequest.ts';
import type { SubmitItem } from '../../core/batch.ts';
import { requireTrust } from '../base/trust.ts';
import { findingWords } from '../../words/findingWords.ts';
import { quoteWords } from '../../words/priceWords.ts';
import { digestOf } from '../../shots/cellStates.ts';
import type { ClipFrames } from '../workspace/clipFrames.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';
import { type ClipSidecar, readClipSidecar } from '../workspace/clipSidecar.ts';
import { createFileDigests } from '../workspace/fileDigests.ts';
import { findRecordedImages, type RecordedImage, recordedRequest } from './recordedRequest.ts';
import { nextTake } from '../../shots/renderItems.ts';
import { madeOf } from './madeOf.ts';

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
  const session = await parts.session.open();
  const digests = createFileDigests();
  const model = modelIn(session.market, recorded.sidecar.model);
  // A sidecar may name any number: then nothing of them is opened.
  const images = mayHaveImages(recorded.sidecar.request, model)
    ? await findRecordedImages(recorded, { digests, index: parts.index })
    : recorded.sidecar.request.images.map(({ path, role }) => ({ name: path, role, kind: 'gone' as const }));
  const now = await look(recorded, images, session.market);
  await parts.settledMoves();
  const place = await placeOf(parts, recorded);
  const pressed = await ask(recorded, now, place.jobs);
  if (pressed === undefined) return undefined;
  const request = await withFrames(now.request, images, parts.clipFrames);
  const recipe = recipeOf(
    request,
    await Promise.all(request.images.map(async ({ uri }) => await digests.image(uri))),
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
    { caller: pressed.caller, mayAsk: true },
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
    const now = await placeOf(parts, recorded);
    const others = error.items.flatMap(({ jobs }) => jobs);
    const jobs = [...now.jobs, ...others.filter(({ id }) => now.jobs.every((job) => job.id !== id))];
    if (jobs.length === 0) throw error;
    if (!(await askForSecondRecorded(recorded, jobs))) return undefined;
    return await submit(parts, recorded, { ...now, jobs }, itemAt, options);
  }
}

async function askForSecondRecorded({ clip }: ClipSidecar, jobs: readonly Job[]): Promise<boolean> {
  const second = vscode.l10n.t('Render a Second One');
  const title = vscode.l10n.t('The shot of {0} is already being rendered.', baseName(clip));
  return (await modal.warning(title, [underWayWords(jobs)], second)) === second;
}

function underWayWords(jobs: readonly Job[]): string {
  return jobs.length === 1
    ? vscode.l10n.t('A job for this shot is in progress or was just submitted: this would be a second one.')
    : vscode.l10n.t(
        '{0} jobs for this shot are in progress or were just submitted: this would be one more.',
        jobs.length,
      );
}

interface Now {
  readonly request: VideoRequest;
  readonly quote: Quote;
  /** What does not hold any more, in words. */
  readonly changes: readonly string[];
  /** Why it cannot be rendered. */
  readonly obstacles: readonly string[];
}

async function look(
  { uri, sidecar }: ClipSidecar,
  images: readonly RecordedImage[],
  market: Market,
): Promise<Now> {
  const { origin } = apiOrigin();
  const found = images.flatMap((image): readonly RequestImage[] => {
    if (image.kind === 'frame') return [{ uri: image.clip.toString(), role: image.role }];
    return 'uri' in image ? [{ uri: image.uri, role: image.role }] : [];
  });
  const request = recordedRequest(sidecar, found, origin);
  const quote = quoteIn(market, request);
  const inputs = await Promise.all(
    request.images.map(async (image) =>
      images.some((one) => one.kind === 'frame' && one.clip.toString() === image.uri)
        ? { ...image, kind: 'frame' as const }
        : await glanceAtImage(image, uri),
    ),
  );
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const findings = preflight(request, market.find(request.model), inputs, {
    workspaceFolderUris: folders,
    origin,
  });
  const lost = images.flatMap(lossWords);
  const isLost = lost.length > 0;
  return {
    request,
    quote,
    changes: [
      ...images.flatMap(({ kind, name }) =>
        kind === 'changed'
          ? [vscode.l10n.t('The image {0} has changed: it is sent as it is now.', name)]
          : [],
      ),
      ...(isSamePrice(quote, sidecar.quote)
        ? []
        : [vscode.l10n.t('The price was {0} and is {1} now.', quoteWords(sidecar.quote), quoteWords(quote))]),
      ...(sidecar.sample === true ? [vscode.l10n.t('The recorded clip is a sample of the simulator.')] : []),
    ],
    obstacles: [
      ...lost,
      ...findings
        // An image that is gone is said already.
        .filter(({ severity, field }) => severity === 'error' && !(isLost && /^(images|prompt)/.test(field)))
        .map(findingWords),
    ],
  };
}

function lossWords({ kind, name }: RecordedImage): readonly string[] {
  if (kind === 'gone') return [vscode.l10n.t('The image or clip {0} is gone.', name)];
  if (kind === 'link')
    return [
      vscode.l10n.t(
        'The address of the image {0} is not recorded, because such addresses may be secret.',
        name,
      ),
    ];
  return [];
}

async function ask(
  { clip, sidecar }: ClipSidecar,
  { quote, changes, obstacles }: Now,
  jobs: readonly Job[],
): Promise<PressedButton<'render'> | undefined> {
  const name = baseName(clip);
  if (obstacles.length > 0) {
    await modal.warning(vscode.l10n.t('{0} can no longer be rendered as recorded.', name), [
      ...obstacles,
      ...changes,
      vscode.l10n.t('Nothing is rendered.'),
    ]);
    return undefined;
  }
  const asBefore = vscode.l10n.t('Prompt, options, images and price are as recorded.');
  const what = vscode.l10n.t(
    'One more clip is made of the recorded request by {0}, and saved beside this one. The prompt file stays as it is.',
    sidecar.model,
  );
  const said = [
    ...(changes.length === 0 ? [asBefore] : changes),
    ...(jobs.length === 0 ? [] : [underWayWords(jobs)]),
  ];
  const detail = [...said, '', what];
  const title = vscode.l10n.t('Render {0} again, as its sidecar records it?', name);
  const total = totalPrice([{ quote, clips: 1 }]);
  return await pressInModal(title, detail, [
    { answer: 'render', label: (price) => vscode.l10n.t('Render for {0}', price), total },
  ]);
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
    const { uri, clipSha256 } = await clipFrames.last(recorded.clip);
    taken.push({ uri, role: image.role, clip: { uri: recorded.clip.toString(), sha256: clipSha256 } });
  }
  return { ...request, images: taken };
}

/** Where the clip goes, and what is known of its shot. */
interface RecordedPlace {
  readonly output: OutputPlace;
  readonly source?: JobSource;
  /** Those that have not ended. */
  readonly jobs: readonly Job[];
  readonly upTo: number;
}

/** Beside the recorded clip: a take of the same shot, where it is one. */
async function placeOf(
  { index, session }: RecordedParts,
  { clip, uri, sidecar }: ClipSidecar,
): Promise<RecordedPlace> {
  const folder = vscode.workspace.getWorkspaceFolder(clip);
  const place = {
    ...(folder === undefined ? {} : { workspaceFolderUri: folder.uri.toString() }),
    directoryUri: vscode.Uri.joinPath(clip, '..').toString(),
  };
  const promptFile = await promptFileToOpen({ sidecarUri: uri.toString(), sidecar });
  if (sidecar.source === undefined || promptFile === undefined) {
    return { output: { ...place, baseName: baseName(clip).replace(/\.[^.]*$/, '') }, jobs: [], upTo: 0 };
  }
  const { shot, cell } = sidecar.source;
  const made = await madeOf(promptFile, { index, session });
  const isSibling = (one: { readonly shot: string; readonly cell: string } | undefined) =>
    one?.shot === shot && one.cell === cell;
  const jobs = made.jobs.filter((job) => isSibling(job.source));
  const take = nextTake({ takes: made.takes.filter((one) => isSibling(one.sidecar.source)), jobs });
  const source = { promptFileUri: promptFile.toString(), shot, cell, take };
  const output = { ...place, baseName: takeName(promptFileStem(baseName(promptFile)), source) };
  return { output, source, jobs, upTo: made.upTo };
}

/** The clip of a row of the jobs view. */
export async function clipOfJob(session: LazySession, id: string): Promise<vscode.Uri> {
  const job = await (await session.open()).engine.get(id);
  if (job?.state === 'saved' && job.clip?.uri !== undefined) return vscode.Uri.parse(job.clip.uri);
  throw new VideoPromptError('job.state', vscode.l10n.t('This job has no clip in the workspace.'), {
    jobId: id,
  });
}

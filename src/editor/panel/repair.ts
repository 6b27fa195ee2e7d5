import * as vscode from 'vscode';
import { readImageFacts } from '../../core/imageFacts.ts';
import { type Market, presumedModel } from '../../core/market.ts';
import { preflight } from '../../core/preflight.ts';
import type { HostMessage, PanelMessage } from '../../protocol/panel.ts';
import type { LazySession } from '../session/lazySession.ts';
import { applyFix, type Draft, extendFrom, replaceImage } from '../../core/draft.ts';
import { droppedWords } from '../../words/droppedWords.ts';
import { drawnImage, imageFixView } from './imageFixes.ts';
import type { ImageImport } from '../workspace/imageImport.ts';
import type { ImageLook } from '../workspace/imageLook.ts';

/** What the webview asks or brings to mend a draft, and the pictures that it drew. */
export type RepairMessage = Extract<
  PanelMessage,
  { kind: 'applyFix' | 'openImageFix' | 'fixedImage' | 'lastFrame' }
>;

/** Keeps the copy of an image where the image itself is named; undefined: it has no place there. Resolves with its address. */
export type KeepCopy = (copy: {
  readonly original: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}) => Promise<string | undefined>;

export interface RepairParts {
  readonly session: LazySession;
  readonly images: ImageLook;
  readonly imageImport: ImageImport;
  readonly market: () => Promise<Market>;
  /** The draft as it is when asked. */
  readonly draft: () => Draft;
  /** Absent: copies go into the extension's storage. */
  readonly keepCopy: () => KeepCopy | undefined;
  readonly change: (next: Draft) => Promise<void>;
  readonly show: () => Promise<void>;
  readonly post: (message: HostMessage) => void;
}

export async function repair(parts: RepairParts, message: RepairMessage): Promise<void> {
  switch (message.kind) {
    case 'applyFix':
      await fixForm(parts, message.field, message.code);
      return;
    case 'openImageFix': {
      const fix = await imageFixView(parts.draft().request, message.image);
      if (fix === undefined) await parts.show();
      else parts.post({ kind: 'imageFix', fix });
      return;
    }
    case 'fixedImage':
      await takeCopy(parts, message.image, message.data);
      return;
    case 'lastFrame':
      await extendWith(parts, message.job, message.data);
      return;
  }
}

/** The finding is looked for anew: the form may have changed since it was shown. */
async function fixForm(parts: RepairParts, field: string, code: string): Promise<void> {
  const { request } = parts.draft();
  const inputs = await parts.images.look(request.images);
  const market = await parts.market();
  const model = presumedModel(market, request.model);
  const findings = preflight(request, model, inputs, { refusedModels: market.refused });
  const fix = findings.find((finding) => finding.field === field && finding.code === code)?.fix;
  if (fix === undefined) return;
  const { draft, dropped } = applyFix(parts.draft(), fix);
  await parts.change(draft);
  if (dropped.length > 0) parts.post({ kind: 'announce', text: droppedWords(dropped) });
}

/** The copy goes to where the request came from, else into the extension's storage; the original stays as it is. */
async function takeCopy(parts: RepairParts, original: string, data: Uint8Array): Promise<void> {
  const drawn = drawnImage(original, data);
  if (drawn === undefined) return;
  const { name } = drawn;
  const kept = await parts.keepCopy()?.({ original, name, bytes: data });
  const copy = kept ?? (await parts.imageImport.fromBytes(name, data));
  await parts.change(replaceImage(parts.draft(), original, copy));
  const place = parts.draft().request.images.findIndex(({ uri }) => uri === copy);
  if (place < 0) return;
  const text = vscode.l10n.t(
    'A copy is used: {0}, {1}. The original is unchanged.',
    drawn.name,
    drawn.detail,
  );
  parts.post({ kind: 'announce', text });
  parts.post({ kind: 'showField', field: `images[${place}]` });
}

async function extendWith(parts: RepairParts, jobId: string, frame: Uint8Array): Promise<void> {
  const job = await parts.session.current?.engine.get(jobId);
  if (job === undefined || readImageFacts(frame) === undefined) return;
  const uri = await parts.imageImport.fromBytes(`${job.output.baseName}-last-frame.png`, frame);
  await parts.change(extendFrom(parts.draft(), job.request, uri));
  const text = vscode.l10n.t('The clip’s last frame is the new first frame. Say what happens next.');
  parts.post({ kind: 'announce', text });
  parts.post({ kind: 'focus' });
}

import * as vscode from 'vscode';
import { isFieldName } from '../../core/promptFile/fields.ts';
import { linksOf, type PromptLink } from '../../core/promptFile/links.ts';
import type { OptionBlock } from '../../core/promptFile/promptFile.ts';
import type { TextRange } from '../../core/promptFile/textRange.ts';
import { plainUri } from '../../core/uriPath.ts';
import { imageView } from '../../views/imageView.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import { hover } from '../base/show/languageItems.ts';
import { plainMarkdown } from '../base/show/markdown.ts';
import { freshnessWords } from '../../words/lensWords.ts';
import { optionKeyWords } from '../../words/optionKeyWords.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import { linksToFollow } from './linksToFollow.ts';
import { modelFacts } from './modelFacts.ts';
import { legalValues } from '../../promptLanguage/optionChoices.ts';
import type { PromptChecks } from './promptChecks.ts';
import type { CheckedFile } from '../../shots/checkedFile.ts';
import type { PromptDocuments } from '../workspace/promptDocuments.ts';
import { offsetOf, rangeOf } from '../workspace/ranges.ts';
import { holds } from '../../core/promptFile/lines.ts';
import { blockAt, clipAt } from '../../promptLanguage/situation.ts';
import { thumbnailSize } from '../../promptLanguage/thumbnail.ts';

export interface HoverParts {
  readonly documents: PromptDocuments;
  readonly checks: PromptChecks;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: Pick<ShotStates, 'file'>;
}

export async function promptHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  { documents, checks, states }: HoverParts,
): Promise<vscode.Hover | undefined> {
  const file = documents.file(document);
  const offset = offsetOf(file, position);
  const found = blockAt(file, offset);
  if (found === undefined) return undefined;
  const link = linksOf(file, document.uri.toString()).find(({ range }) => holds(range, offset));
  if (link !== undefined) {
    if ((await linksToFollow([link], document.uri)).length === 0) return undefined;
    const text = await linkText(link, document.uri, states);
    return text === undefined ? undefined : hover(text, rangeOf(file, link.range));
  }
  const { block, shot } = found;
  const key = keyAt(block, offset);
  const model = modelAt(block, offset);
  if (key === undefined && model === undefined) return undefined;
  const checked = await checks.of(document);
  const about = shot?.range.start ?? 0;
  const [range, text] =
    model === undefined
      ? [key?.range, keyText(key?.name ?? '', checked, about)]
      : [model.range, modelText(model.id, checked, about)];
  return range === undefined || text === undefined ? undefined : hover(text, rangeOf(file, range));
}

function keyAt({ entries, values }: OptionBlock, offset: number) {
  const keys = [
    ...entries.map(({ key, keyRange }) => ({ name: key, range: keyRange })),
    ...(values.matrix?.value ?? []).map(({ key, keyRange }) => ({ name: key, range: keyRange })),
  ];
  return keys.find(({ range }) => holds(range, offset));
}

function modelAt(
  { values }: OptionBlock,
  offset: number,
): { readonly id: string; readonly range: TextRange } | undefined {
  const said = [
    ...(values.model === undefined ? [] : [values.model]),
    ...(values.matrix?.value.find(({ key }) => key === 'model')?.values ?? []),
  ];
  const found = said.find(({ range }) => holds(range, offset));
  return found === undefined ? undefined : { id: String(found.value), range: found.range };
}

/** What the key means, and what the model in force takes. */
function keyText(name: string, checked: CheckedFile, about: number): vscode.MarkdownString | undefined {
  if (!isFieldName(name)) return undefined;
  const clip = clipAt(checked, about);
  const values = clip === undefined ? [] : legalValues(name, clip.request, clip.model);
  const doc = optionKeyWords(name);
  if (clip?.model === undefined || values.length === 0) return plainMarkdown(doc);
  return plainMarkdown(doc, vscode.l10n.t('{0} takes: {1}', clip.model.label, values.join(', ')));
}

function modelText(
  id: string,
  { shots, market }: CheckedFile,
  about: number,
): vscode.MarkdownString | undefined {
  const clip =
    shots.find(({ request, shot }) => request.model === id && holds(shot.shot.range, about)) ??
    shots.find(({ request }) => request.model === id);
  const model = market.find(id);
  if (model === undefined) return undefined;
  const request = clip?.request ?? shots[0]?.request;
  return request === undefined ? undefined : modelFacts(model, market.quote(request, model));
}

async function linkText(
  link: PromptLink,
  promptFile: vscode.Uri,
  known: HoverParts['states'],
): Promise<vscode.MarkdownString | undefined> {
  switch (link.kind) {
    case 'image':
      return await imageText(link.uri);
    case 'clip':
      return plainMarkdown(vscode.l10n.t('The last frame of this clip'));
    case 'extends':
      return plainMarkdown(optionKeyWords('extends'));
    case 'shot': {
      const { slug, heading } = link.shot;
      const states = (await known?.file(promptFile))?.cells ?? [];
      return plainMarkdown(
        vscode.l10n.t('The last frame of the shot “{0}”', heading?.title ?? slug),
        ...states
          .filter(({ shot }) => shot === slug)
          .map((state) => `${state.cell === '' ? '' : `${state.cell}: `}${freshnessWords(state)}`),
      );
    }
  }
}

const images = createImageLook();

/** The picture, its size in pixels and bytes; of an address only what it is, since nothing is asked for without need. */
async function imageText(uri: string): Promise<vscode.MarkdownString | undefined> {
  const [input] = await images.look([{ uri, role: 'reference' }]);
  if (input === undefined) return undefined;
  const { detail } = imageView(input, String);
  const size = thumbnailSize(input);
  return size === undefined
    ? plainMarkdown(detail)
    : plainMarkdown({ picture: plainUri(uri), ...size }, detail);
}

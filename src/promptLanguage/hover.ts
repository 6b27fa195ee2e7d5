import { isFieldName } from '../core/promptFile/fields.ts';
import { holds } from '../core/promptFile/lines.ts';
import { linksOf, type PromptLink } from '../core/promptFile/links.ts';
import type { OptionBlock } from '../core/promptFile/promptFile.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import type { Paragraph } from '../core/shownText.ts';
import { plainUri } from '../core/uriPath.ts';
import { lastFrameOfClipWords, lastFrameOfShotWords, takesWords } from '../words/hoverWords.ts';
import { imageWords } from '../words/imageWords.ts';
import { freshnessWords } from '../words/lensWords.ts';
import { optionKeyWords } from '../words/optionKeyWords.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import { followableLinks } from './linkTargets.ts';
import { modelFacts } from './modelFacts.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import { legalValues } from './optionChoices.ts';
import { blockAt, clipAt } from './atOffset.ts';
import { thumbnailSize } from './thumbnail.ts';

/** What is shown of the words at a range. */
export interface Hover {
  readonly range: TextRange;
  readonly paragraphs: readonly Paragraph[];
}

/** Of paths, keys and models in the options; undefined where there is nothing to say. */
export async function hoverAt(open: OpenPromptFile, offset: number): Promise<Hover | undefined> {
  const found = blockAt(open.file, offset);
  if (found === undefined) return undefined;
  const link = linksOf(open.file, open.uri).find(({ range }) => holds(range, offset));
  if (link !== undefined) return await hoverOfLink(open, link);
  const { block, shot } = found;
  const about = shot?.range.start ?? 0;
  const model = modelAt(block, offset);
  const key = model ?? keyAt(block, offset);
  if (key === undefined) return undefined;
  const checked = await open.checked();
  const paragraphs =
    model === undefined ? keyFacts(key.name, checked, about) : factsOf(model.name, checked, about);
  return paragraphs === undefined ? undefined : { range: key.range, paragraphs };
}

interface Named {
  readonly name: string;
  readonly range: TextRange;
}

function keyAt({ entries, values }: OptionBlock, offset: number): Named | undefined {
  const keys = [...entries, ...(values.matrix?.value ?? [])];
  const found = keys.find(({ keyRange }) => holds(keyRange, offset));
  return found === undefined ? undefined : { name: found.key, range: found.keyRange };
}

function modelAt({ values }: OptionBlock, offset: number): Named | undefined {
  const said = [
    ...(values.model === undefined ? [] : [values.model]),
    ...(values.matrix?.value.find(({ key }) => key === 'model')?.values ?? []),
  ];
  const found = said.find(({ range }) => holds(range, offset));
  return found === undefined ? undefined : { name: String(found.value), range: found.range };
}

/** What the key means, and what the model in force takes. */
function keyFacts(name: string, checked: CheckedFile, about: number): readonly string[] | undefined {
  if (!isFieldName(name)) return undefined;
  const clip = clipAt(checked, about);
  const values = clip === undefined ? [] : legalValues(name, clip.request, clip.model);
  const doc = optionKeyWords(name);
  return clip?.model === undefined || values.length === 0 ? [doc] : [doc, takesWords(clip.model, values)];
}

function factsOf(id: string, { shots, market }: CheckedFile, about: number): readonly string[] | undefined {
  const clip =
    shots.find(({ request, shot }) => request.model === id && holds(shot.shot.range, about)) ??
    shots.find(({ request }) => request.model === id);
  const model = market.find(id);
  const request = clip?.request ?? shots[0]?.request;
  if (model === undefined || request === undefined) return undefined;
  return modelFacts(model, market.quote(request, model));
}

async function hoverOfLink(open: OpenPromptFile, link: PromptLink): Promise<Hover | undefined> {
  if ((await followableLinks(open, [link])).length === 0) return undefined;
  const paragraphs = await linkFacts(open, link);
  return paragraphs === undefined ? undefined : { range: link.range, paragraphs };
}

async function linkFacts(open: OpenPromptFile, link: PromptLink): Promise<readonly Paragraph[] | undefined> {
  switch (link.kind) {
    case 'image':
      return await imageFacts(open, link.uri);
    case 'clip':
      return [lastFrameOfClipWords()];
    case 'extends':
      return [optionKeyWords('extends')];
    case 'shot': {
      const { slug, heading } = link.shot;
      const { clips } = await open.standing();
      return [
        lastFrameOfShotWords(heading?.title ?? slug),
        ...clips
          .flatMap(({ state }) => (state?.shot === slug ? [state] : []))
          .map((state) => `${state.cell === '' ? '' : `${state.cell}: `}${freshnessWords(state)}`),
      ];
    }
  }
}

/** The picture, its size in pixels and bytes; of an address only what it is, since nothing is asked for without need. */
async function imageFacts({ look }: OpenPromptFile, uri: string): Promise<readonly Paragraph[] | undefined> {
  const input = await look(uri);
  if (input === undefined) return undefined;
  const size = thumbnailSize(input);
  const words = imageWords(input);
  return size === undefined ? [words] : [{ picture: plainUri(uri), ...size }, words];
}

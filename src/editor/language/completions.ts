import * as vscode from 'vscode';
import { compareModels } from '../../core/compareModels.ts';
import { type FieldName, isFieldName } from '../../core/promptFile/fields.ts';
import { flowText } from '../../core/promptFile/yamlText.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { imageName } from '../../protocol/imageName.ts';
import { completionItem } from '../base/show/languageItems.ts';
import { plainMarkdown } from '../base/show/markdown.ts';
import { optionKeyWords } from '../../words/optionKeyWords.ts';
import { abilityWords } from '../../words/modelWords.ts';
import { quoteWords } from '../../words/priceWords.ts';
import { modelFacts } from './modelFacts.ts';
import { choiceAt, keysAt, legalRoles, legalValues } from '../../promptLanguage/optionChoices.ts';
import { type OptionCursor, optionCursor } from '../../promptLanguage/optionCursor.ts';
import type { PromptChecks } from './promptChecks.ts';
import type { CheckedFile, CheckedShot } from '../../shots/checkedFile.ts';
import type { PromptDocuments } from '../workspace/promptDocuments.ts';
import { offsetOf, positionOf } from '../workspace/ranges.ts';
import { holds } from '../../core/promptFile/lines.ts';
import { blockAt, clipAt } from '../../promptLanguage/situation.ts';
import { type PathKind, pathsFrom } from '../workspace/workspacePaths.ts';

export interface CompletionParts {
  readonly documents: PromptDocuments;
  readonly checks: PromptChecks;
}

/** A value, a key or a name that may be written. */
interface Choice {
  readonly label: string;
  /** As it is written; absent: the label. */
  readonly text?: string;
  readonly detail?: string;
  readonly description?: string;
  readonly documentation?: vscode.MarkdownString;
  readonly kind: vscode.CompletionItemKind;
  readonly isCurrent?: boolean;
}

export async function promptCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  { documents, checks }: CompletionParts,
): Promise<vscode.CompletionItem[]> {
  const file = documents.file(document);
  const offset = offsetOf(file, position);
  const found = blockAt(file, offset);
  if (found === undefined) return await imageNames(document, offset, checks);
  const cursor = optionCursor(file.text, found.block.content, offset);
  if (cursor === undefined) return [];
  const { slot, path } = cursor;
  const isItem = slot === 'item';
  const choices: Choice[] = [];
  if (slot !== 'value') choices.push(...keyChoices(cursor, found, file.text));
  if (slot === 'value' || isItem) {
    const checked = await checks.of(document);
    const clip = clipAt(checked, found.shot?.range.start ?? 0);
    if (clip !== undefined) choices.push(...(await valueChoices(path, document.uri, checked, clip)));
  }
  const range = {
    inserting: new vscode.Range(positionOf(file, cursor.typed.start), position),
    replacing: new vscode.Range(positionOf(file, cursor.typed.start), positionOf(file, cursor.end)),
  };
  const start = file.text.charAt(cursor.typed.start);
  const quote = cursor.typed.start < offset && (start === '"' || start === "'") ? start : '';
  const space = slot === 'value' && file.text.charAt(cursor.typed.start - 1) === ':' ? ' ' : '';
  return choices.map((choice, index) => itemOf(choice, index, { range, before: space, quote }));
}

function itemOf(
  choice: Choice,
  index: number,
  place: {
    readonly range: { readonly inserting: vscode.Range; readonly replacing: vscode.Range };
    readonly before: string;
    readonly quote: string;
  },
): vscode.CompletionItem {
  const { label, text = label, description, detail, documentation, kind, isCurrent } = choice;
  return completionItem({
    label,
    kind,
    range: place.range,
    insertText: `${place.before}${text}`,
    filterText: `${place.quote}${label}`,
    sortText: String(index).padStart(5, '0'),
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(isCurrent === true ? { preselect: true } : {}),
    // What a key may have is offered at once.
    ...(text.endsWith(': ') ? { command: 'editor.action.triggerSuggest' } : {}),
  });
}

function keyChoices(
  { path, typed, end }: OptionCursor,
  { block, shot }: NonNullable<ReturnType<typeof blockAt>>,
  text: string,
): readonly Choice[] {
  const isWritten = /^[ \t]*:/.test(text.slice(end, end + 50));
  const taken = new Set(
    block.entries
      .filter(({ keyRange }) => path.length === 0 && !holds(keyRange, typed.start))
      .map(({ key }) => key),
  );
  return keysAt(path, shot !== undefined)
    .filter((key) => !taken.has(key))
    .map((key) => ({
      label: key,
      text: isWritten ? key : `${key}: `,
      kind: vscode.CompletionItemKind.Property,
      ...(isFieldName(key) ? { documentation: plainMarkdown(optionKeyWords(key)) } : {}),
    }));
}

async function valueChoices(
  path: readonly string[],
  uri: vscode.Uri,
  checked: CheckedFile,
  clip: CheckedShot,
): Promise<readonly Choice[]> {
  const choice = choiceAt(path);
  switch (choice?.kind) {
    case undefined:
      return [];
    case 'option':
      return choice.name === 'model'
        ? modelChoices(checked, clip)
        : optionChoices(choice.name, checked, clip);
    case 'role':
      return legalRoles(clip.model).map((role) => ({
        label: role,
        kind: vscode.CompletionItemKind.EnumMember,
      }));
    case 'image':
      return await pathChoices(uri, 'image');
    case 'base':
      return await pathChoices(uri, 'base');
    case 'clip':
      return [...shotChoices(checked, clip), ...(await pathChoices(uri, 'clip'))];
  }
}

/** Those that can do what the shot asks first, and among these the cheapest. */
function modelChoices({ market }: CheckedFile, { request, inputs }: CheckedShot): readonly Choice[] {
  return compareModels(request, { ...market, inputs })
    .filter(({ fit }) => fit !== 'retired')
    .map(({ model, quote }) => ({
      label: model.id,
      text: flowText(model.id),
      description: quoteWords(quote),
      detail: [model.label, ...abilityWords(model)].join(' · '),
      documentation: modelFacts(model, quote),
      kind: vscode.CompletionItemKind.EnumMember,
      isCurrent: model.id === request.model,
    }));
}

function optionChoices(
  name: FieldName,
  { market }: CheckedFile,
  { request, model }: CheckedShot,
): readonly Choice[] {
  const present: unknown = Reflect.get(request, name);
  return legalValues(name, request, model).map((value) => {
    const changed = { ...request, [name]: value };
    const isPriced = model !== undefined && (name === 'seconds' || name === 'resolution');
    const label = model?.modes?.find(({ id }) => name === 'mode' && id === value)?.label;
    return {
      label: String(value),
      text: flowText(value),
      kind: vscode.CompletionItemKind.Value,
      isCurrent: value === present,
      ...(isPriced ? { description: quoteWords(market.quote(changed, model)) } : {}),
      ...(label === undefined ? {} : { description: label }),
    };
  });
}

/** Every other shot, whose last frame can be taken. */
function shotChoices({ resolved }: CheckedFile, { shot }: CheckedShot): readonly Choice[] {
  return resolved.shots
    .filter(({ slug }) => slug !== '' && slug !== shot.slug)
    .map(({ slug, shot: { heading } }) => ({
      label: `./${slug}`,
      text: flowText(`./${slug}`),
      description: heading?.title ?? '',
      kind: vscode.CompletionItemKind.Reference,
    }));
}

async function pathChoices(from: vscode.Uri, kind: PathKind): Promise<readonly Choice[]> {
  return (await pathsFrom(from, kind)).map(({ path }) => {
    const label = kind === 'base' && !path.startsWith('.') ? `./${path}` : path;
    return { label, text: flowText(label), kind: vscode.CompletionItemKind.File };
  });
}

/** `@image1` in words for the prompt. */
async function imageNames(
  document: vscode.TextDocument,
  offset: number,
  checks: PromptChecks,
): Promise<vscode.CompletionItem[]> {
  const text = document.getText();
  const [typed] = /(?<!\w)@\w{0,8}$/.exec(text.slice(Math.max(0, offset - 10), offset)) ?? [];
  if (typed === undefined) return [];
  const checked = await checks.of(document);
  const { file } = checked.resolved;
  const isProse = [file.shared, ...file.shots.map(({ body }) => body)].some(({ pieces }) =>
    pieces.some((piece) => holds(piece, offset)),
  );
  const clip = clipAt(checked, offset);
  if (!isProse || clip === undefined || file.comments.some((comment) => holds(comment, offset))) return [];
  const range = new vscode.Range(positionOf(file, offset - typed.length), positionOf(file, offset));
  return clip.request.images.map(({ uri, role }, index) => {
    const label = imageName(index + 1);
    return completionItem({
      label,
      description: fileNameOfUri(uri),
      detail: role,
      kind: vscode.CompletionItemKind.Reference,
      range,
      insertText: label,
      filterText: label,
      sortText: String(index).padStart(3, '0'),
    });
  });
}

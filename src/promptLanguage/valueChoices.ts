import { compareModels } from '../core/compareModels.ts';
import type { FieldName } from '../core/promptFile/fields.ts';
import { flowText } from '../core/promptFile/yamlText.ts';
import { abilityWords } from '../words/modelWords.ts';
import { quoteWords } from '../words/priceWords.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import type { Choice } from './choice.ts';
import { modelFacts } from './modelFacts.ts';
import type { NamedKind, OpenPromptFile } from './openPromptFile.ts';
import { choiceAt, legalRoles, legalValues } from './optionChoices.ts';

/** The values that may be written behind the keys of a path, for a clip. */
export async function valueChoices(
  path: readonly string[],
  open: Pick<OpenPromptFile, 'filesNear'>,
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
      return legalRoles(clip.model).map((role) => ({ kind: 'role', label: role }));
    case 'image':
      return await fileChoices(open, 'image');
    case 'base':
      return await fileChoices(open, 'base');
    case 'clip':
      return [...shotChoices(checked, clip), ...(await fileChoices(open, 'clip'))];
  }
}

/** Those that can do what the shot asks first, and among these the cheapest. */
function modelChoices({ market }: CheckedFile, { request, inputs }: CheckedShot): readonly Choice[] {
  return compareModels(request, { ...market, inputs })
    .filter(({ fit }) => fit !== 'retired')
    .map(({ model, quote }) => ({
      kind: 'model',
      label: model.id,
      text: flowText(model.id),
      description: quoteWords(quote),
      detail: [model.label, ...abilityWords(model)].join(' · '),
      documentation: modelFacts(model, quote),
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
      kind: 'value',
      label: String(value),
      text: flowText(value),
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
      kind: 'shot',
      label: `./${slug}`,
      text: flowText(`./${slug}`),
      description: heading?.title ?? '',
    }));
}

async function fileChoices(
  { filesNear }: Pick<OpenPromptFile, 'filesNear'>,
  kind: NamedKind,
): Promise<readonly Choice[]> {
  return (await filesNear(kind)).map(({ path }) => {
    const label = kind === 'base' && !path.startsWith('.') ? `./${path}` : path;
    return { kind: 'file', label, text: flowText(label) };
  });
}

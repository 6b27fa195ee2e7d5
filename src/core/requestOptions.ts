import type { VideoRequest } from './request.ts';

/** What a request says besides its words and images. */
export type OptionName = Exclude<keyof VideoRequest, 'prompt' | 'images'>;

interface Option<Name extends OptionName> {
  /** A request may leave it out. */
  readonly isOptional: object extends Pick<VideoRequest, Name> ? true : false;
  /** It determines the clip: with another value, a clip that is there is stale. */
  readonly isInRecipe: boolean;
  /** It may be kept under a name, in settings that come with a repository. */
  readonly isInPreset: boolean;
  /** Only some models can be told it. */
  readonly isWish: boolean;
}

/**
 * Every option of a request, in the order in which options are written. In prompt files a later layer says an option in
 * place of an earlier one; what its key looks like there is in `promptFile/fields.ts`.
 */
export const requestOptions = {
  model: { isOptional: false, isInRecipe: true, isInPreset: true, isWish: false },
  seconds: { isOptional: false, isInRecipe: true, isInPreset: true, isWish: false },
  aspectRatio: { isOptional: false, isInRecipe: true, isInPreset: true, isWish: false },
  resolution: { isOptional: false, isInRecipe: true, isInPreset: true, isWish: false },
  mode: { isOptional: true, isInRecipe: true, isInPreset: true, isWish: true },
  negativePrompt: { isOptional: true, isInRecipe: true, isInPreset: true, isWish: true },
  seed: { isOptional: true, isInRecipe: true, isInPreset: true, isWish: true },
  audio: { isOptional: true, isInRecipe: true, isInPreset: true, isWish: true },
  variants: { isOptional: true, isInRecipe: false, isInPreset: true, isWish: false },
  output: { isOptional: true, isInRecipe: false, isInPreset: false, isWish: false },
  remixOf: { isOptional: true, isInRecipe: true, isInPreset: false, isWish: false },
} as const satisfies { readonly [Name in OptionName]: Option<Name> };

type Trait = keyof Option<OptionName>;
type NamesWith<Kind extends Trait, Value extends boolean = true> = {
  [Name in OptionName]: (typeof requestOptions)[Name][Kind] extends Value ? Name : never;
}[OptionName];

export type RecipeOption = NamesWith<'isInRecipe'>;
export type PresetOption = NamesWith<'isInPreset'>;
/** What only some models can be told. */
export type Wish = NamesWith<'isWish'>;

export const optionNames = Object.keys(requestOptions) as readonly OptionName[];
export const requiredOptions = namesWith('isOptional', false);
export const optionalOptions = namesWith('isOptional', true);
export const recipeOptions: readonly RecipeOption[] = namesWith('isInRecipe', true);
export const presetOptions: readonly PresetOption[] = namesWith('isInPreset', true);
export const wishNames: readonly Wish[] = namesWith('isWish', true);

function namesWith<Kind extends Trait, Value extends boolean>(
  trait: Kind,
  value: Value,
): readonly NamesWith<Kind, Value>[] {
  return optionNames.filter((name): name is NamesWith<Kind, Value> => requestOptions[name][trait] === value);
}

export function isWish(name: string): name is Wish {
  return wishNames.some((one) => one === name);
}

/** These options; one that is not said stays absent. */
export function pickOptions<Source extends object, Name extends OptionName & keyof Source>(
  source: Source,
  names: readonly Name[],
): Pick<Source, Name> {
  const said: Partial<Pick<Source, Name>> = {};
  for (const name of names) if (source[name] !== undefined) said[name] = source[name];
  return said as Pick<Source, Name>;
}

/** All but these options. */
export function omitOptions<Source extends object, Name extends OptionName & keyof Source>(
  source: Source,
  names: readonly Name[],
): Omit<Source, Name> {
  const left = Object.entries(source).filter(([key]) => !names.some((name) => name === key));
  return Object.fromEntries(left) as Omit<Source, Name>;
}

/** `Given` with `never` for every field that `Known` lacks, at any depth: a value with such a field does not compile. */
export type Only<Given, Known> = Given extends readonly (infer Item)[]
  ? readonly Only<Item, Known extends readonly (infer KnownItem)[] ? KnownItem : never>[]
  : Given extends object
    ? {
        readonly [Key in keyof Given]: Key extends keyof Known
          ? Only<Given[Key], Exclude<Known[Key], undefined>>
          : never;
      }
    : Given;

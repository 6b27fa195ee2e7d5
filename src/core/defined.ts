type Defined<Fields> = { readonly [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The fields that have a value. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const found: Defined<Fields> = {};
  return Object.assign(
    found,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

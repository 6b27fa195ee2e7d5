/** The names in braces of a sentence. */
export type ArgumentsOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ArgumentsOf<Rest>
  : never;

export type TextArguments = Readonly<Record<string, string | number>>;

/** The sentence with its arguments in place of their names; what has none stays as it is written. */
export function filledText(text: string, args: TextArguments): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : placeholder,
  );
}

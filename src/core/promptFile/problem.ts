import type { TextRange } from './textRange.ts';

/**
 * What can be wrong in a prompt file, in English: what it is and the next step. The names in braces are the arguments
 * that come with the code, in the form that `vscode.l10n.t` takes.
 */
export const problemText = {
  'file.tooLarge': 'The file has more than {max} MB, so that it is not read. Shorten it.',
  'file.tooManyCells':
    'The file makes more than {max} clips from here on. Shorten a matrix or leave shots out.',
  'frontMatter.unclosed': 'The front matter has no end. Add a line of three hyphens below it.',
  'fence.unclosed':
    'The code block has no end, so that all text below belongs to it. Add a line that closes it.',
  'comment.unclosed': 'The comment has no end. Close it with two hyphens and a greater-than sign.',
  'frontMatter.place':
    'These options are not read, because front matter begins in the first line of the file with three hyphens. Move them there.',
  'comment.text':
    'This is shown as it is written, so that it is part of the prompt and no comment. Remove it.',
  'comment.loose':
    'Markdown may end this comment before its end, because it begins behind other words. Begin it on a line of its own.',
  'heading.underlined':
    'The line above is the name of a shot and not part of the prompt, because hyphens stand below it. Write ## before a name, or an empty line above the hyphens.',
  'heading.paragraph':
    'This text is the name of a shot and not part of the prompt, because hyphens stand below it. Write an empty line above the hyphens, or ## before a name.',
  'heading.level':
    'This heading is part of the prompt, because only headings of level 2 begin a shot. Write ## for a shot, or put it into a comment.',
  'heading.nested':
    'This heading is part of the prompt and begins no shot, because it stands inside of something else. Move it to the beginning of a line of its own.',
  'heading.noSpace':
    'This line is part of the prompt and begins no shot. Write ## and a space before a name.',
  'block.info':
    'The words “{words}” behind the name of the language are not read. Write options on the lines below.',
  'block.nested':
    'This block is part of the prompt, because it stands inside of a list, a quotation or HTML. Move its keys to the options.',
  'option.inText': 'The key “{key}” is part of the prompt here and no option. Move it to the options.',
  'text.image':
    'The image {image} is not sent: only these characters are part of the prompt. Name it among the options.',
  'text.definition':
    'Markdown does not show this line, but it is part of the prompt. Put it into a comment if it is for people.',
  'text.lineEnd':
    'The character {character} looks like the end of a line and is none here. Write an ordinary end of line.',
  'text.control': 'The character {character} cannot be seen, and would be sent. Remove it.',
  'shot.empty':
    'The shot has no words of its own, because its heading is not part of the prompt. Write some below it.',
  'shot.tooMany':
    'The file has more than {max} shots, and what follows is not read. Make another file of it.',
  'block.unclosed': 'The block of options has no end. Add a line that closes it.',
  'block.shared':
    'This block is part of the prompt, because it stands before the first shot. Move its keys to the front matter.',
  'block.second':
    'This block is part of the prompt, because only the first one of a shot holds options. Move its keys there.',
  'prompt.twice': 'The text here is not used, because the key “prompt” takes its place. Remove one of them.',
  'shot.duplicate': 'Another shot is named {slug} as well. Change one of the headings.',
  'shot.tooManyCells':
    'The matrix makes {count} clips of the shot and at most {max} are allowed. Shorten a list.',
  'yaml.syntax':
    'The options cannot be read here. Write each key with its value on a line of its own, such as “seconds: 8”.',
  'yaml.tab': 'The line begins with a tab, which YAML does not allow. Use spaces.',
  'yaml.indentSpace':
    'The line begins with a space that YAML does not know, such as a non-breaking or a wide one. Use plain spaces.',
  'yaml.colon':
    'The character “{character}” behind “{key}” is no colon of YAML. Write a plain colon and a space.',
  'yaml.noSpace': 'A space is missing behind the colon of “{key}”. Add one.',
  'yaml.endMark': 'The line “{mark}” does not end the front matter. Write three hyphens.',
  'yaml.character': 'YAML does not know the character {character} here. Write {plain} instead.',
  'yaml.indent': 'The key “{key}” does not begin at the same column as the other keys. Line them up.',
  'yaml.quote':
    'The value of “{key}” has characters that mean something else in YAML. Put it into quotation marks.',
  'yaml.openQuote': 'The quotation mark has no end. Add one behind the value.',
  'yaml.brackets': 'A bracket or brace has no end. Close it.',
  'yaml.line':
    'The line is no key with a value. Indent it if it belongs to the text above, or write “key: value”.',
  'yaml.comment':
    'The text above ends where a “#” begins a comment, so that this line is no part of it. Put the whole text into quotation marks.',
  'yaml.anchor':
    'The word {name} is an anchor of YAML that nothing refers to, and is not part of the value. Put the value into quotation marks.',
  'yaml.notKeys': 'The options are no keys with values. Write lines such as “seconds: 8”.',
  'yaml.tag': 'The tag {tag} is not allowed. Remove it.',
  'yaml.alias': 'The alias *{name} means nothing. Write the value out.',
  'yaml.aliases': 'The options have more than {max} aliases. Write the values out.',
  'yaml.documents': 'The options are more than one YAML document. Remove the line “{mark}”.',
  'yaml.tooDeep': 'The values are nested too deeply. Make them simpler.',
  'yaml.tooLong': 'The options of this file are too long to be read. Shorten them.',
  'key.unknown': 'The key “{key}” is not known. Remove it.',
  'key.misspelled': 'The key “{key}” is not known. Write “{suggestion}” if you mean that.',
  'key.invisible': 'The key “{key}” has spaces or marks that cannot be seen. Remove them.',
  'key.forFileOnly': 'The key “{key}” has no place in a shot. Move it to the front matter.',
  'key.duplicate': 'The key “{key}” is written twice. Remove one of them.',
  'key.form': 'A key has to be a plain word. Write it without marks.',
  'value.missing': 'The key “{key}” has no value. Add one or remove the key.',
  'value.text': 'The value of “{key}” has to be text. Put it into quotation marks.',
  'value.number': 'The value of “{key}” has to be a number. Write it without quotation marks and units.',
  'value.flag': 'The value of “{key}” has to be true or false. Choose one of them.',
  'value.tooLarge': 'The number of “{key}” is too large to be sent as it is written. Write a smaller one.',
  'value.quotes':
    'The typographic quotation marks of “{key}” are part of the value. Write plain ones, or none.',
  'value.comma': 'The comma in “{key}” is not one that separates values. Write a plain comma.',
  'value.hash':
    'The words “{words}” are a comment and not part of “{key}”. Put the whole value into quotation marks.',
  'value.comment':
    'The words “{words}” are a comment and not part of “{key}”. Put the whole value into quotation marks, or the comment on a line above.',
  'value.one': 'The key “{key}” has one value. Remove the brackets and all values but one.',
  'value.oneOrMatrix':
    'The key “{key}” has one value. Choose one, or write “matrix” with “{key}” in it for a clip of each.',
  'value.list': 'The value of “{key}” has to be a list. Write it in brackets.',
  'value.keys': 'The value of “{key}” has to be keys with values. Write them in braces.',
  'value.role': 'The role “{role}” is not known. Choose one of these: {allowed}.',
  'image.form': 'An image is a path. Write the path, or “path” or “clip” with a role in braces.',
  'image.pathAndClip': 'An image is either a path or a clip. Remove one of them.',
  'image.roleTwice': 'The key “{key}” says the role already. Remove the role.',
  'path.empty': 'The path is empty. Name a file.',
  'path.absolute': 'The path “{path}” is not relative to this file. Start at its folder.',
  'path.outside': 'The path “{path}” leads above all folders. Start at the folder of this file.',
  'path.elsewhere':
    'The path “{path}” leads out of the workspace folder, so it is not followed. Copy the file into the folder and name it there.',
  'path.link':
    'The path “{path}” leads out of the workspace folder through a link, so it is not followed. Copy the file into the folder.',
  'path.type': 'The file “{path}” is not of the right type. Name one that ends in one of these: {allowed}.',
  'file.link':
    'This file is a link to one outside of the workspace folder, or to one that is no prompt file, so nothing is rendered from it. Copy the file into the folder.',
  'path.unsaved':
    'The path “{path}” leads nowhere while this file is not saved. Save it, or write an address.',
  'path.malformed': 'The path “{path}” has characters that no file name can have. Correct it.',
  'path.backslash': 'The path “{path}” has a backslash. Write / between folders.',
  'clip.form':
    'The clip “{path}” is neither a shot nor a file of a clip. Write {example}, or a path to a clip.',
  'clip.unknown': 'The shot “{slug}” is not in this file. Choose one of these: {allowed}.',
  'clip.self': 'The shot starts from its own clip. Name another one.',
  'clip.cycle': 'The shots wait for each other: {chain}. Let one of them start from something else.',
  'clip.cells':
    'The shot “{slug}” makes several clips by its matrix, and it is not said which. Give both shots the same matrix, or write a path to one of the clips.',
  'matrix.key': 'The key “{key}” has no place in a matrix. Choose one of these: {allowed}.',
  'matrix.empty': 'The list of “{key}” is empty. Add a value or remove the key.',
  'matrix.over': 'The value of “{key}” is not used, because “matrix” has values for it. Remove one of them.',
  'matrix.repeated': 'The value “{value}” is written twice. Remove one of them.',
  'extends.link': 'The file to extend has to be a relative path. Write one such as ./style.video.md.',
  'extends.unreadable': 'The file “{file}” cannot be read: {reason}. Correct the path or the file.',
  'extends.cycle': 'The files extend each other: {chain}. Remove one of the keys “extends”.',
  'extends.tooDeep': 'More than {max} files extend one another. Make the chain shorter.',
} as const;

export type ProblemCode = keyof typeof problemText;

const notes: ReadonlySet<ProblemCode> = new Set(['heading.level', 'text.definition']);
const warnings: ReadonlySet<ProblemCode> = new Set([
  'comment.text',
  'comment.loose',
  'heading.underlined',
  'heading.nested',
  'heading.noSpace',
  'block.info',
  'block.nested',
  'option.inText',
  'text.image',
  'text.lineEnd',
  'text.control',
  'shot.empty',
  'fence.unclosed',
  'block.shared',
  'block.second',
  'prompt.twice',
  'value.comment',
  'matrix.over',
  'path.backslash',
]);

/** The keys that lead to a value: `['matrix', 'model', 0]`. */
export type KeyPath = readonly (string | number)[];

/** Something wrong in a prompt file. */
export interface PromptProblem {
  /** An error keeps the shots that it is about from being rendered; which ones, `ResolvedShot.obstacle` says. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: ProblemCode;
  /** Values for the placeholders of the code's text. */
  readonly args: Readonly<Record<string, string | number>>;
  readonly range: TextRange;
  /** Counted from 1, where the range starts; the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Empty where no value is meant. */
  readonly path: KeyPath;
  /** It stands in another file, which the value at the range leads to. */
  readonly within?: { readonly uri: string; readonly line: number; readonly column: number };
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The arguments that a code's text asks for. */
export type ProblemArgs<Code extends ProblemCode> = Readonly<
  Record<Placeholders<(typeof problemText)[Code]>, string | number>
>;

export type ReportProblem = <Code extends ProblemCode>(
  code: Code,
  range: TextRange,
  args: ProblemArgs<Code>,
  path?: KeyPath,
) => void;

export function severityOf(code: ProblemCode): PromptProblem['severity'] {
  if (notes.has(code)) return 'information';
  return warnings.has(code) ? 'warning' : 'error';
}

/** One plain English sentence or two: what is wrong, the next step. */
export function describeProblem({ code, args }: Pick<PromptProblem, 'code' | 'args'>): string {
  return problemText[code].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : placeholder,
  );
}

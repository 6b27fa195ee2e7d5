import { type ArgumentsOf, filledText } from '../filledText.ts';
import type { TextRange } from './textRange.ts';

/**
 * What can be wrong in a prompt file, in English: what it is and the next step. The names in braces are the arguments
 * that come with the code, in the form that `vscode.l10n.t` takes.
 */
export const problemText = {
  'file.tooLarge': 'The file is larger than {max} MB, so it is not read. Shorten it.',
  'file.tooManyCells': 'The file makes more than {max} clips from here on. Shorten a matrix or remove shots.',
  'frontMatter.unclosed': 'The front matter has no end. Add a line of three hyphens below it.',
  'fence.unclosed':
    'The code block has no end, so that all text below belongs to it. Add a line that closes it.',
  'comment.unclosed': 'The comment has no end. Close it with two hyphens and a greater-than sign.',
  'frontMatter.place':
    'These options are not read, because front matter begins in the first line of the file with three hyphens. Move them there.',
  'comment.text':
    'This is displayed as it is written, so it is part of the prompt and not a comment. Remove it.',
  'comment.loose':
    'Markdown may end this comment before its end, because it begins after other text. Begin it on a line of its own.',
  'heading.underlined':
    'The line above is the name of a shot and not part of the prompt, because hyphens stand below it. Write ## before a name, or an empty line above the hyphens.',
  'heading.paragraph':
    'This text is the name of a shot and not part of the prompt, because hyphens stand below it. Write an empty line above the hyphens, or ## before a name.',
  'heading.level':
    'This heading is part of the prompt, because only headings of level 2 begin a shot. Write ## for a shot, or put it into a comment.',
  'heading.nested':
    'This heading is part of the prompt and does not begin a shot, because it is inside something else. Move it to the beginning of a line of its own.',
  'heading.noSpace':
    'This line is part of the prompt and does not begin a shot. Write ## and a space before a name.',
  'block.info':
    'The words “{words}” after the name of the language are not read. Write options on the lines below.',
  'block.nested':
    'This block is part of the prompt, because it is inside a list, a quotation or HTML. Move its keys to the options.',
  'option.inText': 'The key “{key}” is part of the prompt here, not an option. Move it to the options.',
  'text.image':
    'The image {image} is not sent: only these characters are part of the prompt. Name it among the options.',
  'text.definition':
    'Markdown does not show this line, but it is part of the prompt. Put it into a comment if it is for people.',
  'text.lineEnd':
    'The character {character} looks like a line break but is not one here. Use an ordinary line break.',
  'text.control': 'The character {character} is invisible, and would be sent. Remove it.',
  'shot.empty':
    'The shot has no text of its own, because its heading is not part of the prompt. Write some text below it.',
  'shot.tooMany': 'The file has more than {max} shots, and the rest is not read. Move it to another file.',
  'block.unclosed': 'The block of options has no end. Add a line that closes it.',
  'block.shared':
    'This block is part of the prompt, because it comes before the first shot. Move its keys to the front matter.',
  'block.second':
    'This block is part of the prompt, because only the first one of a shot holds options. Move its keys there.',
  'prompt.twice': 'The text here is not used, because the key “prompt” takes its place. Remove one of them.',
  'shot.duplicate': 'Another shot is also named {slug}. Change one of the headings.',
  'shot.tooManyCells':
    'The matrix makes {count} clips of the shot and at most {max} are allowed. Shorten a list.',
  'yaml.syntax':
    'The options cannot be read here. Write each key with its value on a line of its own, such as “seconds: 8”.',
  'yaml.tab': 'The line begins with a tab, which YAML does not allow. Use spaces.',
  'yaml.indentSpace':
    'The line begins with a space that YAML does not know, such as a non-breaking or a wide one. Use plain spaces.',
  'yaml.colon':
    'The character “{character}” after “{key}” is not a YAML colon. Write a plain colon and a space.',
  'yaml.noSpace': 'A space is missing after the colon of “{key}”. Add one.',
  'yaml.endMark': 'The line “{mark}” does not end the front matter. Write three hyphens.',
  'yaml.character': 'YAML does not know the character {character} here. Write {plain} instead.',
  'yaml.indent': 'The key “{key}” does not begin in the same column as the other keys. Align them.',
  'yaml.quote':
    'The value of “{key}” has characters with a special meaning in YAML. Put it into quotation marks.',
  'yaml.openQuote': 'The quotation mark has no end. Add one after the value.',
  'yaml.brackets': 'A bracket or brace has no end. Close it.',
  'yaml.line':
    'The line is not a key with a value. Indent it if it belongs to the text above, or write “key: value”.',
  'yaml.comment':
    'The text above ends where a “#” begins a comment, so this line is not part of it. Put the whole text into quotation marks.',
  'yaml.anchor':
    'The word {name} is a YAML anchor that nothing refers to, and is not part of the value. Put the value into quotation marks.',
  'yaml.remark':
    'The words “{words}” are a comment and no part of the options. Write a space after the #, or remove them.',
  'yaml.notKeys': 'The options are not keys with values. Write lines such as “seconds: 8”.',
  'yaml.tag': 'The tag {tag} is not allowed. Remove it.',
  'yaml.alias': 'The alias *{name} is not defined. Write the value instead.',
  'yaml.aliases': 'The options have more than {max} aliases. Write the values instead.',
  'yaml.documents': 'The options are more than one YAML document. Remove the line “{mark}”.',
  'yaml.tooDeep': 'The values are nested too deeply. Make them simpler.',
  'yaml.tooLong': 'The options of this file are too long to be read. Shorten them.',
  'key.unknown': 'The key “{key}” is not known. Remove it.',
  'key.misspelled': 'The key “{key}” is not known. Write “{suggestion}” if you mean that.',
  'key.invisible': 'The key “{key}” has invisible characters or spaces. Remove them.',
  'key.forFileOnly': 'The key “{key}” cannot be used in a shot. Move it to the front matter.',
  'key.duplicate': 'The key “{key}” is written twice. Remove one of them.',
  'key.form': 'A key must be a plain word. Write it without quotation marks or symbols.',
  'value.missing': 'The key “{key}” has no value. Add one or remove the key.',
  'value.text': 'The value of “{key}” must be text. Put it into quotation marks.',
  'value.number': 'The value of “{key}” must be a number. Write it without quotation marks and units.',
  'value.flag': 'The value of “{key}” must be true or false. Choose one of them.',
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
  'value.list': 'The value of “{key}” must be a list. Write it in brackets.',
  'value.keys': 'The value of “{key}” must be keys with values. Write them in braces.',
  'value.role': 'The role “{role}” is not known. Choose one of these: {allowed}.',
  'image.form': 'An image is a path. Write the path, or “path” or “clip” with a role in braces.',
  'image.pathAndClip': 'An image is either a path or a clip. Remove one of them.',
  'image.roleTwice': 'The key “{key}” already sets the role. Remove the role.',
  'path.empty': 'The path is empty. Name a file.',
  'path.absolute': 'The path “{path}” is not relative to this file. Start at its folder.',
  'path.outside': 'The path “{path}” leads above all folders. Start at the folder of this file.',
  'path.elsewhere':
    'The path “{path}” leads out of the workspace folder, so it is not followed. Copy the file into the folder and name it there.',
  'path.link':
    'The path “{path}” leads out of the workspace folder through a link, so it is not followed. Copy the file into the folder.',
  'path.type': 'The file “{path}” is not of the right type. Name one that ends in one of these: {allowed}.',
  'file.link':
    'This file is a link to a file outside the workspace folder, or to one that is not a prompt file, so nothing is rendered from it. Copy the file into the folder.',
  'file.unreadable': 'This file cannot be read: {reason}. Nothing is known of its shots until it can be.',
  'path.unsaved':
    'The path “{path}” cannot be followed until this file is saved. Save it, or write an address.',
  'path.malformed': 'The path “{path}” has characters that are not allowed in file names. Correct it.',
  'path.backslash': 'The path “{path}” has a backslash. Write / between folders.',
  'clip.form':
    'The clip “{path}” is neither a shot nor a file of a clip. Write {example}, or a path to a clip.',
  'clip.unknown': 'The shot “{slug}” is not in this file. Choose one of these: {allowed}.',
  'clip.self': 'The shot starts from its own clip. Name another one.',
  'clip.cycle': 'The shots wait for each other: {chain}. Let one of them start from something else.',
  'clip.cells':
    'The shot “{slug}” makes several clips by its matrix, and none of them is named. Give both shots the same matrix, or write a path to one of the clips.',
  'matrix.key': 'The key “{key}” cannot be used in a matrix. Choose one of these: {allowed}.',
  'matrix.empty': 'The list of “{key}” is empty. Add a value or remove the key.',
  'matrix.over': 'The value of “{key}” is not used, because “matrix” has values for it. Remove one of them.',
  'matrix.repeated': 'The value “{value}” is written twice. Remove one of them.',
  'extends.link': 'The file to extend must be a relative path. Write one such as ./style.video.md.',
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
  'yaml.remark',
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

/** The arguments that a code's text asks for. */
export type ProblemArgs<Code extends ProblemCode> = Readonly<
  Record<ArgumentsOf<(typeof problemText)[Code]>, string | number>
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
  return filledText(problemText[code], args);
}

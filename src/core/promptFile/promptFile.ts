import type { TextRange } from './textRange.ts';
import type { ImageRole, VideoRequest } from '../request.ts';
import type { OptionName } from '../requestOptions.ts';
import type { FieldName, MatrixKey } from './fields.ts';
import type { KeyPath, PromptProblem } from './problem.ts';

/** A prompt file (`name.video.md`) as it was written, every part with its place in the text. */
export interface PromptFile {
  readonly text: string;
  /** Where each line starts. */
  readonly lineStarts: readonly number[];
  /** How new lines are to end. */
  readonly eol: '\n' | '\r\n';
  readonly frontMatter?: OptionBlock;
  /** What stands between the front matter and the first shot. */
  readonly shared: Prose;
  /** In order; a file without headings has one, a file that cannot be read none. */
  readonly shots: readonly PromptShot[];
  readonly comments: readonly TextRange[];
  /** In the order of the text. */
  readonly problems: readonly PromptProblem[];
  /** There are more errors than the problems name, so that nobody knows which shots are free of them. */
  readonly hasMoreErrors?: true;
}

/** A text for a prompt: without comments and blocks of options, lines ending with LF, trimmed. */
export interface Prose {
  readonly range: TextRange;
  readonly text: string;
  /** The parts of the file that the text is made of. */
  readonly pieces: readonly TextRange[];
}

export interface PromptShot {
  /** Counted from 0. */
  readonly index: number;
  /** The shot's name in file names and references; empty in a file without headings. */
  readonly slug: string;
  /** Absent in a file without headings. */
  readonly heading?: ShotHeading;
  /** Heading and body. */
  readonly range: TextRange;
  readonly body: Prose;
  readonly block?: OptionBlock;
}

export interface ShotHeading {
  /** Plain text: without marks and comments. */
  readonly title: string;
  /** Its lines, without the last line's end. */
  readonly range: TextRange;
}

/** The front matter, or a shot's fenced block. */
export interface OptionBlock {
  /** With the lines around it, without the last line's end. */
  readonly range: TextRange;
  /** The YAML. */
  readonly content: TextRange;
  /** Every key that is written, known or not, in order. */
  readonly entries: readonly OptionEntry[];
  /** What could be read. */
  readonly values: PromptValues;
  /** `broken`: no edit can be made safely. */
  readonly style: 'lines' | 'flow' | 'broken';
}

export interface OptionEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  /** Absent: nothing is written behind the colon. */
  readonly valueRange?: TextRange;
  /** Key and value. */
  readonly range: TextRange;
}

/** A value and where it stands. */
export interface Said<Value> {
  readonly value: Value;
  readonly range: TextRange;
}

type SaidOptions = { readonly [Name in OptionName]?: Said<NonNullable<VideoRequest[Name]>> };

/** The values of one block. Absent: not said, or not readable. */
export interface PromptValues extends SaidOptions {
  readonly prompt?: Said<string>;
  readonly first?: Said<PromptImage>;
  readonly last?: Said<PromptImage>;
  readonly references?: Said<readonly PromptImage[]>;
  readonly images?: Said<readonly PromptImage[]>;
  readonly extends?: Said<string>;
  readonly matrix?: Said<readonly MatrixAxis[]>;
}

/** An image of a request: a file, or the last frame of a clip. */
export interface PromptImage {
  readonly kind: 'file' | 'clip';
  /** As it is meant: without quotation marks and escapes. */
  readonly path: string;
  /** The path as it is written, quotation marks included. */
  readonly range: TextRange;
  readonly role?: ImageRole;
  readonly field: Extract<FieldName, 'first' | 'last' | 'references' | 'images'>;
  readonly keys: KeyPath;
}

export type OptionValue = string | number | boolean;

export interface MatrixAxis {
  readonly key: MatrixKey;
  readonly keyRange: TextRange;
  readonly values: readonly Said<OptionValue>[];
}

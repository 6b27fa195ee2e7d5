/** UTF-16 offsets into the text of the file, the end not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

import { applyEdits, type JSONPath, modify, parseTree } from 'jsonc-parser';
import { say } from './errorText.ts';
import { VideoPromptError } from './errors.ts';

/**
 * The sidecar's text with the mark of the kept take set or gone. Everything else stays as it is written, also what this
 * version does not know. Throws VideoPromptError `sidecar.invalid` where the text is no JSON object.
 */
export function markKept(text: string, isKept: boolean): string {
  return withValues(text, [{ path: ['kept'], value: isKept ? true : undefined }]);
}

/** A path in a sidecar and what becomes of it. */
export interface PathEdit {
  readonly path: JSONPath;
  readonly value: string;
}

/** The sidecar's text with these values in the place of others. Throws like {@link markKept}. */
export function withPaths(text: string, edits: readonly PathEdit[]): string {
  return withValues(text, edits);
}

function withValues(
  text: string,
  edits: readonly { readonly path: JSONPath; readonly value: string | true | undefined }[],
): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const source = text.slice(mark.length);
  if (!isObject(source)) {
    throw new VideoPromptError('sidecar.invalid', say('sidecar.noObject'));
  }
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(source),
    tabSize: /^ +/m.exec(source)?.[0].length ?? 2,
    eol: source.includes('\r\n') ? '\r\n' : '\n',
  };
  return (
    mark +
    edits.reduce((left, { path, value }) => {
      // A removal takes one member; a name that stands twice goes twice.
      let next = applyEdits(left, modify(left, path, value, { formattingOptions }));
      while (value === undefined && hasMember(next, path)) {
        next = applyEdits(next, modify(next, path, value, { formattingOptions }));
      }
      return next;
    }, source)
  );
}

function hasMember(text: string, [name]: JSONPath): boolean {
  return parseTree(text)?.children?.some(({ children }) => children?.[0]?.value === name) === true;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

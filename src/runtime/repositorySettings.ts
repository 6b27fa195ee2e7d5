import { parse, type ParseError } from 'jsonc-parser';
import * as z from 'zod/mini';
import { type FolderSettings, readFolderSettings } from '../core/folderSettings.ts';
import { lineIndexAt, lineStartsOf } from '../core/promptFile/lines.ts';
import { uriOfPath } from '../core/uriPath.ts';
import type { PathRefusal } from '../core/workspacePath.ts';
import { type DiskPlace, diskPlace, readWithin } from '../node/ownFile.ts';

/** Where VS Code keeps what a folder says for itself. */
export const settingsPath = '.vscode/settings.json';

/** What a repository says for itself. Caps, the API origin and all else that decides over money are not read from it. */
export interface RepositorySettings extends FolderSettings {
  readonly trouble?: SettingsTrouble;
}

export type SettingsTrouble =
  /** It is not read. */
  | { readonly kind: 'refused'; readonly refusal: PathRefusal }
  /** It is no object, or nobody can read it. */
  | { readonly kind: 'form' }
  /** Counted from 1; what can be read of the file counts, as in VS Code. */
  | { readonly kind: 'mistake'; readonly line: number };

/** Copies what the file itself says, and no `__proto__`. */
const settingsSchema = z.record(z.string(), z.unknown());

/** Never rejects. */
export async function readRepositorySettings(folder: DiskPlace): Promise<RepositorySettings> {
  const uri = uriOfPath(`${folder.uri}/-`, settingsPath);
  if (uri === undefined) return usual;
  const read = await readWithin(folder, diskPlace(uri), 'settings');
  if (read.kind === 'read') return settingsIn(new TextDecoder().decode(read.bytes));
  return read.refusal === 'missing'
    ? usual
    : { ...usual, trouble: { kind: 'refused', refusal: read.refusal } };
}

const usual = readFolderSettings(() => undefined);

/** JSON with comments, as VS Code reads it. */
function settingsIn(text: string): RepositorySettings {
  const mistakes: ParseError[] = [];
  const parsed = settingsSchema.safeParse(parsedJson(text, mistakes));
  if (!parsed.success) return { ...usual, trouble: { kind: 'form' } };
  const { data } = parsed;
  const settings = readFolderSettings((id) => data[id]);
  const [mistake] = mistakes;
  if (mistake === undefined) return settings;
  const line = lineIndexAt(lineStartsOf(text), mistake.offset) + 1;
  return { ...settings, trouble: { kind: 'mistake', line } };
}

function parsedJson(text: string, mistakes: ParseError[]): unknown {
  try {
    const parsed: unknown = parse(text, mistakes, { allowTrailingComma: true, allowEmptyContent: true });
    // Nothing but comments.
    return parsed === undefined ? {} : parsed;
  } catch {
    // Nested deeper than the parser's stack.
    return undefined;
  }
}

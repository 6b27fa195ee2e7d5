import { ownOutput, slugFromPrompt, withoutClipExtension } from './fileName.ts';
import { type FolderSettings, folderSettingIds } from './folderSettings.ts';
import { fillName, type PlaceContext, placeVariables, readPlace } from './placeVariables.ts';
import type { VideoRequest } from './request.ts';

type PlaceSettings = Pick<FolderSettings, 'outputFolder' | 'fileName'>;

/** Where the clips of a request go in a workspace. */
export interface FoundOutput {
  readonly kind: 'place';
  readonly folderUri: string;
  /** Below the folder, without `..`; empty: the folder itself. */
  readonly path: string;
  /** Without extension. */
  readonly baseName: string;
}

/** Why a request or a setting says no place. */
export type OutputTrouble =
  | { readonly kind: 'outside'; readonly field: string; readonly path: string }
  | {
      readonly kind: 'variable';
      readonly field: string;
      readonly variable: string;
      readonly known: readonly string[];
    };

const { outputFolder: folderSetting, fileName: nameSetting } = folderSettingIds;

/**
 * Where the clips of a request are to lie: what the request says, else the setting, in this folder of the workspace. `day`:
 * the local date, `YYYY-MM-DD`.
 */
export function findOutput(
  request: VideoRequest,
  context: PlaceContext,
  settings: PlaceSettings,
  day: string,
): FoundOutput | OutputTrouble {
  const place = placeIn(request, context, settings);
  if (place.kind !== 'place') return place;
  const { folderUri, path, fileName } = place;
  if (fileName !== undefined)
    return { kind: 'place', folderUri, path, baseName: withoutClipExtension(fileName) };
  const name = nameBySetting(request, settings.fileName, day);
  return typeof name === 'string' ? { kind: 'place', folderUri, path, baseName: name } : name;
}

interface PlaceIn {
  readonly kind: 'place';
  readonly folderUri: string;
  readonly path: string;
  readonly fileName?: string;
}

function placeIn(
  { output }: VideoRequest,
  context: PlaceContext,
  { outputFolder }: PlaceSettings,
): PlaceIn | OutputTrouble {
  const { folderUri } = context;
  if (output !== undefined) {
    const own = ownOutput(output, folderUri);
    if (own === undefined) return { kind: 'outside', field: 'output', path: output };
    const { directory: path, fileName } = own;
    return { kind: 'place', folderUri, path, ...(fileName === undefined ? {} : { fileName }) };
  }
  const read = readPlace(outputFolder, context);
  switch (read.kind) {
    case 'place':
      return read;
    case 'outside':
      return { kind: 'outside', field: folderSetting, path: outputFolder };
    case 'unknown':
      return { kind: 'variable', field: folderSetting, variable: read.variable, known: placeVariables };
  }
}

/** The name of the clips of a request that says none itself, without extension. */
export function nameBySetting(
  { prompt, model }: Pick<VideoRequest, 'prompt' | 'model'>,
  pattern: string,
  day: string,
): string | OutputTrouble {
  const values = { prompt, model, date: day };
  const filled = fillName(pattern, values);
  if ('name' in filled) return slugFromPrompt(filled.name);
  const known = Object.keys(values).map((name) => `\${${name}}`);
  return { kind: 'variable', field: nameSetting, variable: filled.unknown, known };
}

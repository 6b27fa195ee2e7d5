import { ownOutput, withoutClipExtension } from '../core/fileName.ts';
import type { JobSource, OutputPlace } from '../core/job.ts';
import { promptFileStem, takeName } from '../core/take.ts';
import { fileNameOfUri, pathBelow, uriOfPath } from '../core/uriPath.ts';

/**
 * Where a take lies: in the folder beside the prompt file that has its name, or where the request says. `folderUris`: the
 * folders of the workspace. Undefined where the request's output leads out of the folder that the prompt file is in.
 */
export function takePlace(
  promptFileUri: string,
  output: string | undefined,
  source: Pick<JobSource, 'shot' | 'cell' | 'take'>,
  folderUris: readonly string[],
): OutputPlace | undefined {
  const stem = promptFileStem(fileNameOfUri(promptFileUri));
  const name = takeName(stem, source);
  const folder = folderOf(promptFileUri, folderUris);
  const place = folder === undefined ? {} : { workspaceFolderUri: folder };
  if (output === undefined) {
    const directoryUri = uriOfPath(promptFileUri, stem);
    return directoryUri === undefined ? undefined : { ...place, directoryUri, baseName: name };
  }
  const own = folder === undefined ? undefined : ownOutput(output, folder);
  // As from a file in the folder.
  const directoryUri = own === undefined ? undefined : uriOfPath(`${folder ?? ''}/file`, own.directory);
  if (own === undefined || directoryUri === undefined) return undefined;
  const { fileName } = own;
  return {
    ...place,
    directoryUri,
    baseName: fileName === undefined ? name : withoutClipExtension(fileName),
  };
}

/** The innermost folder that a file lies in. */
function folderOf(uri: string, folderUris: readonly string[]): string | undefined {
  return folderUris
    .filter((folder) => pathBelow(folder, uri) !== undefined)
    .sort((a, b) => a.length - b.length)
    .at(-1);
}

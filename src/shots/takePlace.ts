import { ownOutput, withoutClipExtension } from '../core/fileName.ts';
import type { JobSource, OutputPlace } from '../core/job.ts';
import { promptFileStem, takeName } from '../core/take.ts';
import { fileNameOfUri, uriOfPath } from '../core/uriPath.ts';

/**
 * Where a take lies: in the folder beside the prompt file that has its name, or where the request says. `folder`: the
 * workspace folder that the prompt file is in; undefined: none. Undefined where the request's output leads out of it.
 */
export function takePlace(
  promptFileUri: string,
  output: string | undefined,
  source: Pick<JobSource, 'shot' | 'cell' | 'take'>,
  folder: string | undefined,
): OutputPlace | undefined {
  const stem = promptFileStem(fileNameOfUri(promptFileUri));
  const name = takeName(stem, source);
  const place = folder === undefined ? {} : { workspaceFolderUri: folder };
  if (output === undefined) {
    const directoryUri = uriOfPath(promptFileUri, stem);
    return directoryUri === undefined ? undefined : { ...place, directoryUri, baseName: name };
  }
  const own = folder === undefined ? undefined : ownOutput(output, folder);
  if (folder === undefined || own === undefined) return undefined;
  // As from a file in the folder.
  const directoryUri = uriOfPath(`${folder}/file`, own.directory);
  if (directoryUri === undefined) return undefined;
  const { fileName } = own;
  return { ...place, directoryUri, baseName: fileName === undefined ? name : withoutClipExtension(fileName) };
}

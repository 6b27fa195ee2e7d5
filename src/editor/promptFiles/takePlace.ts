import * as vscode from 'vscode';
import { withoutClipExtension } from '../../core/fileName.ts';
import type { JobSource, OutputPlace } from '../../core/job.ts';
import { promptFileStem, takeName } from '../../core/take.ts';
import { baseName } from '../images.ts';
import { outside, ownOutput } from '../output.ts';

/**
 * Where a take lies: in the folder beside the prompt file that has its name, or where the request says. Throws
 * VideoPromptError `request.invalid` with field `output`.
 */
export function takePlace(
  promptFile: vscode.Uri,
  output: string | undefined,
  source: Pick<JobSource, 'shot' | 'cell' | 'take'>,
): OutputPlace {
  const stem = promptFileStem(baseName(promptFile));
  const name = takeName(stem, source);
  const folder = vscode.workspace.getWorkspaceFolder(promptFile);
  const place = folder === undefined ? {} : { workspaceFolderUri: folder.uri.toString() };
  if (output === undefined) {
    const directoryUri = vscode.Uri.joinPath(promptFile, '..', stem).toString();
    return { ...place, directoryUri, baseName: name };
  }
  if (folder === undefined) throw outside('output', output);
  const { directory, fileName } = ownOutput(output, folder);
  return {
    ...place,
    directoryUri: vscode.Uri.joinPath(folder.uri, directory).toString(),
    baseName: fileName === undefined ? name : withoutClipExtension(fileName),
  };
}

import * as l10n from '@vscode/l10n';
import type { Job } from '../../core/job.ts';
import { promptFileStem } from '../../core/take.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';

interface Titled {
  readonly file?: string;
  readonly shot: string;
  readonly cell: string;
  readonly take: number;
}

/** `the-storm.veo3.1_4s, take 2`: a clip beside the path of its prompt file. */
export function jobTitle({ file = '', shot, cell, take }: Titled): string {
  const name = shot === '' ? promptFileStem(fileNameOfUri(file)) : shot;
  const whole = cell === '' ? name : `${name}.${cell}`;
  return take === 1 ? whole : l10n.t('{0}, take {1}', whole, take);
}

/** The same of a job, behind the path of its prompt file. */
export function titleOfJob({ source, id }: Job, shownPath: (uri: string) => string): string {
  if (source === undefined) return id;
  const file = shownPath(source.promptFileUri);
  return `${file} ${jobTitle({ ...source, file })}`;
}

import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { ProcessContext } from './context.ts';

/** Where the database of jobs lies: the folder that was named, else the user's own for state, as each system has it. */
export function stateFolder(
  given: string | undefined,
  { environment, workingDirectory }: Pick<ProcessContext, 'environment' | 'workingDirectory'>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (given !== undefined) return resolve(workingDirectory, given);
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  const named = (name: string) => {
    const value = environment[name] ?? '';
    return isAbsolute(value) ? value : undefined;
  };
  switch (platform) {
    case 'win32':
      return join(named('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'), 'video-prompt');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'video-prompt');
    default:
      // https://specifications.freedesktop.org/basedir-spec/latest/
      return join(named('XDG_STATE_HOME') ?? join(home, '.local', 'state'), 'video-prompt');
  }
}

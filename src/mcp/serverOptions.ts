import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultApiOrigin, parseApiOrigin } from '../core/apiOrigin.ts';

/** How the server was started. */
export interface ServerOptions {
  /** The folder of the extension's database; absolute. */
  readonly stateFolder: string;
  /** The workspace folders; absolute, at least one. */
  readonly folders: readonly string[];
  /** The API origin whose prices hold. */
  readonly origin: string;
}

interface Surroundings {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Throws where an argument cannot be read. */
export function readServerOptions(args: readonly string[], surroundings: Surroundings): ServerOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      folder: { type: 'string', multiple: true },
      'base-url': { type: 'string' },
    },
  });
  const { workingDirectory } = surroundings;
  const { state, folder = [], 'base-url': baseUrl = defaultApiOrigin } = values;
  const parsed = parseApiOrigin(baseUrl);
  if (!('origin' in parsed)) throw new Error(`--base-url: ${baseUrl} is no address of an API. Check it.`);
  return {
    stateFolder: state === undefined ? extensionStorage(surroundings) : resolve(workingDirectory, state),
    folders: (folder.length === 0 ? ['.'] : folder).map((path) => resolve(workingDirectory, path)),
    origin: parsed.origin,
  };
}

/** Where VS Code keeps what belongs to the extension. */
function extensionStorage({ environment, platform }: Surroundings): string {
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  const own = join('Code', 'User', 'globalStorage', 'video-prompt.video-prompt');
  switch (platform) {
    case 'win32':
      return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), own);
    case 'darwin':
      return join(home, 'Library', 'Application Support', own);
    default:
      return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), own);
  }
}

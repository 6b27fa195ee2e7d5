import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { addedFilesFormat, readAddedFiles } from '../core/addedFiles.ts';

/** A history may be that of a whole operating system: what is not known by then stays unknown. */
const timeoutMs = 20_000;
const maxOutputBytes = 64_000_000;

/**
 * The repository may be a stranger's, with a configuration that names programs: to sign, to compare, to watch files, to
 * fetch what is missing. None of them is run: what could name one is overridden or refused, and a log runs no hook.
 */
const ownConfig = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'log.follow': 'false',
  'log.showRoot': 'true',
  'i18n.logOutputEncoding': 'UTF-8',
  // A folder of the repository that looks like a repository itself is not taken for one.
  'safe.bareRepository': 'explicit',
} as const;

const log = [
  '--no-pager',
  ...Object.entries(ownConfig).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

const logArguments = [
  'log',
  `--format=${addedFilesFormat}`,
  '-z',
  '--name-status',
  '--diff-filter=AR',
  // Equal bytes only: for anything else git would have to read the files.
  '--find-renames=100%',
  '--relative',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-notes',
  '--ignore-submodules',
];

/**
 * Who added the files below a folder by its git history, by their paths from that folder, `/` between folders. Empty where
 * there is no git or no history; what nobody knows is not among them. `pathspecs`: which files, as git writes patterns.
 */
export async function gitAuthors(
  folder: string,
  pathspecs: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<string, string>> {
  const output = await outputOf(
    [...log, '-C', folder, ...logArguments, '--', ...pathspecs],
    gitEnvironment(environment),
  );
  return readAddedFiles(output);
}

/** Without what the environment tells git, perhaps of another repository. No transport may be used, so nothing is fetched. */
function gitEnvironment(environment: Readonly<Record<string, string | undefined>>) {
  const others = Object.entries(environment).filter(([name]) => !/^git_/i.test(name));
  return {
    ...Object.fromEntries(others),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
}

/** What git said until it ended, was too slow or said too much; empty where it cannot be run. */
async function outputOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  // Not in the repository: Windows would take a `git.exe` that lies there.
  const cwd = dirname(process.execPath);
  const child = spawn('git', args, {
    cwd,
    env,
    shell: false,
    windowsHide: true,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', () => resolve(''));
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

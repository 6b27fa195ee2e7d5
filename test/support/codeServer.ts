import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atExit } from './atExit.ts';
import { fewBuiltinExtensions } from './builtinExtensions.ts';
import { ensureCodeServer } from './codeServerInstall.ts';
import { extensionHosts } from './extensionHosts.ts';

export interface CodeServerOptions {
  /** User data, extensions and configuration; the same folder again is the same installation. */
  readonly dataDir: string;
  readonly extensionsDir?: string;
  /** Turns Workspace Trust on, as users have it. */
  readonly workspaceTrust?: boolean;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  readonly port?: number;
  /** Of the extensions that VS Code brings along, only what tests look at; absent: all. */
  readonly hasFewBuiltins?: boolean;
  /** Further options of VS Code itself: `enable-smoke-test-driver`. */
  readonly vscodeOptions?: readonly string[];
}

export interface CodeServer {
  readonly origin: string;
  readonly dataDir: string;
  /** Ids of the extension host processes, one for each window. */
  extensionHostPids(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

const baseSettings = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'security.workspace.trust.untrustedFiles': 'open',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'workbench.reduceMotion': 'on',
  // A second extension host in the browser, for extensions that have no files on this side: there are none.
  'extensions.webWorker': false,
};

/** Writes the user's settings; a running VS Code takes them up by itself. */
export async function writeSettings(
  dataDir: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(join(dataDir, 'User'), { recursive: true });
  await writeFile(
    join(dataDir, 'User/settings.json'),
    JSON.stringify({ ...baseSettings, ...settings }, undefined, 2),
  );
}

export async function installVsix(
  vsix: string,
  { dataDir, extensionsDir }: CodeServerOptions,
): Promise<void> {
  const entry = await ensureCodeServer();
  const args = [...places(entry, dataDir, extensionsDir), '--install-extension', vsix, '--force'];
  await promisify(execFile)(process.execPath, args, { env: ownEnvironment() });
}

export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { dataDir, extensionsDir, workspaceTrust = false, env = {}, hasFewBuiltins = false } = options;
  const entry = await ensureCodeServer();
  const port = options.port ?? (await freePort());
  const builtins = hasFewBuiltins
    ? await fewBuiltinExtensions(entry, join(dataDir, 'builtin-extensions'))
    : '';
  const vscodeOptions = [
    ...(options.vscodeOptions ?? []),
    // It would start the user's shell with all that its profile does, and give the extensions what that exports.
    'force-disable-user-env',
    ...(hasFewBuiltins ? [`builtin-extensions-dir=${builtins}`] : []),
  ];
  const args = [
    ...places(entry, dataDir, extensionsDir),
    '--bind-addr',
    `127.0.0.1:${String(port)}`,
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...vscodeOptions.flatMap((name) => ['--vscode-option', name]),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), ...env },
    detached: true,
  });
  // In a process group of its own it would outlive us.
  const release = atExit(() => signalGroup(child.pid ?? 0, 'SIGKILL'));
  child.once('exit', release);
  await untilListening(child);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    dataDir,
    extensionHostPids: () => extensionHosts(child.pid ?? 0),
    stop: () => stop(child),
  };
}

/**
 * Our environment without what would lead this VS Code astray: the variables of an editor in whose terminal we run,
 * settings of another code-server, and the user's own key, which tests never use.
 */
function ownEnvironment(): NodeJS.ProcessEnv {
  const others =
    /^(VSCODE_|ELECTRON_|CODE_SERVER_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS|COMETAPI_KEY)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !others.test(name)));
}

function places(
  entry: string,
  dataDir: string,
  extensionsDir = join(dataDir, 'extensions'),
): readonly string[] {
  return [
    entry,
    '--user-data-dir',
    dataDir,
    '--extensions-dir',
    extensionsDir,
    '--config',
    join(dataDir, 'config.yaml'),
  ];
}

async function untilListening(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('HTTP server listening')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new Error(`VS Code ended with ${String(code)}:\n${output.slice(-3000)}`)),
    );
  });
}

/** Ends the server and everything it started: it is the leader of its own process group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => signalGroup(child.pid ?? 0, 'SIGKILL'), 5_000);
  signalGroup(child.pid, 'SIGTERM');
  await ended;
  clearTimeout(force);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  // Group 0 would be our own.
  if (pid === 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty: nothing is left to end.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

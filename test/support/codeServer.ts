import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureCodeServer } from './codeServerInstall.ts';

export interface CodeServerOptions {
  /** User data, extensions and configuration; the same folder again is the same installation. */
  readonly dataDir: string;
  readonly extensionsDir?: string;
  /** Turns Workspace Trust on, as users have it. */
  readonly workspaceTrust?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
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
  'security.workspace.trust.untrustedFiles': 'open',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'workbench.reduceMotion': 'on',
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
  await promisify(execFile)(process.execPath, args);
}

export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { dataDir, extensionsDir, workspaceTrust = false, env = {}, vscodeOptions = [] } = options;
  const entry = await ensureCodeServer();
  const port = options.port ?? (await freePort());
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
    env: { ...process.env, ...env },
    detached: true,
  });
  await untilListening(child);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    dataDir,
    extensionHostPids: () => extensionHosts(child.pid ?? 0),
    stop: () => stop(child),
  };
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
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty: nothing is left to end.
  }
}

/** Reads the process table: the descendants of the server that run an extension host. */
async function extensionHosts(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  const hosts: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = await readFile(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]));
      if ((await readFile(`/proc/${name}/cmdline`, 'utf8')).includes('--type=extensionHost'))
        hosts.push(Number(name));
    } catch {
      // The process ended meanwhile.
    }
  }
  const descends = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  return hosts.filter(descends);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

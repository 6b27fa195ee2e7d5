import { createVSIX } from '@vscode/vsce';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobSummary } from '../../src/api.ts';
import { installVsix } from '../support/codeServer.ts';

/**
 * A second extension that takes orders over loopback and passes them to Video Prompt's public API: so jobs are
 * submitted in a chosen window, and the process that runs it is known. It runs in the same extension host.
 */
const source = `
const vscode = require('vscode');
const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

exports.activate = async () => {
  const api = await vscode.extensions.getExtension('video-prompt.video-prompt').activate();
  const answer = async (request) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    if (url.pathname === '/generate') return await api.generate({ prompt: url.searchParams.get('prompt') });
    if (url.pathname === '/jobs') return await api.listJobs({ limit: 10000 });
    return {};
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (value) => response.end(JSON.stringify(value)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const folder = process.env.TORTURE_HOSTS;
    writeFileSync(join(folder, process.pid + '.json'), JSON.stringify({ port: server.address().port }));
  });
};
`;

/** Installs the order-taking extension into the VS Code of this folder. */
export async function installOrderly(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'orderly');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'orderly',
    publisher: 'torture',
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    main: './extension.cjs',
    extensionKind: ['workspace'],
    activationEvents: ['onStartupFinished'],
    extensionDependencies: ['video-prompt.video-prompt'],
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.cjs'), source);
  await writeFile(join(folder, 'README.md'), 'Takes orders.');
  await writeFile(join(folder, 'LICENSE'), 'MIT');
  const vsix = join(dataDir, 'orderly.vsix');
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  await installVsix(vsix, { dataDir });
}

/** An extension host that takes orders. */
export interface Host {
  readonly pid: number;
  /** Submits through the public API; what follows is seen at the provider. Rejects when the host dies. */
  order(prompt: string): Promise<unknown>;
  jobs(): Promise<readonly JobSummary[]>;
}

/** The hosts that live and answer. */
export async function livingHosts(folder: string): Promise<readonly Host[]> {
  const names = await readdir(folder);
  const hosts = await Promise.all(names.map((name) => readHost(join(folder, name), Number.parseInt(name))));
  return hosts.filter((host) => host !== undefined);
}

async function readHost(path: string, pid: number): Promise<Host | undefined> {
  try {
    process.kill(pid, 0);
    const { port } = JSON.parse(await readFile(path, 'utf8')) as { readonly port: number };
    const origin = `http://127.0.0.1:${String(port)}`;
    await fetch(origin, { signal: AbortSignal.timeout(2_000) });
    const ask = async (path_: string): Promise<unknown> => {
      const response = await fetch(`${origin}${path_}`);
      if (!response.ok) throw new Error(await response.text());
      return await response.json();
    };
    return {
      pid,
      order: (prompt) => ask(`/generate?${new URLSearchParams({ prompt }).toString()}`),
      jobs: async () => (await ask('/jobs')) as readonly JobSummary[],
    };
  } catch {
    // Dead, or not yet listening.
    return undefined;
  }
}

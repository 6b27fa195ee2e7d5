import { type BrowserContext } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVscode } from '../demo/demoWorld.ts';
import { atExit } from '../support/atExit.ts';
import { launchBrowser } from '../support/browser.ts';
import type { CodeServer } from '../support/codeServer.ts';
import { until } from '../support/until.ts';

export interface ServerOptions {
  readonly workspaceTrust: boolean;
  readonly hasFewBuiltins: boolean;
  readonly env: Readonly<Record<string, string>>;
}

/** A VS Code with the packaged extension that serves one group of tests after the other, each as if it were new. */
export interface Installation {
  readonly dataDir: string;
  readonly server: CodeServer;
  readonly browser: BrowserContext;
  /** Closes every window and removes what its users left: settings stay the caller's. */
  clean(): Promise<void>;
}

const installations = new Map<string, Promise<Installation>>();
let browser: Promise<BrowserContext> | undefined;

/** The installation for these options; it lives until the process ends. Starting one costs more than most tests. */
export async function sharedInstallation(options: ServerOptions): Promise<Installation> {
  const key = JSON.stringify(options);
  const made = installations.get(key) ?? install(options);
  installations.set(key, made);
  return await made;
}

async function install(options: ServerOptions): Promise<Installation> {
  const dataDir = await temporaryFolder('video-prompt-vscode-');
  const server = await startVscode({ dataDir }, options);
  browser ??= temporaryFolder('video-prompt-browser-').then(launchBrowser);
  const context = await browser;
  return { dataDir, server, browser: context, clean: () => clean(dataDir, server, context) };
}

async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function clean(dataDir: string, server: CodeServer, context: BrowserContext): Promise<void> {
  // The last page of a browser stays, or the browser would end.
  const blank = await context.newPage();
  for (const page of context.pages()) if (page !== blank) await page.close();
  // A host whose window is gone may wait for it for hours, and what it would still write down is removed anyway.
  for (const pid of await server.extensionHostPids()) endProcess(pid);
  await until('the extension hosts ended', async () => (await server.extensionHostPids()).length === 0);
  const session = await context.newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', {
    origin: server.origin,
    storageTypes: 'cookies,indexeddb,local_storage',
  });
  await session.detach();
  for (const name of [
    'globalStorage/video-prompt.video-prompt',
    'globalStorage/video-prompt.video-prompt.witness',
    'workspaceStorage',
    'History',
    'keybindings.json',
  ]) {
    await rm(join(dataDir, 'User', name), { recursive: true, force: true });
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

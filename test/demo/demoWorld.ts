import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { type CodeServer, installVsix, startCodeServer, writeSettings } from '../support/codeServer.ts';
import { repository, vsixPath } from '../support/paths.ts';

/** Made up: the simulator takes any key of this form. */
export const madeUpKey = 'sk-made-up-for-the-demo';

export interface DemoWorld {
  /** A workspace with two pictures in `images`. */
  readonly workspace: string;
  readonly dataDir: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

export interface DemoWorldOptions {
  readonly renderMs?: number;
  readonly simulatorPort?: number;
  /** User data and extensions that are there already, and stay; absent: a folder of the world's own. */
  readonly dataDir?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A workspace of its own and a simulator, with the extension's settings pointing there. */
export async function makeDemoWorld(options: DemoWorldOptions = {}): Promise<DemoWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'video-prompt-demo-'));
  const workspace = join(folder, 'harbour-film');
  const dataDir = options.dataDir ?? join(folder, 'vscode');
  await cp(join(repository, 'test/demo/images'), join(workspace, 'images'), { recursive: true });
  const simulator = await startSimulator({
    clip: await readFile(join(repository, 'media/sample.mp4')),
    renderMs: options.renderMs ?? 6_000,
    ...(options.simulatorPort === undefined ? {} : { port: options.simulatorPort }),
  });
  await writeSettings(dataDir, {
    'videoPrompt.api.baseUrl': simulator.origin,
    'explorer.compactFolders': false,
    ...options.settings,
  });
  return {
    workspace,
    dataDir,
    simulator,
    async close() {
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** VS Code with the packaged extension, as a user has it. */
export async function startVscode(
  { dataDir }: Pick<DemoWorld, 'dataDir'>,
  options: {
    readonly workspaceTrust?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly port?: number;
    readonly hasFewBuiltins?: boolean;
  } = {},
): Promise<CodeServer> {
  await installVsix(vsixPath, { dataDir });
  return await startCodeServer({ dataDir, ...options });
}

import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { requireShim } from '../../../hostChunks.ts';
import { openStore, type JobStore } from '../../../src/store/jobStore.ts';
import { repository } from '../../support/paths.ts';
import { quickFolder } from '../../support/quickFolder.ts';

/** The server as one file, because a test starts it often; beside our own `package.json`, which it reads. */
const built = join(repository, 'out/mcp-test', String(process.pid), 'mcp.js');
let building: Promise<unknown> | undefined;

async function buildServer(): Promise<void> {
  building ??= build({
    entryPoints: [join(repository, 'src/mcp/entry.ts')],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    banner: { js: requireShim },
    logLevel: 'warning',
  });
  await building;
}

/** A folder with prompt files, and what the extension keeps; with programs that ask the server about them. */
export class AgentsMachine {
  readonly directory: string;
  readonly #clients: Client[] = [];

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async make(): Promise<AgentsMachine> {
    await buildServer();
    const machine = new AgentsMachine(await mkdtemp(join(quickFolder, 'mcp-')));
    await mkdir(machine.film);
    return machine;
  }

  get film(): string {
    return join(this.directory, 'film');
  }

  get storage(): string {
    return join(this.directory, 'storage');
  }

  get serverArguments(): readonly string[] {
    return [built, '--state', this.storage, '--folder', this.film];
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.film, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** As the extension opens it. */
  async openStore(): Promise<JobStore> {
    return await openStore({ directory: this.storage });
  }

  /** `legacy`: by the revision of the protocol before the newest. */
  async connect(mode: 'legacy' | { readonly pin: string } = 'legacy'): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    this.#clients.push(client);
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [...this.serverArguments],
        cwd: this.film,
        stderr: 'ignore',
      }),
    );
    return client;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** What a tool answers, to be read and as data. */
export async function call(client: Client, name: string, input: Readonly<Record<string, unknown>>) {
  const result: CallToolResult = await client.callTool({ name, arguments: { ...input } });
  const [first] = result.content;
  return {
    text: first?.type === 'text' ? first.text : '',
    data: (result.structuredContent ?? {}) as Readonly<Record<string, unknown>>,
    isError: result.isError === true,
  };
}

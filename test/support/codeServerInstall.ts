import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolFolder } from './paths.ts';

/** VS Code 1.139.1, as a server that any browser is the window of. */
const version = '4.139.1';

/** Installs code-server once and returns the path of its entry. `say` hears what is being done. */
export async function ensureCodeServer(say: (words: string) => void = () => undefined): Promise<string> {
  const home = join(toolFolder, `code-server-${version}`);
  const entry = join(home, 'node_modules/code-server/out/node/entry.js');
  if (existsSync(entry)) return entry;
  // Made aside and moved into place, so that a half finished installation is never taken for a whole one.
  const draft = join(toolFolder, `installing-${String(process.pid)}`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await writeFile(join(draft, 'package.json'), '{ "private": true }\n');
  say(`Installing VS Code (code-server ${version}), about a minute, once…`);
  await npm(draft, ['install', '--ignore-scripts', '--no-audit', '--no-fund', `code-server@${version}`], say);
  const vscode = join(draft, 'node_modules/code-server/lib/vscode');
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], say);
  await npm(vscode, ['rebuild', '@vscode/native-watchdog', '@vscode/spdlog'], say);
  try {
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(entry)) throw error;
  }
  return entry;
}

async function npm(cwd: string, args: readonly string[], say: (words: string) => void): Promise<void> {
  const startedAt = Date.now();
  const child = spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => void (output = (output + chunk.toString()).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const alive = setInterval(() => {
    say(`  npm ${args[0] ?? ''}: ${String(Math.round((Date.now() - startedAt) / 1000))} s`);
  }, 10_000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(alive);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${String(code)}:\n${output}`);
}

import { spawn } from 'node:child_process';
import { atExit } from './atExit.ts';
import { repository } from './paths.ts';

/** Runs a script with this Node; resolves with its exit code and all that it printed. */
export async function captured(
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
  child.once(
    'exit',
    atExit(() => void child.kill()),
  );
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (ended) => resolve(ended ?? 1));
  });
  return { code, output };
}

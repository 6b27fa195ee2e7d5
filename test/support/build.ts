import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from './atExit.ts';
import { repository, vsixPath } from './paths.ts';

/** Runs a script with this Node; resolves with its exit code. `quiet` keeps the standard output for what follows. */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: repository,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  child.once(
    'exit',
    atExit(() => void child.kill()),
  );
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Builds everything, minified as it is shipped, and packs the VSIX and the command line. */
export async function build({
  tests,
  quiet = false,
}: {
  readonly tests: boolean;
  readonly quiet?: boolean;
}): Promise<void> {
  const steps = [
    ['esbuild.js', '--minify', ...(tests ? ['--tests'] : [])],
    [
      join(repository, 'node_modules/@vscode/vsce/vsce'),
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--readme-path',
      'out/README.md',
      '-o',
      vsixPath,
    ],
    [join(repository, 'cliPackage.ts')],
  ];
  for (const args of steps) {
    const code = await runNode(args, {}, { quiet });
    if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${String(code)}.`);
  }
}

import type { ProcessContext } from '../../../src/cli/context.ts';
import { main } from '../../../src/cli/main.ts';
import { repository } from '../../support/paths.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, in front of no terminal unless told otherwise. */
export async function runCli(
  args: readonly string[],
  world: Partial<Omit<ProcessContext, 'stdout' | 'stderr'>> & { readonly isTerminal?: boolean } = {},
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const { isTerminal = false, ...rest } = world;
  const streamTo = (name: keyof typeof written) => ({
    isTerminal,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await main(args, {
    workingDirectory: repository,
    environment: {},
    now: () => 1_790_000_000_000,
    packageFolder: repository,
    ...rest,
    stdout: streamTo('stdout'),
    stderr: streamTo('stderr'),
  });
  return { exitCode, ...written };
}

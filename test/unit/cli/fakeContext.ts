import type { ProcessContext } from '../../../src/cli/context.ts';
import { main } from '../../../src/cli/main.ts';
import { repository } from '../../support/paths.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type CliWorld = Partial<Omit<ProcessContext, 'stdout' | 'stderr'>> & {
  readonly isTerminal?: boolean;
  /** Called with everything that is written to standard error. */
  readonly heard?: (text: string) => void;
};

/** Runs the command line in this process, in front of no terminal unless told otherwise. */
export async function runCli(args: readonly string[], world: CliWorld = {}): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const { isTerminal = false, heard = () => undefined, ...rest } = world;
  const streamTo = (name: keyof typeof written) => ({
    isTerminal,
    write: (text: string) => {
      written[name] += text;
      if (name === 'stderr') heard(text);
    },
  });
  const exitCode = await main(args, {
    workingDirectory: repository,
    environment: {},
    keyText: '',
    now: () => 1_790_000_000_000,
    onInterrupt: () => () => undefined,
    packageFolder: repository,
    ...rest,
    stdout: streamTo('stdout'),
    stderr: streamTo('stderr'),
  });
  return { exitCode, ...written };
}

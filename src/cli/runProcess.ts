import { packageFolder } from '../node/ownPackage.ts';
import type { OutputStream } from './context.ts';
import { keyVariable } from './keyVariable.ts';
import { main } from './main.ts';

/** Runs this process as the command line. Ends by itself, so that all output is written. */
export async function runProcess(): Promise<void> {
  const { [keyVariable]: keyText = '', ...environment } = process.env;
  process.exitCode = await main(process.argv.slice(2), {
    workingDirectory: process.cwd(),
    stdout: streamTo(process.stdout),
    stderr: streamTo(process.stderr),
    environment,
    keyText,
    now: Date.now,
    onInterrupt,
    packageFolder: packageFolder(),
  });
}

function streamTo(stream: NodeJS.WriteStream): OutputStream {
  // Whoever reads has had enough: `video-prompt models | head -1`.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: stream.isTTY,
    ...(stream.isTTY ? { terminal: stream } : {}),
    write: (text) => void stream.write(text),
  };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The second time it ends at once. */
function onInterrupt(call: () => void): () => void {
  const stop = () => {
    for (const signal of signals) process.removeListener(signal, once);
  };
  const once = () => {
    stop();
    call();
  };
  for (const signal of signals) process.on(signal, once);
  return stop;
}

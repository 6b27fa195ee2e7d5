import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { plainLine } from '../core/shownText.ts';
import { ownVersion } from '../node/ownPackage.ts';
import { createMcpPorts } from './mcpPorts.ts';
import { createServer } from './createServer.ts';
import { readServerOptions, type ServerOptions } from './serverOptions.ts';

/** Serves the tools on standard input and output. Nothing but the protocol is written there. */
export async function runServer(): Promise<void> {
  const tell = (text: string) => process.stderr.write(`video-prompt: ${plainLine(text)}\n`);
  const options = optionsOr((error) => tell(error instanceof Error ? error.message : String(error)));
  if (options === undefined) return;
  const version = await ownVersion();
  const ports = createMcpPorts(options, tell);
  // Whoever started the server is gone.
  process.stdout.on('error', () => process.exit());
  const handle = serveStdio(() => createServer(ports, version), { onerror: ({ message }) => tell(message) });
  process.stdin.once('end', () => {
    void handle.close().finally(() => {
      ports.close();
    });
  });
}

function optionsOr(failed: (error: unknown) => void): ServerOptions | undefined {
  try {
    return readServerOptions(process.argv.slice(2), {
      workingDirectory: process.cwd(),
      environment: process.env,
      platform: process.platform,
    });
  } catch (error) {
    failed(error);
    process.exitCode = 3;
    return undefined;
  }
}

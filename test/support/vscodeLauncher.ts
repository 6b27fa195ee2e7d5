import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { startCodeServer, writeSettings } from './codeServer.ts';

/** The tests say something with each test; when nothing is heard for so long, they will not end by themselves. */
const silenceMs = 420_000;

/**
 * Understands the arguments with which `@vscode/test-electron` starts VS Code, and answers with a real one: the
 * server with a Chromium as its window. Resolves with the exit code of the tests.
 */
export async function launch(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const development = String(values.extensionDevelopmentPath);
  const tests = String(values.extensionTestsPath);
  const folder = positionals.find((path) => isAbsolute(path));
  // A data folder of its own each time: what an earlier run left must not help this one.
  const dataDir = await mkdtemp(join(tmpdir(), 'video-prompt-host-'));
  await writeSettings(dataDir, {});
  const server = await startCodeServer({
    dataDir,
    ...(typeof values['extensions-dir'] === 'string' ? { extensionsDir: values['extensions-dir'] } : {}),
    workspaceTrust: !args.includes('--disable-workspace-trust'),
    vscodeOptions: ['enable-smoke-test-driver'],
    // Whoever starts the tests chooses their key; see extensionTestsEnv.
    env: { COMETAPI_KEY: process.env.COMETAPI_KEY },
  });
  const context = await launchBrowser(join(dataDir, 'browser'));
  try {
    const page = await context.newPage();
    let end: (code: number) => void = () => undefined;
    const ended = new Promise<number>((resolve) => {
      end = resolve;
    });
    const silence = setTimeout(() => {
      process.stderr.write(`The tests have said nothing for ${String(silenceMs / 1000)} s.\n`);
      end(70);
    }, silenceMs);
    await page.exposeFunction('codeAutomationLog', (_type: string, words: unknown[]) => {
      silence.refresh();
      process.stdout.write(`${withoutWorkbenchStack(format(...words))}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
    page.on('crash', () => end(70));
    const remote = (path: string) => `vscode-remote://${new URL(server.origin).host}${path}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(development)],
      ['extensionTestsPath', remote(tests)],
    ]);
    const where = folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(folder)}`;
    await page.goto(`${server.origin}/?${where}&payload=${encodeURIComponent(payload)}`);
    return await ended;
  } finally {
    await context.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The page's own errors come with long stacks of minified code, between which the tests' words are lost. */
function withoutWorkbenchStack(words: string): string {
  return words
    .replace(/\n\s+at .*\/workbench\/workbench\.js:.*/g, '')
    .replace(/(\n\s+at async Promise\.all.*)+$/, '');
}

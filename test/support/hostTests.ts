// `node hostTests.ts results.json [--grep words] [--desktop]`: the host tests in a window of their own.
import { runTests } from '@vscode/test-electron';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { outFolder, repository } from './paths.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, desktop: { type: 'boolean', default: false } },
});
const [results = ''] = positionals;
const folder = await mkdtemp(join(tmpdir(), 'video-prompt-workspace-'));
try {
  process.exitCode = await runTests({
    ...(values.desktop ? {} : { vscodeExecutablePath: join(repository, 'test/support/vscode-launcher.mjs') }),
    extensionDevelopmentPath: repository,
    extensionTestsPath: join(outFolder, 'test/host/index.js'),
    launchArgs: [folder, '--disable-workspace-trust'],
    extensionTestsEnv: {
      VIDEO_PROMPT_TEST_RESULTS: results,
      VIDEO_PROMPT_TEST_GREP: values.grep ?? '',
      COMETAPI_KEY: 'sk-made-up-for-the-tests',
    },
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

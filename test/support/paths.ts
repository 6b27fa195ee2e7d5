import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');
export const toolFolder = join(repository, '.vscode-test');
export const outFolder = join(repository, 'out');
export const vsixPath = join(outFolder, 'video-prompt.vsix');
/** The command line, as it was built. */
export const cliPath = join(repository, 'dist/cli.js');
export const cliPackagePath = join(outFolder, 'video-prompt-cli.tgz');

import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What tests of ours look at beside our own: themes with their icons, Markdown with its preview, JSON, pictures and clips. */
const needed = [
  'configuration-editing',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'media-preview',
  'theme-defaults',
  'theme-seti',
  'yaml',
];

/**
 * A folder with only the needed ones of the extensions that VS Code brings along. To load all hundred of them is a third of what
 * a window costs that is opened. `entry`: of code-server.
 */
export async function fewBuiltinExtensions(entry: string, folder: string): Promise<string> {
  const all = join(dirname(entry), '../../lib/vscode/extensions');
  await mkdir(folder, { recursive: true });
  for (const name of needed) {
    // A restart finds those of the start.
    await symlink(join(all, name), join(folder, name), 'junction').catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  return folder;
}

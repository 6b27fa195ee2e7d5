import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The README for the package. VS Code's Extensions view shows pictures from https addresses only (neither those in the
 * package nor `data:`), and follows no link to another file. Until the repository has an address, pictures are left
 * out, and of such links the words remain.
 */
export async function packagedReadme(root: string): Promise<string> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  return text
    .replaceAll(/!\[[^\]]*\]\((?!https:)[^)]+\)\n*/g, '')
    .replaceAll(/\[([^\]]*)\]\((?!https:|#)[^)]+\)/g, '$1');
}

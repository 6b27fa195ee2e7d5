import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What our own `package.json` says. */
export async function ownVersion(packageFolder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const has = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return has ? String(manifest.version) : '';
}

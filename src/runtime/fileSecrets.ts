import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../core/systemCode.ts';
import { sha256 } from '../node/sha256.ts';
import { writeWhole } from '../node/writeWhole.ts';
import type { Secrets } from './secrets.ts';

/** Secrets in a folder that only its owner can look into, a file of each, for a program that has no keychain. */
export function createFileSecrets(folder: string): Secrets {
  // Names are ours, but a name may hold what no file name can.
  const pathOf = (name: string) => join(folder, sha256(name));
  return {
    async get(name) {
      try {
        return await readFile(pathOf(name), 'utf8');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    async store(name, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(pathOf(name), Buffer.from(value), 0o600);
    },
    async delete(name) {
      await rm(pathOf(name), { force: true });
    },
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

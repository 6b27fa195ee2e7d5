import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
const neededBytes = 1024 ** 3;

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes;
  } catch {
    return false;
  }
}

/**
 * Where databases of tests lie that nobody pulls the plug of: in memory where the system has room for that. A store waits for
 * the disk several times in each transaction, and such tests have thousands.
 */
export const quickFolder = hasRoom(memory) ? memory : tmpdir();

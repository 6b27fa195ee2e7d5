import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';

/**
 * Where databases of tests lie that nobody pulls the plug of: in memory where the system has room for that. A store waits for
 * the disk several times in each transaction, and such tests have thousands.
 */
export const quickFolder = existsSync(memory) ? memory : tmpdir();

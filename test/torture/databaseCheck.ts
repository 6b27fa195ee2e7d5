import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName } from '../../src/store/database.ts';

const sums = `SELECT month, day, workspace_key, status, count(*) AS jobs, sum(reserved) AS reserved,
  sum(ifnull(charged, 0)) AS charged FROM ledger WHERE sample = 0 GROUP BY 1, 2, 3, 4`;
const kept = 'SELECT month, day, workspace_key, status, jobs, reserved, charged FROM spend WHERE jobs <> 0';

/** What is wrong with the database; empty where nothing is. */
export function databaseFaults(directory: string): readonly string[] {
  const database = new DatabaseSync(join(directory, databaseFileName));
  try {
    const faults: string[] = [];
    const check = database.prepare('PRAGMA integrity_check').all();
    if (check.length !== 1 || check[0]?.integrity_check !== 'ok')
      faults.push(`integrity: ${JSON.stringify(check)}`);
    const missing = database
      .prepare(
        `SELECT count(*) AS n FROM (${sums} EXCEPT ${kept}) UNION ALL SELECT count(*) FROM (${kept} EXCEPT ${sums})`,
      )
      .all();
    if (missing.some(({ n }) => Number(n) > 0))
      faults.push('the sums of the ledger are not those of its rows');
    const orphans = database.prepare(
      'SELECT count(*) AS n FROM jobs LEFT JOIN ledger ON ledger.job_id = jobs.id WHERE ledger.job_id IS NULL',
    );
    if (Number(orphans.get()?.n) > 0) faults.push('a job has no money row');
    return faults;
  } finally {
    database.close();
  }
}

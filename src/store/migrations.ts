import type { DatabaseSync } from 'node:sqlite';

/**
 * Each entry brings the database from the version of its index to the next. Only additions: a window that still runs
 * the version before must go on reading. Published entries are never edited.
 *
 * `jobs.doc` holds the job as JSON without what has a column of its own. `jobs.open` is 1 until the job has ended, so
 * that the index on open jobs stays as small as what is under way. `spend` holds the sums of `ledger`, kept by the
 * database itself so that no writer can forget them; samples are in no sum. `tally` holds the same sums finer, by model
 * and by the job's state, for reports; every job that is no sample is in exactly one of its rows.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE windows (
    id TEXT NOT NULL PRIMARY KEY,
    heartbeat_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    window_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    doc TEXT NOT NULL
  ) STRICT;
  CREATE INDEX jobs_open ON jobs (id, state, window_id) WHERE open = 1;

  CREATE TABLE ledger (
    job_id TEXT NOT NULL PRIMARY KEY REFERENCES jobs (id),
    day TEXT NOT NULL,
    month TEXT NOT NULL,
    workspace_key TEXT NOT NULL,
    model TEXT NOT NULL,
    sample INTEGER NOT NULL,
    status TEXT NOT NULL,
    quoted INTEGER,
    reserved INTEGER NOT NULL,
    charged INTEGER,
    basis TEXT
  ) STRICT;

  CREATE TABLE spend (
    month TEXT NOT NULL,
    day TEXT NOT NULL,
    workspace_key TEXT NOT NULL,
    status TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    charged INTEGER NOT NULL,
    PRIMARY KEY (month, day, workspace_key, status)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER ledger_added AFTER INSERT ON ledger WHEN NEW.sample = 0 BEGIN
    INSERT INTO spend VALUES (NEW.month, NEW.day, NEW.workspace_key, NEW.status, 1, NEW.reserved, ifnull(NEW.charged, 0))
    ON CONFLICT DO UPDATE SET
      jobs = jobs + 1, reserved = reserved + excluded.reserved, charged = charged + excluded.charged;
  END;
  CREATE TRIGGER ledger_changed AFTER UPDATE ON ledger WHEN NEW.sample = 0 BEGIN
    UPDATE spend SET jobs = jobs - 1, reserved = reserved - OLD.reserved, charged = charged - ifnull(OLD.charged, 0)
    WHERE month = OLD.month AND day = OLD.day AND workspace_key = OLD.workspace_key AND status = OLD.status;
    INSERT INTO spend VALUES (NEW.month, NEW.day, NEW.workspace_key, NEW.status, 1, NEW.reserved, ifnull(NEW.charged, 0))
    ON CONFLICT DO UPDATE SET
      jobs = jobs + 1, reserved = reserved + excluded.reserved, charged = charged + excluded.charged;
  END;
  CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger BEGIN
    SELECT raise(ABORT, 'money does not vanish');
  END;
  `,
  // How long the newest renders took, and what is paused (a JSON document for each scope).
  `
  CREATE TABLE renders (
    id INTEGER NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    model TEXT NOT NULL,
    seconds REAL NOT NULL,
    resolution TEXT NOT NULL,
    after_ms INTEGER NOT NULL,
    within_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX renders_of ON renders (origin, model, seconds, resolution, id);

  CREATE TABLE pauses (
    scope TEXT NOT NULL PRIMARY KEY,
    doc TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE tally (
    month TEXT NOT NULL,
    day TEXT NOT NULL,
    model TEXT NOT NULL,
    workspace_key TEXT NOT NULL,
    status TEXT NOT NULL,
    state TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    charged INTEGER NOT NULL,
    PRIMARY KEY (month, day, model, workspace_key, status, state)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO tally
    SELECT ledger.month, ledger.day, ledger.model, ledger.workspace_key, ledger.status, jobs.state,
      count(*), sum(ledger.reserved), sum(ifnull(ledger.charged, 0))
    FROM ledger JOIN jobs ON jobs.id = ledger.job_id WHERE ledger.sample = 0 GROUP BY 1, 2, 3, 4, 5, 6;
  CREATE INDEX ledger_month ON ledger (month, job_id);

  CREATE TRIGGER tally_added AFTER INSERT ON ledger WHEN NEW.sample = 0 BEGIN
    INSERT INTO tally SELECT NEW.month, NEW.day, NEW.model, NEW.workspace_key, NEW.status, jobs.state,
      1, NEW.reserved, ifnull(NEW.charged, 0) FROM jobs WHERE jobs.id = NEW.job_id
    ON CONFLICT DO UPDATE SET
      jobs = jobs + 1, reserved = reserved + excluded.reserved, charged = charged + excluded.charged;
  END;
  CREATE TRIGGER tally_changed AFTER UPDATE ON ledger WHEN NEW.sample = 0 BEGIN
    UPDATE tally SET jobs = jobs - 1, reserved = reserved - OLD.reserved, charged = charged - ifnull(OLD.charged, 0)
    WHERE month = OLD.month AND day = OLD.day AND model = OLD.model AND workspace_key = OLD.workspace_key
      AND status = OLD.status AND state = (SELECT jobs.state FROM jobs WHERE jobs.id = OLD.job_id);
    INSERT INTO tally SELECT NEW.month, NEW.day, NEW.model, NEW.workspace_key, NEW.status, jobs.state,
      1, NEW.reserved, ifnull(NEW.charged, 0) FROM jobs WHERE jobs.id = NEW.job_id
    ON CONFLICT DO UPDATE SET
      jobs = jobs + 1, reserved = reserved + excluded.reserved, charged = charged + excluded.charged;
  END;
  CREATE TRIGGER tally_moved AFTER UPDATE OF state ON jobs WHEN NEW.state <> OLD.state BEGIN
    UPDATE tally SET jobs = tally.jobs - 1, reserved = tally.reserved - money.reserved,
      charged = tally.charged - ifnull(money.charged, 0)
    FROM (SELECT * FROM ledger WHERE job_id = NEW.id AND sample = 0) AS money
    WHERE tally.month = money.month AND tally.day = money.day AND tally.model = money.model
      AND tally.workspace_key = money.workspace_key AND tally.status = money.status AND tally.state = OLD.state;
    INSERT INTO tally SELECT month, day, model, workspace_key, status, NEW.state, 1, reserved, ifnull(charged, 0)
    FROM ledger WHERE job_id = NEW.id AND sample = 0
    ON CONFLICT DO UPDATE SET
      jobs = jobs + 1, reserved = reserved + excluded.reserved, charged = charged + excluded.charged;
  END;
  `,
  // CometAPI's public price list as it was last read, for each origin; without a document where it never came.
  `
  CREATE TABLE prices (
    origin TEXT NOT NULL PRIMARY KEY,
    asked_at INTEGER NOT NULL,
    fetched_at INTEGER,
    doc TEXT
  ) STRICT;
  `,
  // Requests got a mode, and jobs more dialects: an older window must not write what it would read without them.
  '',
  // Models that a key was refused, by the key's fingerprint.
  `
  CREATE TABLE refused_models (
    origin TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    model TEXT NOT NULL,
    refused_at INTEGER NOT NULL,
    PRIMARY KEY (origin, key_fingerprint, model)
  ) STRICT, WITHOUT ROWID;
  `,
  // A job's request may remix a clip: a window that does not know this would send it as a clip of its own.
  '',
  // Jobs come from prompt files, and may wait for the last frame of another's clip: an older window would send them without it.
  `
  CREATE INDEX jobs_of_prompt_file ON jobs (CASE WHEN json_valid(doc) THEN doc ->> '$.source.promptFileUri' END, id)
    WHERE CASE WHEN json_valid(doc) THEN doc ->> '$.source.promptFileUri' END IS NOT NULL;
  `,
  // Which database it is and how far it has come, so that an older or another one in its place is noticed (lineage.ts);
  // `gaps` says what was missing then. Sums of the status `lost` in `spend` belong to jobs whose rows are gone.
  `
  CREATE TABLE lineage (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    generation INTEGER NOT NULL
  ) STRICT;
  INSERT INTO lineage SELECT 1, lower(hex(randomblob(16))), count(*) FROM jobs;
  CREATE TRIGGER lineage_grew AFTER INSERT ON jobs BEGIN
    UPDATE lineage SET generation = generation + 1;
  END;
  CREATE TRIGGER lineage_moved AFTER UPDATE OF state ON jobs WHEN NEW.state <> OLD.state BEGIN
    UPDATE lineage SET generation = generation + 1;
  END;

  CREATE TABLE gaps (
    generation INTEGER NOT NULL PRIMARY KEY,
    jobs INTEGER NOT NULL,
    micro_usd INTEGER NOT NULL,
    restored INTEGER NOT NULL,
    doubted INTEGER NOT NULL,
    told INTEGER NOT NULL
  ) STRICT;
  `,
  // One job of an origin has a task. Where several have it, the oldest that may bring or has brought its clip keeps it; the
  // others keep what they are, say which job that is, and what was counted twice becomes unknown.
  `
  CREATE TEMP TABLE shared_tasks AS
    SELECT id, keeper FROM (
      SELECT id, first_value(id) OVER same AS keeper, row_number() OVER same AS place
      FROM (
        SELECT id, state, open, rowid AS row, CASE WHEN json_valid(doc) THEN doc ->> '$.origin' END AS origin,
          CASE WHEN json_valid(doc) THEN doc ->> '$.taskId' END AS task
        FROM jobs
      ) WHERE task IS NOT NULL
      WINDOW same AS (PARTITION BY origin, task ORDER BY open = 0 AND state <> 'saved', row)
    ) WHERE place > 1;
  UPDATE jobs SET doc = json_set(doc, '$.charge', json('{"basis":"unknown"}'))
    WHERE id IN (SELECT id FROM shared_tasks)
      AND id IN (SELECT job_id FROM ledger WHERE status IN ('charged', 'reserved'));
  UPDATE ledger SET status = 'unknown', charged = NULL, basis = 'unknown'
    WHERE job_id IN (SELECT id FROM shared_tasks) AND status IN ('charged', 'reserved');
  UPDATE jobs SET doc = json_remove(json_set(doc, '$.sharedTaskId', doc ->> '$.taskId'), '$.taskId')
    WHERE id IN (SELECT id FROM shared_tasks);
  UPDATE jobs SET state = 'stopped', open = 1, epoch = epoch + 1,
      doc = json_remove(json_set(doc, '$.failure', json_object('class', 'provider-fault', 'message', 'create.taskShared',
        'charged', 'unknown', 'jobId', (SELECT keeper FROM shared_tasks WHERE shared_tasks.id = jobs.id))), '$.nextAt')
    WHERE id IN (SELECT id FROM shared_tasks) AND state IN ('submitting', 'running', 'downloading', 'stopped');
  DROP TABLE temp.shared_tasks;
  CREATE UNIQUE INDEX jobs_task ON jobs (
    CASE WHEN json_valid(doc) THEN doc ->> '$.origin' END, CASE WHEN json_valid(doc) THEN doc ->> '$.taskId' END
  ) WHERE CASE WHEN json_valid(doc) THEN doc ->> '$.taskId' END IS NOT NULL;
  `,
  // Money is counted by the folder in which a clip lies, no longer by all folders of its window together. `identity`
  // stays the same when a folder is renamed.
  `
  CREATE TABLE folders (
    key TEXT NOT NULL PRIMARY KEY,
    identity TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX folders_identity ON folders (identity) WHERE identity IS NOT NULL;
  UPDATE ledger SET workspace_key = (
    SELECT doc ->> '$.output.workspaceFolderUri' FROM jobs WHERE jobs.id = ledger.job_id
  ) WHERE instr(workspace_key, ' ') > 0 AND (
    SELECT CASE WHEN json_valid(doc) THEN doc ->> '$.output.workspaceFolderUri' END FROM jobs WHERE jobs.id = ledger.job_id
  ) IS NOT NULL;
  UPDATE jobs SET doc = json_set(doc, '$.workspaceKey', (SELECT workspace_key FROM ledger WHERE job_id = jobs.id))
  WHERE json_valid(doc) AND instr(doc ->> '$.workspaceKey', ' ') > 0 AND id IN (SELECT job_id FROM ledger);
  `,
  // A job knows since when nothing changes, and what was fetched in vain: an older window would begin to count anew.
  '',
  // What the provider said of its progress while the newest renders ran: a JSON list of percent and milliseconds.
  'ALTER TABLE renders ADD COLUMN told TEXT;',
  // Who asked for a clip: what agents spend a day is limited, and what they ask for twice is made once. An older window would
  // forget both.
  `
  ALTER TABLE ledger ADD COLUMN asked_by TEXT;
  CREATE INDEX ledger_agents ON ledger (day) WHERE asked_by = 'agent';
  CREATE INDEX jobs_of_digest ON jobs (CASE WHEN json_valid(doc) THEN doc ->> '$.digest' END)
    WHERE CASE WHEN json_valid(doc) THEN doc ->> '$.digest' END IS NOT NULL;
  `,
];

/** The newest version this code knows. */
export const knownVersion = migrations.length;

/** What every database of ours has; one without is damaged. */
export const requiredObjects: readonly string[] = [
  'windows',
  'jobs',
  'jobs_open',
  'ledger',
  'spend',
  'ledger_added',
  'ledger_changed',
  'ledger_kept',
  'renders',
  'pauses',
  'tally',
  'ledger_month',
  'tally_added',
  'tally_changed',
  'tally_moved',
  'prices',
  'refused_models',
  'jobs_of_prompt_file',
  'lineage',
  'lineage_grew',
  'lineage_moved',
  'gaps',
  'jobs_task',
  'folders',
  'ledger_agents',
  'jobs_of_digest',
];

export function userVersion(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** Brings the database to {@link knownVersion}. Call it inside a transaction. */
export function migrate(connection: DatabaseSync): void {
  for (const [version, sql] of migrations.entries()) {
    if (version >= userVersion(connection)) connection.exec(sql);
  }
  connection.exec(`PRAGMA user_version = ${knownVersion}`);
}

import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, open, readFile, rename, rm } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { shownText } from '../core/shownText.ts';
import { systemCode } from '../core/systemCode.ts';
import { placeOnDisk } from '../node/placeOnDisk.ts';
import { maxPlanBytes, readPlan } from '../shots/planText.ts';
import { UsageError } from './usageError.ts';

/**
 * Writes a plan, whole or not at all: over another plan, and over nothing else. A link in its place is not followed.
 * `name`: the path as it was given. Throws a `UsageError`.
 */
export async function savePlan(path: string, name: string, text: string): Promise<void> {
  const shown = shownText(name);
  const found = await lookAt(path, shown);
  if (found !== undefined) await requirePlan(path, shown, found);
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (found !== undefined) await rename(draft, path);
    else if (!(await placeOnDisk(draft, path, `${draft}.part`))) throw noPlan(shown);
  } catch (error) {
    throw error instanceof UsageError ? error : cannotWrite(shown, error);
  } finally {
    await rm(draft, { force: true });
  }
}

async function lookAt(path: string, shown: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw cannotWrite(shown, error);
  }
}

async function requirePlan(path: string, shown: string, found: Stats): Promise<void> {
  if (found.isSymbolicLink())
    throw new UsageError(
      l10n.t('{0} is a symbolic link, which is not followed here. Name another file.', shown),
    );
  if (!found.isFile() || found.size > maxPlanBytes) throw noPlan(shown);
  if ('refusal' in readPlan(await readFile(path, 'utf8'))) throw noPlan(shown);
}

function noPlan(shown: string): UsageError {
  return new UsageError(
    l10n.t('{0} is there and is not a plan, so it was left as it is. Name another file.', shown),
  );
}

function cannotWrite(shown: string, error: unknown): UsageError {
  return new UsageError(
    l10n.t('{0} could not be written ({1}). Name a folder that you may write to.', shown, systemCode(error)),
  );
}

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { isPromptFile, promptFileEnding } from '../core/promptFileName.ts';
import { plainLine, shownText } from '../core/shownText.ts';
import { pathBelow } from '../core/uriPath.ts';
import { TooManyFiles } from '../node/findFiles.ts';
import { repositoryFolder } from '../node/repositoryFolder.ts';
import { openRepository, type Repository, type RepositoryOptions, uriOf } from '../runtime/repository.ts';
import { settingsPath } from '../runtime/repositorySettings.ts';
import type { ProcessContext } from './context.ts';
import { programName } from './programName.ts';
import { settingsTroubleWords } from './settingsTroubleWords.ts';
import { shownFrom } from './shownFrom.ts';
import { UsageError } from './usageError.ts';

/** A folder that was read as a whole, and which of its files a command is about. */
export interface OpenedFolder {
  readonly repository: Repository;
  /** URIs of the prompt files at or below the paths, sorted. */
  readonly promptFiles: readonly string[];
  /** Whether a place is at or below one of the paths. */
  readonly isMeant: (uri: string) => boolean;
}

/**
 * The folders that these paths belong to, each read once: of a path in a Git repository, the whole of it, because a clip may
 * lie anywhere there. No path: the working directory. Tells what is wrong with the settings of a folder. Throws a `UsageError` for a path that leads to nothing of ours.
 */
export async function openPaths(
  operands: readonly string[],
  context: Pick<ProcessContext, 'workingDirectory' | 'stderr'>,
  options: RepositoryOptions = {},
): Promise<readonly OpenedFolder[]> {
  const { workingDirectory, stderr } = context;
  const paths = (operands.length === 0 ? ['.'] : operands).map((path) => resolve(workingDirectory, path));
  const folders = new Map<string, string[]>();
  for (const [at, path] of paths.entries()) {
    await requireOurs(path, operands[at] ?? path);
    const folder = await repositoryFolder(path);
    folders.set(folder, [...(folders.get(folder) ?? []), uriOf(path)]);
  }
  const opened = await Promise.all([...folders].map(([folder, meant]) => openFolder(folder, meant, options)));
  const shown = shownFrom(workingDirectory);
  for (const { repository } of opened) {
    const { trouble } = repository.settings;
    if (trouble === undefined) continue;
    const file = shown(`${repository.folderUri}/${settingsPath}`);
    stderr.write(`${programName}: ${plainLine(settingsTroubleWords(file, trouble))}\n`);
  }
  return opened;
}

async function openFolder(
  folder: string,
  meant: readonly string[],
  options: RepositoryOptions,
): Promise<OpenedFolder> {
  const isMeant = (uri: string) => meant.some((one) => pathBelow(one, uri) !== undefined);
  try {
    const repository = await openRepository(folder, options);
    const named = meant.filter((uri) => isPromptFile({ path: uri }));
    const promptFiles = new Set([...repository.promptFiles.filter(isMeant), ...named]);
    return { repository, promptFiles: [...promptFiles].sort(), isMeant };
  } catch (error) {
    if (!(error instanceof TooManyFiles)) throw error;
    throw new UsageError(
      l10n.t('There are too many files below {0} to look through. Name a smaller folder.', folder),
    );
  }
}

async function requireOurs(path: string, written: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new UsageError(l10n.t('There is no file or folder “{0}”. Check the path.', shownText(written)));
  if (!found.isDirectory() && !isPromptFile({ path }))
    throw new UsageError(
      l10n.t(
        '“{0}” is no prompt file. Name a folder, or a file that ends in {1}.',
        shownText(written),
        promptFileEnding,
      ),
    );
}

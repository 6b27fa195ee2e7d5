import { readFile, stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { ProcessContext } from '../context.ts';

/** Of GitHub's own events; theirs are smaller. */
const maxBytes = 32 * 1024 * 1024;

const repository = z.nullish(z.object({ full_name: z.string() }));

/** What GitHub tells of the event that a workflow runs for, as far as it says whose words are being rendered. */
const event = z.object({
  repository,
  pull_request: z.optional(
    z.object({ head: z.object({ repo: repository }), base: z.object({ repo: repository }) }),
  ),
  workflow_run: z.optional(z.object({ event: z.string(), head_repository: repository })),
  /** A comment on a pull request does not say where that comes from. */
  issue: z.optional(z.object({ pull_request: z.optional(z.unknown()) })),
});

/** Why nothing is rendered for the event that this runs for: its prompts may be a stranger's. Undefined: it may be. */
export async function forkRefusal({
  environment,
}: Pick<ProcessContext, 'environment'>): Promise<string | undefined> {
  const path = environment.GITHUB_EVENT_PATH ?? '';
  if (path === '') return undefined;
  const found = await readEvent(path);
  if (found === undefined)
    return l10n.t(
      'The event in GITHUB_EVENT_PATH cannot be read, so nobody knows whose prompts these are. Nothing was sent.',
    );
  const { pull_request: pull, workflow_run: run, issue } = found;
  const isForks =
    (pull !== undefined && !isSame(pull.head.repo, pull.base.repo ?? found.repository)) ||
    (run?.event.startsWith('pull_request') === true && !isSame(run.head_repository, found.repository));
  if (isForks)
    return l10n.t('This runs for a pull request from a fork: its prompts are not yours. Nothing was sent.');
  return issue?.pull_request === undefined
    ? undefined
    : l10n.t(
        'This runs for a comment on a pull request, which may come from a fork: its prompts may not be yours. Nothing was sent.',
      );
}

async function readEvent(path: string): Promise<z.infer<typeof event> | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > maxBytes) return undefined;
    return event.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** One that is gone is nobody's. */
function isSame(one: z.infer<typeof repository>, other: z.infer<typeof repository>): boolean {
  return one?.full_name !== undefined && one.full_name.toLowerCase() === other?.full_name.toLowerCase();
}

import * as l10n from '@vscode/l10n';
import type { Command } from './command.ts';

interface CommandEntry {
  /** One line. */
  readonly summary: () => string;
  /** At first use: the list of commands is shown without their code. */
  readonly load: () => Promise<Command>;
}

/** Every command by its name, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  check: {
    summary: () => l10n.t('say what is wrong in prompt files, and which clips are stale or missing'),
    load: async () => (await import('./commands/check.ts')).check,
  },
  plan: {
    summary: () => l10n.t('show what would be rendered, in which order and for how much'),
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  render: {
    summary: () => l10n.t('render clips that are missing or stale, and save them beside their prompt files'),
    load: async () => (await import('./commands/render.ts')).render,
  },
  resume: {
    summary: () => l10n.t('go on with what an earlier “render” has left; sends nothing new'),
    load: async () => (await import('./commands/resume.ts')).resume,
  },
  spend: {
    summary: () => l10n.t('sum up what the clips of a repository have cost, by their sidecars'),
    load: async () => (await import('./commands/spend.ts')).spend,
  },
  models: {
    summary: () => l10n.t('list the models, what each can do and what it costs'),
    load: async () => (await import('./commands/models.ts')).models,
  },
};

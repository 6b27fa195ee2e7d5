import type { CreateOutcome, StatusOutcome } from '../engine/ports.ts';
import { classifyCreate } from './classifyCreate.ts';
import { chat, chatLink } from './dialects/chat.ts';
import { type Asked, failure } from './failures.ts';
import type { LinkKeeper } from './linkKeeper.ts';
import type { NetworkLimits } from './limits.ts';
import type { Submission } from './submission.ts';

/** The answer is the render itself: it lasts as long as that. */
export const chatLimits: Partial<NetworkLimits> = { answerMs: 20 * 60_000 };

const prefix = 'chat_';

/**
 * Makes a task of an answer in which the link came: its id is ours, and its link is kept as a secret before anyone is
 * told, because nobody can be asked for it again.
 */
export async function chatOutcome(
  submission: Submission,
  clientId: string,
  links: LinkKeeper,
  asked: Asked,
): Promise<CreateOutcome> {
  const link = submission.kind === 'answered' ? chatLink(submission.reply.text) : undefined;
  if (link === undefined) return classifyCreate(submission, chat, asked);
  try {
    await links.keep(clientId, link);
  } catch {
    return { kind: 'uncertain', failure: failure(asked, 'disk', 'create.linkLost') };
  }
  return { kind: 'accepted', taskId: `${prefix}${clientId}` };
}

/** A task with a kept link is done. */
export async function chatStatus(
  taskId: string,
  links: LinkKeeper | undefined,
  asked: Asked,
): Promise<StatusOutcome> {
  const id = taskId.startsWith(prefix) ? taskId.slice(prefix.length) : undefined;
  const link = id === undefined ? undefined : await links?.read(id).catch(() => undefined);
  return link === undefined
    ? { kind: 'missed', failure: failure(asked, 'unknown', 'status.linkLost') }
    : { kind: 'done', link };
}

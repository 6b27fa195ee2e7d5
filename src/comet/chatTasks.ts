import { isPrivateAddress, isPrivateName } from '../core/privateAddress.ts';
import type { CreateOutcome, Endpoint, StatusOutcome } from '../engine/ports.ts';
import { classifyCreate } from './classifyCreate.ts';
import { chat, chatLinks } from './dialects/chat.ts';
import { type Asked, failure } from './failures.ts';
import type { LinkKeeper } from './linkKeeper.ts';
import type { NetworkLimits } from './limits.ts';
import { safeLink } from './resultRequest.ts';
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
  endpoint: Pick<Endpoint, 'baseUrl' | 'isLocal'>,
  asked: Asked,
): Promise<CreateOutcome> {
  const told = submission.kind === 'answered' ? chatLinks(submission.reply.text) : [];
  const link = told.find((one) => mayBeOpened(one, endpoint));
  if (link === undefined) {
    const [unsafe] = told;
    if (unsafe === undefined || submission.kind !== 'answered')
      return classifyCreate(submission, chat, asked);
    // Nobody can be asked for another one: waiting would be in vain.
    const words = { message: unsafe, codes: [] };
    const facts = { reply: submission.reply, words };
    return { kind: 'uncertain', failure: failure(asked, 'provider-fault', 'create.unsafeLink', facts) };
  }
  try {
    await links.keep(clientId, link);
  } catch {
    return { kind: 'uncertain', failure: failure(asked, 'disk', 'create.linkLost') };
  }
  return { kind: 'accepted', taskId: `${prefix}${clientId}` };
}

/** Whether the download will open it: known before it is kept, as far as it needs no look into the network. */
function mayBeOpened(link: string, { baseUrl, isLocal }: Pick<Endpoint, 'baseUrl' | 'isLocal'>): boolean {
  const url = safeLink(link, isLocal);
  if (url === undefined || isLocal) return url !== undefined;
  const api = URL.parse(baseUrl)?.hostname ?? '';
  const isInside = (host: string) => isPrivateName(host) || isPrivateAddress(host);
  return url.hostname === api || !isInside(url.hostname) || isInside(api);
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

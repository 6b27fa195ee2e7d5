import { isAbort } from '../core/errors.ts';
import { withoutInterim } from './answerStart.ts';
import { discardSocket, type Connector } from './connector.ts';
import { decoded } from './contentCoding.ts';
import { exchange } from './exchange.ts';
import type { NetworkLimits } from './limits.ts';
import { readReply, type Reply } from './reply.ts';
import { TransportError, type TransportReason } from './transportError.ts';
import { Client } from './undici.ts';

/** A POST that must not be sent twice. */
export interface SubmitCall {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where this call is allowed more than others. */
  readonly limits?: Partial<NetworkLimits>;
  /** Asked when the connection stands; false: nothing is sent. */
  readonly mayStillSend: () => boolean;
}

export type Submission =
  | { readonly kind: 'answered'; readonly reply: Reply }
  /** The socket was never handed to the HTTP layer: certainly no byte of the request left. */
  | { readonly kind: 'unsent'; readonly reason: TransportReason }
  | { readonly kind: 'lost'; readonly reason: TransportReason };

/**
 * Sends a POST over a connection of its own, once. Whether something may have left is not read from error codes: it
 * is known, because the socket passes through here on its way to the HTTP layer. Throws only the abort, and only when something
 * may have left.
 */
export async function submit(
  call: SubmitCall,
  connector: Connector,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<Submission> {
  const gate = { isOpen: true, hasPassed: false };
  const open = withoutInterim(connector, { isOneAnswer: true });
  const client = new Client(call.url.origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: limits.headerBytes,
    connect: (options, callback) => {
      // undici connects again where a connection ends early. After the first socket that would be a second request.
      if (gate.hasPassed || !gate.isOpen) {
        callback(new TransportError('broken'), null);
        return;
      }
      open(options, (error, socket) => {
        if (socket === null) {
          callback(error, null);
        } else if (!gate.isOpen || socket.destroyed) {
          discardSocket(socket);
          callback(new TransportError('unreachable'), null);
        } else if (!isWanted(call)) {
          discardSocket(socket);
          callback(new TransportError('tooLate'), null);
        } else {
          gate.hasPassed = true;
          callback(null, socket);
        }
      });
    },
  });
  try {
    const answer = await exchange(
      client,
      { method: 'POST', path: call.url.pathname + call.url.search, headers: call.headers, body: call.body },
      limits.connectMs + limits.createHeadersMs,
      signal,
    );
    return {
      kind: 'answered',
      reply: await readReply(decoded(answer, { way: 'own', isFile: false }), limits),
    };
  } catch (error) {
    if (isAbort(error) && gate.hasPassed) throw error;
    const reason = error instanceof TransportError ? error.reason : isAbort(error) ? 'aborted' : 'broken';
    return { kind: gate.hasPassed ? 'lost' : 'unsent', reason };
  } finally {
    gate.isOpen = false;
    client.destroy().catch(() => undefined);
  }
}

/** A check that fails is a no: it stands for a lease that could not be confirmed. */
function isWanted(call: SubmitCall): boolean {
  try {
    return call.mayStillSend();
  } catch {
    return false;
  }
}

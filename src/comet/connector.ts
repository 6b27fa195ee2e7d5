import { connectFailure, TransportError } from './transportError.ts';
import { buildConnector } from './undici.ts';

/** Opens the socket of one connection, TLS included, and hands it over through the callback. */
export type Connector = buildConnector.connector;

/** Connects to the target itself. */
export function directConnector(connectMs: number): Connector {
  // Its own time-out is a coarse second line, which destroys sockets that nobody waits for any more.
  return buildConnector({ timeout: connectMs + 1_000 });
}

/**
 * Limits the time a connector may take, and hides its errors: undici connects again by itself after some of its own
 * error codes, so only {@link TransportError}s, which have none, reach it.
 */
export function boundedConnector(connector: Connector, connectMs: number): Connector {
  return (options, callback) => {
    const wait = { isOver: false };
    const settle = (report: () => void) => {
      if (wait.isOver) return;
      wait.isOver = true;
      clearTimeout(timer);
      report();
    };
    const timer = setTimeout(
      () => settle(() => callback(new TransportError('connectTimeout'), null)),
      connectMs,
    );
    try {
      connector(options, (error, socket) => {
        if (error) settle(() => callback(connectFailure(error), null));
        else if (wait.isOver) discardSocket(socket);
        else settle(() => callback(null, socket));
      });
    } catch (error) {
      settle(() => callback(connectFailure(error), null));
    }
  };
}

type Socket = NonNullable<Parameters<buildConnector.Callback>[1]>;

/** Closes a socket whose errors concern nobody. */
export function discardSocket(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.destroy();
}

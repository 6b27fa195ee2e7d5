import type { Connector } from './connector.ts';

/** How long the start of an answer may be that is held back, and all that is passed over before one. */
const maxHeldBytes = 64 * 1024;
const maxPassedBytes = 1024 * 1024;
const starts = ['HTTP/1.1 1', 'HTTP/1.0 1'];
/** 101 changes the protocol and is nothing to pass over. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d\s/;

type Socket = NonNullable<Parameters<Parameters<Connector>[1]>[1]>;

/**
 * Takes interim answers (`100 Continue`, `102`, `103`) out of what a server sends: undici breaks the connection at a 100
 * that nobody asked for, and with it a create request that was accepted. `isOneAnswer`: the connection brings one answer;
 * otherwise each write begins another exchange, so no request may have a body.
 */
export function withoutInterim(
  connector: Connector,
  { isOneAnswer }: { readonly isOneAnswer: boolean },
): Connector {
  return (options, callback) => {
    connector(options, (...[error, socket]) => {
      if (socket === null) {
        callback(error, null);
        return;
      }
      filterAnswers(socket, isOneAnswer);
      callback(null, socket);
    });
  };
}

/** undici takes what came with `read`, and nothing else does. */
function filterAnswers(socket: Socket, isOneAnswer: boolean): void {
  let held: Buffer = Buffer.alloc(0);
  let isAtStart = true;
  let passedBytes = 0;
  const read = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    for (;;) {
      const chunk: unknown = read(size);
      if (!Buffer.isBuffer(chunk) || !isAtStart) return chunk;
      held = held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]);
      const { bytes, isStart } = behindInterim(held);
      passedBytes += held.byteLength - bytes.byteLength;
      // More than that is no answer any more: undici ends it.
      const isHeld = isStart && passedBytes <= maxPassedBytes;
      held = isHeld ? bytes : Buffer.alloc(0);
      if (isHeld) continue;
      isAtStart = false;
      return bytes;
    }
  };
  if (isOneAnswer) return;
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean;
  socket.write = (...args: readonly unknown[]) => {
    isAtStart = true;
    passedBytes = 0;
    return write(...args);
  };
}

/** What stands behind the interim answers at the start; `isStart`: more has to come before it is known what that is. */
function behindInterim(all: Buffer): { readonly bytes: Buffer; readonly isStart: boolean } {
  for (let bytes = all; ;) {
    const line = bytes.toString('latin1', 0, 16);
    if (line.length < 13 && starts.some((start) => start.startsWith(line.slice(0, start.length)))) {
      return { bytes, isStart: true };
    }
    if (!interim.test(line)) return { bytes, isStart: false };
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return { bytes, isStart: bytes.byteLength < maxHeldBytes };
    bytes = bytes.subarray(end + 4);
  }
}

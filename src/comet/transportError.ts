/** Why an exchange brought no complete answer. */
export type TransportReason =
  /** Name not resolved, connection refused, no route. */
  | 'unreachable'
  /** The certificate or the handshake. */
  | 'tls'
  | 'connectTimeout'
  /** The proxy could not be reached, or refused the tunnel. */
  | 'proxy'
  /** The proxy wants a user name and a password. */
  | 'proxyAuth'
  /** The settings name a proxy of another kind than http and https. */
  | 'proxyUnsupported'
  /** No headers in time. */
  | 'timeout'
  /** The body fell silent. */
  | 'silent'
  /** The connection broke, or what came was not HTTP. */
  | 'broken'
  /** The caller no longer wanted it when the connection stood. */
  | 'tooLate'
  /** The caller gave up before anything was sent. */
  | 'aborted';

/** Carries a reason and nothing else: causes of the network layer may hold addresses and headers. */
export class TransportError extends Error {
  readonly reason: TransportReason;

  constructor(reason: TransportReason) {
    super(`transport: ${reason}`);
    this.name = 'TransportError';
    this.reason = reason;
  }
}

const tlsCodes = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** What stopped a connection from being made. The code decides the words only, never whether something was sent. */
export function connectFailure(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (tlsCodes.test(code)) return new TransportError('tls');
  return new TransportError(
    code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' ? 'connectTimeout' : 'unreachable',
  );
}

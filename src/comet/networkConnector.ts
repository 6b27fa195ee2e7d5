import type { Socket } from 'node:net';
import { withoutInterim } from './answerStart.ts';
import { trustedCertificates } from './certificates.ts';
import { type Connector, discardSocket } from './connector.ts';
import { networkLimits, type NetworkLimits } from './limits.ts';
import { type NetworkSettings, type Proxy, proxyFor, targetOf } from './proxy.ts';
import { TransportError } from './transportError.ts';
import { buildConnector, Client } from './undici.ts';

export interface NetworkConnectorOptions {
  readonly settings: () => NetworkSettings;
  readonly connectMs: NetworkLimits['connectMs'];
  /** What https servers are checked against; absent: the public certificates and the machine's own. */
  readonly certificates?: () => Promise<readonly string[]>;
}

/**
 * Opens sockets the way the user's network asks for: straight, or through a tunnel of the proxy (`CONNECT`), which sees
 * neither the key nor a path. TLS is made with the target itself and always checked. Nothing is sent to the target here.
 */
export function networkConnector(options: NetworkConnectorOptions): Connector {
  const { connectMs, certificates = trustedCertificates } = options;
  return (target, callback) => {
    const open = async (): Promise<void> => {
      const settings = options.settings();
      const { hostname, port } = targetOf(target);
      const proxy = proxyFor({ hostname, port }, settings);
      if (proxy === 'unsupported') throw new TransportError('proxyUnsupported');
      const isTls = target.protocol === 'https:';
      const isTlsProxy = proxy !== 'direct' && proxy.url.protocol === 'https:';
      const usesOwn = (isTls || isTlsProxy) && settings.usesSystemCertificates !== false;
      const ca = usesOwn ? { ca: [...(await certificates())] } : {};
      const bounds = { timeout: connectMs + 1_000, ...ca };
      // Said, because the environment could turn the check off for the whole process.
      const connect = buildConnector({ ...bounds, rejectUnauthorized: true });
      if (proxy === 'direct') {
        connect(target, callback);
        return;
      }
      const tunnel = await openTunnel(
        proxy,
        { hostname, port },
        buildConnector({ ...bounds, rejectUnauthorized: settings.isStrict !== false }),
        connectMs,
      );
      if (isTls) connect({ ...target, httpSocket: tunnel }, callback);
      else callback(null, tunnel);
    };
    open().catch((error: unknown) => callback(error instanceof Error ? error : new Error('connect'), null));
  };
}

/**
 * Asks the proxy for a tunnel. It learns host and port of the target and its own authorization, nothing else. Through
 * undici and not the platform's modules, which an editor replaces with ones that look for proxies themselves.
 * Throws a TransportError: `proxyAuth` where the proxy wants a name, `proxy` for everything else that goes wrong with it.
 */
async function openTunnel(
  { url, authorization }: Proxy,
  { hostname, port }: { readonly hostname: string; readonly port: number },
  connect: Connector,
  connectMs: number,
): Promise<Socket> {
  const isBare6 = hostname.includes(':') && !hostname.startsWith('[');
  const host = `${isBare6 ? `[${hostname}]` : hostname}:${String(port)}`;
  const open = withoutInterim(connect, { isOneAnswer: true });
  const client = new Client(url.origin, {
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: networkLimits.headerBytes,
    connect: (options, callback) => {
      open(options, (error, socket) => {
        // An error without a code: undici does not connect again by itself.
        if (error) callback(new TransportError('proxy'), null);
        else callback(null, socket);
      });
    },
  });
  let reason: 'proxy' | 'proxyAuth' = 'proxy';
  try {
    const { statusCode, socket } = await client.connect({
      path: host,
      signal: AbortSignal.timeout(connectMs),
      headers: { host, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
    });
    if (statusCode === 200) return socket as Socket;
    discardSocket(socket as Socket);
    if (statusCode === 407) reason = 'proxyAuth';
  } catch {
    // Whatever went wrong, it did so at the proxy.
  } finally {
    client.destroy().catch(() => undefined);
  }
  throw new TransportError(reason);
}

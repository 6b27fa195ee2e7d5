import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { trustedCertificates } from './certificates.ts';
import { type Connector, discardSocket } from './connector.ts';
import type { NetworkLimits } from './limits.ts';
import { type NetworkSettings, type Proxy, proxyFor } from './proxy.ts';
import { TransportError } from './transportError.ts';
import { buildConnector } from './undici.ts';

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
      const port = Number(target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : target.port);
      const proxy = proxyFor({ hostname: target.hostname, port }, settings);
      if (proxy === 'unsupported') throw new TransportError('proxyUnsupported');
      const isTls = target.protocol === 'https:';
      const usesOwn = isTls && settings.usesSystemCertificates !== false;
      const ca = usesOwn ? { ca: [...(await certificates())] } : {};
      const connect = buildConnector({ timeout: connectMs + 1_000, ...ca });
      if (proxy === 'direct') {
        connect(target, callback);
        return;
      }
      const tunnel = await openTunnel(proxy, { hostname: target.hostname, port }, settings, connectMs);
      if (isTls) connect({ ...target, httpSocket: tunnel }, callback);
      else callback(null, tunnel);
    };
    open().catch((error: unknown) => callback(error instanceof Error ? error : new Error('connect'), null));
  };
}

/** Throws a TransportError: `proxyAuth` where the proxy wants a name, `proxy` for everything else that goes wrong with it. */
function openTunnel(
  { url, authorization }: Proxy,
  { hostname, port }: { readonly hostname: string; readonly port: number },
  { isStrict = true }: NetworkSettings,
  connectMs: number,
): Promise<Socket> {
  const host = `${hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname}:${String(port)}`;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port,
      method: 'CONNECT',
      path: host,
      headers: { host, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
      agent: false,
      timeout: connectMs,
      ...(isStrict ? {} : { rejectUnauthorized: false }),
    });
    const fail = (reason: 'proxy' | 'proxyAuth') => {
      request.destroy();
      reject(new TransportError(reason));
    };
    request.once('connect', ({ statusCode }, socket: Socket, head) => {
      if (statusCode === 200 && head.length === 0) {
        resolve(socket);
        return;
      }
      discardSocket(socket);
      fail(statusCode === 407 ? 'proxyAuth' : 'proxy');
    });
    // A proxy that refuses answers like a server.
    request.once('response', ({ statusCode }) => fail(statusCode === 407 ? 'proxyAuth' : 'proxy'));
    request.once('timeout', () => fail('proxy'));
    request.once('error', () => fail('proxy'));
    request.end();
  });
}

/** What the user and the machine say about the way to the network. Read anew at each connection. */
export interface NetworkSettings {
  /** `http.proxy` of the editor; it wins over the environment. */
  readonly proxy?: string;
  /** `http.noProxy` of the editor. */
  readonly noProxy?: readonly string[];
  /** `http.proxySupport` is `off`: no proxy at all. */
  readonly isOff?: boolean;
  /** `http.proxyAuthorization`: the whole value of a `Proxy-Authorization` header. */
  readonly authorization?: string;
  /** `http.proxyStrictSSL`: whether the certificate of an https proxy is checked. It says nothing about other servers. */
  readonly isStrict?: boolean;
  /** `http.systemCertificates`: whether the machine's own certificates are trusted beside the public ones. */
  readonly usesSystemCertificates?: boolean;
  /** `HTTPS_PROXY`, `NO_PROXY` … */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Proxy {
  readonly url: URL;
  /** Value of the `Proxy-Authorization` header. */
  readonly authorization?: string;
}

export interface Target {
  readonly hostname: string;
  readonly port: number;
}

/** Host and port of an http or https address, or of what a connector is given. */
export function targetOf({ hostname, protocol, port }: Pick<URL, 'hostname' | 'protocol' | 'port'>): Target {
  return { hostname, port: Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port) };
}

/** Where a target is reached through; `direct`; or `unsupported`, where the setting names no http or https proxy. */
export function proxyFor(target: Target, settings: NetworkSettings): Proxy | 'direct' | 'unsupported' {
  const hostname = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (settings.isOff === true || isLoopback(hostname)) return 'direct';
  const { environment = {}, proxy: own = '', noProxy = [] } = settings;
  const read = (name: string) => environment[name.toLowerCase()] ?? environment[name];
  const exceptions = [...noProxy, ...(read('NO_PROXY') ?? '').split(/[\s,]+/)];
  if (exceptions.some((exception) => isException(exception, hostname, target.port))) return 'direct';
  const written = [own, read('HTTPS_PROXY'), read('ALL_PROXY'), read('HTTP_PROXY')].find(
    (value) => value !== undefined && value.trim() !== '',
  );
  return written === undefined ? 'direct' : parseProxy(written.trim(), settings.authorization);
}

function parseProxy(written: string, authorization: string | undefined): Proxy | 'unsupported' {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return 'unsupported';
  const header = authorization ?? basic(url);
  const bare = new URL(url.origin);
  return header === undefined ? { url: bare } : { url: bare, authorization: header };
}

function basic({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const bytes = new TextEncoder().encode(`${decoded(username)}:${decoded(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** A stray percent sign is part of the password. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^(127\.|::1$)/.test(hostname);
}

/** `*`, `example.com` and all below it, `.example.com`, `*.example.com`, `example.com:8443`, an address. */
function isException(written: string, hostname: string, port: number): boolean {
  const text = written.trim().toLowerCase();
  if (text === '') return false;
  if (text === '*') return true;
  const [, name = '', ownPort] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(isAddress6(text) ? `[${text}]` : text) ?? [];
  if (ownPort !== undefined && Number(ownPort) !== port) return false;
  const suffix = name.replace(/^\*?\./, '');
  return hostname === suffix || hostname.endsWith(`.${suffix}`);
}

function isAddress6(text: string): boolean {
  return text.split(':').length > 2 && !text.startsWith('[');
}

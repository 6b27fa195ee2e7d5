import { throwIfAborted } from './abort.ts';
import { boundedConnector, directConnector, type Connector } from './connector.ts';
import { exchange, type OpenAnswer } from './exchange.ts';
import { networkLimits, type NetworkLimits } from './limits.ts';
import { networkConnector } from './networkConnector.ts';
import type { NetworkSettings } from './proxy.ts';
import { readReply, type Reply } from './reply.ts';
import { submit, type Submission, type SubmitCall } from './submission.ts';
import { Agent } from './undici.ts';

export interface TransportOptions {
  readonly limits?: Partial<NetworkLimits>;
  /** How sockets are opened, for every call alike; absent: straight to the target. */
  readonly connector?: Connector;
  /** Makes that connector: proxies, and the machine's certificates. */
  readonly network?: () => NetworkSettings;
}

type Headers = Readonly<Record<string, string>>;

/** HTTP as this client speaks it: no redirect is followed, nothing is sent twice, every wait ends. */
export interface Transport {
  readonly limits: NetworkLimits;
  /** GET of a JSON answer. Throws a TransportError, or the abort. */
  ask(url: URL, headers: Headers, signal: AbortSignal): Promise<Reply>;
  /** POST. Throws only the abort. */
  submit(call: SubmitCall, signal: AbortSignal): Promise<Submission>;
  /** GET of a file. Throws a TransportError, or the abort. */
  open(url: URL, headers: Headers, signal: AbortSignal): Promise<OpenAnswer>;
  /** Ends every connection, running exchanges included. */
  close(): Promise<void>;
}

/** Compressed answers would need limits of their own; nobody here gains from them. */
const always = { 'user-agent': 'video-prompt', 'accept-encoding': 'identity' };

/** A chunk of this size keeps the cost of handing chunks over small beside the cost of receiving them. */
const downloadBufferBytes = 256 * 1024;

export function createTransport(options: TransportOptions = {}): Transport {
  const limits = { ...networkLimits, ...options.limits };
  const connector = boundedConnector(
    options.connector ??
      (options.network === undefined
        ? directConnector(limits.connectMs)
        : networkConnector({ settings: options.network, connectMs: limits.connectMs })),
    limits.connectMs,
  );
  // Time-outs are ours (exchange, reply): undici's own go by a coarse shared clock.
  const agentOptions = {
    connect: connector,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: limits.keepAliveMs,
  };
  const calls = new Agent({ ...agentOptions, connections: limits.connections });
  // Long downloads must not take the places of short calls.
  const files = new Agent(agentOptions);
  const waitMs = limits.connectMs + limits.headersMs;

  const get = (agent: Agent, url: URL, headers: Headers, signal: AbortSignal, highWaterMark?: number) =>
    exchange(
      agent,
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { ...always, ...headers },
        ...(highWaterMark === undefined ? {} : { highWaterMark }),
      },
      waitMs,
      signal,
    );

  return {
    limits,
    ask: async (url, headers, signal) => {
      const reply = await readReply(await get(calls, url, headers, signal), limits);
      if (reply.end !== 'whole') throwIfAborted(signal);
      return reply;
    },
    submit: (call, signal) =>
      submit({ ...call, headers: { ...always, ...call.headers } }, connector, limits, signal),
    open: (url, headers, signal) => get(files, url, headers, signal, downloadBufferBytes),
    close: async () => {
      await Promise.all([calls.destroy(), files.destroy()]);
    },
  };
}

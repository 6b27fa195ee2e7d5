import { throwIfAborted } from './abort.ts';
import { boundedConnector, directConnector, type Connector } from './connector.ts';
import { type EditorFetch, fetchAnswer, submitByFetch } from './editorFetch.ts';
import { withoutInterim } from './answerStart.ts';
import { decoded } from './contentCoding.ts';
import { accountPaths } from './endpoints.ts';
import { exchange, type OpenAnswer } from './exchange.ts';
import { networkLimits, type NetworkLimits } from './limits.ts';
import { networkConnector } from './networkConnector.ts';
import { type NetworkSettings, proxyFor, targetOf } from './proxy.ts';
import { readReply, type Reply } from './reply.ts';
import { submit, type Submission, type SubmitCall } from './submission.ts';
import { TransportError } from './transportError.ts';
import { Agent } from './undici.ts';
import { dropBody } from './videoBody.ts';
import { createWays, type Way } from './ways.ts';

export interface TransportOptions {
  readonly limits?: Partial<NetworkLimits>;
  /** How sockets are opened, for every call alike; absent: straight to the target. */
  readonly connector?: Connector;
  /** The editor's own way, for origins that ours does not reach (a proxy told by a script); undefined: not to be used now. */
  readonly editorFetch?: () => EditorFetch | undefined;
  /** Makes that connector: proxies, and the machine's certificates. */
  readonly network?: () => NetworkSettings;
}

type Headers = Readonly<Record<string, string>>;

/** HTTP as this client speaks it: no redirect is followed, nothing is sent twice, every wait ends. */
export interface Transport {
  readonly limits: NetworkLimits;
  /** GET of a JSON answer. `hasLongTexts`: it may hold a whole clip as text. Throws a TransportError, or the abort. */
  ask(
    url: URL,
    headers: Headers,
    signal: AbortSignal,
    options?: { readonly hasLongTexts?: boolean },
  ): Promise<Reply>;
  /** POST. Throws only the abort. */
  submit(call: SubmitCall, signal: AbortSignal): Promise<Submission>;
  /** GET of a file. Throws a TransportError, or the abort. */
  open(url: URL, headers: Headers, signal: AbortSignal): Promise<OpenAnswer>;
  /** Whether this machine itself connects to the target, so that its own DNS says where that leads. */
  connectsItself(url: URL): boolean;
  /** Ends every connection, running exchanges included. */
  close(): Promise<void>;
}

/** Nobody here gains from compressed answers; those that come all the same are undone (`contentCoding.ts`). */
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
    connect: withoutInterim(connector, { isOneAnswer: false }),
    maxHeaderSize: limits.headerBytes,
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

  const editorFetch = () => options.editorFetch?.();
  const ways = createWays(() => editorFetch() !== undefined);

  async function openBy(
    way: Way,
    agent: Agent,
    url: URL,
    headers: Headers,
    signal: AbortSignal,
    highWaterMark?: number,
  ): Promise<OpenAnswer> {
    const editors = way === 'editor' ? editorFetch() : undefined;
    const isFile = highWaterMark !== undefined;
    return editors === undefined
      ? decoded(await get(agent, url, headers, signal, highWaterMark), { way: 'own', isFile })
      : decoded(await fetchAnswer(editors, url, { headers: { ...always, ...headers } }, waitMs, signal), {
          way: 'editor',
          isFile,
        });
  }

  async function submitOnce(call: SubmitCall, signal: AbortSignal): Promise<Submission> {
    const { origin } = call.url;
    const probe = async (way: Way) => {
      dropBody((await openBy(way, calls, new URL(accountPaths.models, origin), {}, signal)).body);
    };
    let way: Way;
    try {
      way = await ways.forPost(origin, probe);
    } catch (error) {
      // Nothing of the request has left.
      return { kind: 'unsent', reason: error instanceof TransportError ? error.reason : 'aborted' };
    }
    const whole = { ...call, headers: { ...always, ...call.headers } };
    const editors = way === 'editor' ? editorFetch() : undefined;
    const allowed = { ...limits, ...call.limits };
    const submission =
      editors === undefined
        ? await submit(whole, connector, allowed, signal)
        : await submitByFetch(editors, whole, allowed, signal);
    if (submission.kind === 'unsent') ways.forget(origin);
    return submission;
  }

  return {
    limits,
    ask: async (url, headers, signal, { hasLongTexts = false } = {}) => {
      const answer = await ways.get(url.origin, (way) => openBy(way, calls, url, headers, signal));
      const reply = await readReply(answer, limits, hasLongTexts);
      if (reply.end !== 'whole') throwIfAborted(signal);
      return reply;
    },
    submit: submitOnce,
    open: (url, headers, signal) =>
      ways.get(url.origin, (way) => openBy(way, files, url, headers, signal, downloadBufferBytes)),
    connectsItself: (url) =>
      !ways.isEditors(url.origin) &&
      (options.network === undefined || proxyFor(targetOf(url), options.network()) === 'direct'),
    close: async () => {
      await Promise.all([calls.destroy(), files.destroy()]);
    },
  };
}

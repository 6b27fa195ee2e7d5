/** How long and how much the client waits for. Milliseconds and bytes. */
export interface NetworkLimits {
  /** Name, TCP and TLS together. */
  readonly connectMs: number;
  /** From the wish to ask until the headers are here, on top of {@link connectMs}. */
  readonly headersMs: number;
  /** The same for a create request, which uploads images and waits for the provider's own admission. */
  readonly createHeadersMs: number;
  /** The whole body of a JSON answer; of a long one, each further megabyte. */
  readonly answerMs: number;
  /** The longest silence in the body of a download. */
  readonly silenceMs: number;
  /** The largest JSON answer; the rest is not read. */
  readonly answerBytes: number;
  /** The longest text that is kept of a status answer, which may hold the clip itself; a longer one is read as empty. */
  readonly longTextBytes: number;
  /** The largest status answer with such a text. */
  readonly longAnswerBytes: number;
  /** The headers of an answer. */
  readonly headerBytes: number;
  /** Redirects followed on a result link. */
  readonly redirects: number;
  /** Connections for JSON calls to one origin. */
  readonly connections: number;
  /** How long an idle connection is kept where the server does not say. */
  readonly keepAliveMs: number;
}

export const networkLimits: NetworkLimits = {
  connectMs: 15_000,
  headersMs: 30_000,
  createHeadersMs: 240_000,
  answerMs: 30_000,
  silenceMs: 30_000,
  answerBytes: 4 * 1024 * 1024,
  longTextBytes: 64 * 1024 * 1024,
  longAnswerBytes: 256 * 1024 * 1024,
  headerBytes: 1024 * 1024,
  redirects: 3,
  connections: 16,
  keepAliveMs: 10_000,
};

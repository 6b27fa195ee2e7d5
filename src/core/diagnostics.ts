import { parseApiOrigin } from './apiOrigin.ts';
import { findModel } from './catalogue/catalogue.ts';
import type { Failure } from './failure.ts';
import type { Job } from './job.ts';
import { providerWords } from './redact.ts';

export interface DiagnosticsFacts {
  /** `extension`, `editor`, `node`, `system`, `remote`: names and versions. */
  readonly versions: Readonly<Record<string, string>>;
  readonly key: 'stored' | 'environment' | 'set, but not a key' | 'none';
  /** The key itself, only to keep it out. */
  readonly secret?: string;
  readonly hasProxy: boolean;
  /** Those that differ from their default. */
  readonly settings: readonly { readonly name: string; readonly value: unknown }[];
  /** Absent: there is none yet. */
  readonly database?: { readonly version: number; readonly bytes: number };
  /** Why the database could not be opened: an error code. */
  readonly databaseError?: string;
  readonly unreadableJobs: number;
  /** Newest first. */
  readonly jobs: readonly Job[];
}

const maxFailures = 10;

/**
 * A report for a bug, in Markdown. It is made to be published: no key, no prompt, no path, no file name, no task id, no
 * link. What is not known to be harmless is left out.
 */
export function diagnosticsReport(facts: DiagnosticsFacts): string {
  const { database, databaseError, jobs, unreadableJobs } = facts;
  const failed = jobs.filter(({ failure }) => failure !== undefined).slice(0, maxFailures);
  return [
    '### Video Prompt diagnostics',
    '',
    ...Object.entries(facts.versions).map(([name, version]) => `- ${name}: ${code(version)}`),
    `- API key: ${facts.key}`,
    `- proxy: ${facts.hasProxy ? 'set' : 'not set'}`,
    database === undefined
      ? '- database: none'
      : `- database: version ${String(database.version)}, ${String(database.bytes)} bytes`,
    ...(databaseError === undefined ? [] : [`- database error: ${code(databaseError)}`]),
    ...(unreadableJobs === 0 ? [] : [`- jobs that cannot be read: ${String(unreadableJobs)}`]),
    '',
    '**Settings that differ from their defaults**',
    '',
    ...listOr(facts.settings.map(({ name, value }) => `- ${code(name)}: ${code(settingValue(name, value))}`)),
    '',
    `**States of the newest ${String(jobs.length)} jobs**`,
    '',
    ...listOr(
      [...Map.groupBy(jobs, ({ state }) => state)].map(
        ([state, some]) => `- ${state}: ${String(some.length)}`,
      ),
    ),
    '',
    '**Newest errors**',
    '',
    ...listOr(
      failed.flatMap((job) =>
        job.failure === undefined ? [] : [failureLine(job, job.failure, facts.secret)],
      ),
    ),
    '',
  ].join('\n');
}

function listOr(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['- none'] : lines;
}

/** Numbers and switches as they are; of texts only those that are known to be harmless. */
function settingValue(name: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'string' && name === 'videoPrompt.api.baseUrl') {
    const parsed = parseApiOrigin(value);
    return 'origin' in parsed ? parsed.origin : 'set, but no origin';
  }
  if (typeof value === 'string' && name === 'videoPrompt.defaults.model') return knownModel(value);
  return 'set';
}

function knownModel(id: string): string {
  return findModel(id)?.id ?? 'another model';
}

function failureLine(job: Job, failure: Failure, secret: string | undefined): string {
  const { requestId, httpStatus } = failure;
  const words = harmlessWords(job, failure.providerMessage, secret);
  const parts = [
    `${failure.class} / ${failureCode(failure.message)}`,
    `state ${job.state}`,
    `model ${knownModel(job.request.model)}`,
    `charged ${failure.charged}`,
    ...(httpStatus === undefined ? [] : [`HTTP ${String(httpStatus)}`]),
    ...(isHarmlessId(requestId, secret) ? [`request id ${requestId}`] : []),
  ];
  return `- ${parts.join(', ')}${words === undefined ? '' : `: ${code(words)}`}`;
}

/** The code, or of a text that the system wrote only the name of its error: the rest may hold paths. */
function failureCode(message: string): string {
  if (/^[a-z]{1,20}\.[A-Za-z]{1,40}$/.test(message)) return message;
  return /\bE[A-Z]{2,20}\b/.exec(message)?.[0] ?? 'text';
}

function isHarmlessId(id: string | undefined, secret: string | undefined): id is string {
  if (id === undefined || !/^[A-Za-z0-9_.-]{1,100}$/.test(id)) return false;
  return providerWords(id, secret ?? '') === id;
}

/** The provider's words, unless they repeat the prompt or name a file. */
function harmlessWords(job: Job, said: string | undefined, secret: string | undefined): string | undefined {
  const words = providerWords(said, secret ?? '');
  if (words === undefined) return undefined;
  const { prompt, negativePrompt = '', images, output = '' } = job.request;
  const isQuoting = [prompt, negativePrompt].some((text) => quotes(words, text));
  const names = [
    ...images.map(({ uri }) => uri),
    ...job.images.map(({ name }) => name),
    output,
    job.output.baseName,
  ];
  const isNaming = names.some((name) => name !== '' && words.includes(name));
  if (isQuoting || isNaming) return 'left out: the words repeat what was sent';
  const isPath = pathLike.test(words);
  return isPath ? 'left out: the words hold a path' : withoutWordsOf(`${prompt} ${negativePrompt}`, words);
}

/** Absolute paths of any system, and URIs other than links. */
const pathLike = /(?:^|[\s"'`(=:[])(?:[A-Za-z]:\\|\\\\|~?\/(?!\/))\S|\b(?!https?:)[a-z][a-z0-9+.-]*:\/\//i;

/** A single word of the prompt can give it away too; short ones are in every sentence. */
function withoutWordsOf(text: string, words: string): string {
  const own = text.slice(0, maxCompared).toLowerCase();
  return words.replace(/[\p{L}\p{M}\p{N}]{4,}/gu, (word) => (own.includes(word.toLowerCase()) ? '…' : word));
}

const maxCompared = 20_000;

/** Whether three words in a row of the one stand in the other (or all words of a shorter one). */
function quotes(words: string, text: string): boolean {
  const own = split(text);
  const span = Math.min(3, own.length);
  if (span === 0) return false;
  const said = split(words);
  const spans = new Set(
    own.slice(0, own.length - span + 1).map((_, at) => own.slice(at, at + span).join(' ')),
  );
  return said.some((_, at) => spans.has(said.slice(at, at + span).join(' ')));
}

function split(text: string): readonly string[] {
  return (
    text
      .slice(0, maxCompared)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** One line that Markdown leaves as it is. */
function code(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('`', '’')
    .trim();
  return `\`${line}\``;
}

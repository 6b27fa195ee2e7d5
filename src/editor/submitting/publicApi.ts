import * as vscode from 'vscode';
import type {
  JobSummary,
  PromptFileCheck,
  PromptFilePlan,
  VideoPromptApi,
  VideoRequestInput,
} from '../../api.ts';
import type { Job, JobState } from '../../core/job.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { say } from '../../core/errorText.ts';
import { quoteRequest } from '../../core/quoteRequest.ts';
import { RefusedRequest } from '../../engine/admission.ts';
import { today } from '../../node/clock.ts';
import { failureWords } from '../../words/failureWords.ts';
import { engineSettings } from '../base/settings.ts';
import { openMarket } from '../session/market.ts';
import type { LazySession } from '../session/lazySession.ts';
import { requestFromInput } from './requestInput.ts';
import type { Submit } from './submit.ts';

const settledStates: readonly JobState[] = [
  'saved',
  'failed',
  'uncertain',
  'stopped',
  'cancelled',
  'forgotten',
];

const busyRetryMs = 1_000;

/** What other extensions call. */
export type ApiCalls = Omit<VideoPromptApi, 'apiVersion' | 'onDidChangeJob'>;

/** What other extensions ask of prompt files. Every call throws VideoPromptErrors. */
export interface PromptFileCalls {
  check(file: vscode.Uri): Promise<PromptFileCheck>;
  plan(file: vscode.Uri): Promise<PromptFilePlan>;
  /** What was submitted. */
  render(file: vscode.Uri, shots: readonly string[] | undefined): Promise<readonly Job[]>;
}

export interface PublicApiParts {
  readonly session: LazySession;
  readonly promptFiles: () => Promise<PromptFileCalls>;
  readonly submit: Submit;
  readonly report: (error: unknown) => Promise<void>;
}

/** The working half of the public API. */
export function createPublicApi(parts: PublicApiParts): ApiCalls {
  const { session, submit, promptFiles, report } = parts;
  /** The job as soon as it looks as wanted, in whatever window that happens. */
  async function until(id: string, isWanted: (job: Job) => boolean): Promise<Job> {
    const { engine } = await session.open();
    const look = async () => {
      const job = await engine.get(id);
      if (job === undefined) {
        throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
      }
      return job;
    };
    return await new Promise<Job>((resolve, reject) => {
      const check = () => {
        look().then(
          (job) => {
            if (!isWanted(job)) return;
            stop();
            resolve(job);
          },
          (error: unknown) => {
            // Another window writes for long: what was submitted goes on all the same.
            if (isBusy(error)) {
              again = setTimeout(check, busyRetryMs);
              return;
            }
            stop();
            reject(withJob(error, id));
          },
        );
      };
      const subscriptions = [
        engine.onDidChangeJob((job) => {
          if (job.id === id) check();
        }),
        engine.onDidChange(check),
      ];
      let again: NodeJS.Timeout | undefined;
      const stop = () => {
        clearTimeout(again);
        for (const one of subscriptions) one.dispose();
      };
      check();
    });
  }

  /** A stored clip that is about to be placed by this window is not there yet. */
  const isSettled = (job: Job) =>
    settledStates.includes(job.state) ||
    (job.state === 'stored' && (job.failure !== undefined || session.current?.canPlace(job) !== true));
  /** Sent, or at rest until a person does something. */
  const isSubmitted = (job: Job) =>
    job.taskId !== undefined ||
    job.hold !== undefined ||
    session.current?.engine.rests(job) === true ||
    isSettled(job);

  async function generateAll(input: VideoRequestInput): Promise<readonly Job[]> {
    const submitting = submit(await requestFromInput(input), { caller: { kind: 'program' } });
    submitting.catch(offerRepair).catch(() => undefined);
    const jobs = await submitting;
    return await Promise.all((jobs ?? []).map(({ id }) => until(id, isSubmitted)));
  }

  /** Images that only the panel can mend are offered there to the person, beside the caller's rejection. */
  async function offerRepair(error: unknown): Promise<void> {
    const canRepair =
      error instanceof RefusedRequest &&
      error.findings.some(({ severity, redraw }) => severity === 'error' && redraw === true);
    if (canRepair && !engineSettings().allowUnattended) await report(error);
  }

  return {
    async quote(input) {
      const market = openMarket(await session.openIfUsed());
      return quoteRequest(await requestFromInput(input), market);
    },
    async generate(input) {
      const [job] = await generateAll({ ...input, variants: 1 });
      if (job === undefined) {
        throw new VideoPromptError('confirmation.declined', say('confirmation.declined'));
      }
      if (job.state === 'failed' || job.state === 'uncertain') {
        const { failure } = job;
        const words = failure === undefined ? '' : failureWords(failure).title;
        throw new VideoPromptError('job.failed', words, {
          jobId: job.id,
          spent: failure?.charged === 'no' ? 'no' : 'unknown',
          ...(failure?.providerMessage === undefined ? {} : { providerMessage: failure.providerMessage }),
          ...(failure?.requestId === undefined ? {} : { requestId: failure.requestId }),
        });
      }
      return summaryOf(job);
    },
    generateAll: async (input) => (await generateAll(input)).map(summaryOf),
    waitFor: async (id) => summaryOf(await until(id, isSettled)),
    async getJob(id) {
      const job = await (await session.open()).engine.get(id);
      return job === undefined ? undefined : summaryOf(job);
    },
    async listJobs({ limit = 100, before } = {}) {
      const { engine } = await session.open();
      return (await engine.list({ limit, ...(before === undefined ? {} : { before }) })).map(summaryOf);
    },
    check: async (file) => await (await promptFiles()).check(file),
    plan: async (file) => await (await promptFiles()).plan(file),
    async renderFile(file, shots) {
      const jobs = await (await promptFiles()).render(file, shots);
      return await Promise.all(jobs.map(async ({ id }) => summaryOf(await until(id, isSubmitted))));
    },
    async spend() {
      const { store } = await session.open();
      const { day, month } = await store.totals(today(), '');
      return {
        todayMicroUsd: day.spentMicroUsd,
        monthMicroUsd: month.spentMicroUsd,
        reservedMicroUsd: month.reservedMicroUsd,
        unknownCount: month.unknownCount,
      };
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'store.busy';
}

/** A job is in the database by now, so money may be spent, whatever failed since. */
function withJob(error: unknown, jobId: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return Object.assign(error, { jobId, spent: 'unknown' });
}

export function summaryOf(job: Job): JobSummary {
  const { id, state, request, quote, taskId, progress, charge, clip, failure } = job;
  return {
    id,
    state,
    request,
    quote,
    ...(taskId === undefined ? {} : { taskId }),
    ...(progress === undefined ? {} : { progress }),
    ...(charge === undefined ? {} : { charge }),
    ...(clip === undefined ? {} : { clip: clipSummary(job, clip) }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function clipSummary(job: Job, clip: NonNullable<Job['clip']>): NonNullable<JobSummary['clip']> {
  const { uri, extension: _extension, codecs: _codecs, ...facts } = clip;
  return { ...facts, ...(job.state === 'saved' && uri !== undefined ? { uri: vscode.Uri.parse(uri) } : {}) };
}

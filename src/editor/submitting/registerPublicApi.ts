import * as vscode from 'vscode';
import type { JobSummary, VideoPromptApi } from '../../api.ts';
import type { Job } from '../../core/job.ts';
import { DisposableStore } from '../base/disposables.ts';
import { lazy } from '../base/lazy.ts';
import type { PublicApiParts } from './publicApi.ts';

export interface PublicApi {
  readonly api: VideoPromptApi;
  readonly disposable: vscode.Disposable;
}

/** What other extensions get. What does the work is loaded at the first call. */
export function registerPublicApi(parts: PublicApiParts): PublicApi {
  const calls = lazy(async () => (await import('./publicApi.ts')).createPublicApi(parts));
  const changed = new vscode.EventEmitter<JobSummary>();
  const tell = async (job: Job) => {
    const { summaryOf } = await import('./publicApi.ts');
    changed.fire(summaryOf(job));
  };
  const listening = new DisposableStore();
  listening.add(
    changed,
    parts.session.onDidOpen(({ engine }) => {
      listening.add(engine.onDidChangeJob((job) => void tell(job).catch(parts.report)));
    }),
  );
  const api: VideoPromptApi = {
    apiVersion: 1,
    quote: async (input) => await (await calls()).quote(input),
    generate: async (input) => await (await calls()).generate(input),
    generateAll: async (input) => await (await calls()).generateAll(input),
    waitFor: async (id) => await (await calls()).waitFor(id),
    getJob: async (id) => await (await calls()).getJob(id),
    listJobs: async (options) => await (await calls()).listJobs(options),
    spend: async () => await (await calls()).spend(),
    check: async (file) => await (await calls()).check(file),
    plan: async (file) => await (await calls()).plan(file),
    renderFile: async (file, shots) => await (await calls()).renderFile(file, shots),
    onDidChangeJob: changed.event,
  };
  return { api, disposable: listening };
}

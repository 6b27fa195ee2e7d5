import type { Event, Uri } from 'vscode';
import type { ErrorCode } from './core/errors.ts';
import type { FailureClass, Spent } from './core/failure.ts';
import type { ChargeBasis, JobState } from './core/job.ts';
import type { Quote } from './core/quote.ts';
import type { ImageRole, VideoRequest } from './core/request.ts';

export type { ChargeBasis, ErrorCode, FailureClass, ImageRole, JobState, Quote, Spent, VideoRequest };

/**
 * A request as other extensions, tasks and keybindings give it: everything but the prompt may be left out. A string
 * as an image is a URI, or a path relative to the first workspace folder; a file that it names has to be an image inside of a
 * workspace folder. A `Uri` may lead anywhere.
 */
export type VideoRequestInput = Pick<VideoRequest, 'prompt'> &
  Partial<Omit<VideoRequest, 'prompt' | 'images'>> & {
    /** The name of a preset of the user or the workspace: its options stand in for what is left out here. */
    readonly preset?: string;
    readonly images?: readonly (Uri | string | { readonly uri: Uri | string; readonly role?: ImageRole })[];
  };

export interface JobSummary {
  readonly id: string;
  readonly state: JobState;
  readonly request: VideoRequest;
  readonly taskId?: string;
  /** 0 to 100. */
  readonly progress?: number;
  readonly quote: Quote;
  readonly charge?: { readonly microUsd?: number; readonly basis: ChargeBasis };
  readonly clip?: {
    /** Absent until the clip lies in the workspace. */
    readonly uri?: Uri;
    readonly bytes: number;
    readonly sha256: string;
    readonly durationSeconds?: number;
    readonly width?: number;
    readonly height?: number;
  };
  readonly failure?: {
    readonly class: FailureClass;
    /** A code, such as `download.expired`. */
    readonly message: string;
    /** What the sentence of the code names. */
    readonly args?: Readonly<Record<string, string | number>>;
    readonly providerMessage?: string;
    readonly requestId?: string;
    readonly charged: Spent;
  };
}

/** Sums over this installation, in micro-USD. */
export interface SpendSummary {
  readonly todayMicroUsd: number;
  readonly monthMicroUsd: number;
  /** Of this month, still running. */
  readonly reservedMicroUsd: number;
  /** Jobs of this month whose charge nobody knows. */
  readonly unknownCount: number;
}

/** Something that is to be said of a prompt file, at its place. Lines and columns are counted from 1. */
export interface PromptFileFinding {
  readonly severity: 'error' | 'warning' | 'information';
  /** `VP001`, and the name of the same rule: `prompt.empty`. */
  readonly ruleId: string;
  readonly rule: string;
  /** What is wrong and what to do, in the user's language. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A clip that a prompt file asks for, and how it stands. */
export interface PromptFileClip {
  /** To be given to `renderFile`: `storm`, `storm/veo3.1`; `.` where the file is one clip. */
  readonly id: string;
  readonly title: string;
  readonly state: 'current' | 'stale' | 'missing' | 'not-fetched' | 'unreadable' | 'blocked';
  /** The chosen clip, relative to the workspace folder. */
  readonly path?: string;
  readonly isSample?: boolean;
  /** Of one take. */
  readonly quote?: Quote;
}

export interface PromptFileCheck {
  /** In the order of the text; how its clips stand is not among them. */
  readonly findings: readonly PromptFileFinding[];
  readonly clips: readonly PromptFileClip[];
}

/** A take that `renderFile` would render. */
export interface PlannedClip {
  readonly id: string;
  readonly title: string;
  readonly take: number;
  readonly why: 'missing' | 'stale' | 'again';
  readonly quote: Quote;
}

export interface PromptFilePlan {
  /** In the order in which they are rendered. */
  readonly clips: readonly PlannedClip[];
  readonly total: {
    /** Of the clips whose price is known. */
    readonly microUsd: number;
    readonly kind: 'listed' | 'at-least';
    readonly unknownClips: number;
  };
}

/** What the promises of this API reject with. */
export interface VideoPromptErrorShape extends Error {
  readonly code: ErrorCode;
  readonly spent: 'no' | 'unknown';
  readonly jobId?: string | undefined;
  readonly field?: string | undefined;
  readonly providerMessage?: string | undefined;
  readonly requestId?: string | undefined;
}

/** What `vscode.extensions.getExtension('video-prompt.video-prompt').activate()` gives. */
export interface VideoPromptApi {
  readonly apiVersion: 1;
  /** The price of one clip. Sends nothing. */
  quote(request: VideoRequestInput): Promise<Quote>;
  /**
   * One job. Asks the user unless unattended use is allowed. Resolves once its task id is on disk. The first images of a
   * workspace are uploaded only after the user has agreed; unattended, that rejects with `upload.unconfirmed`.
   */
  generate(request: VideoRequestInput): Promise<JobSummary>;
  /** All variants, admitted together or not at all. Resolves once every job is submitted, held or failed. */
  generateAll(request: VideoRequestInput): Promise<readonly JobSummary[]>;
  /** Resolves when the job is saved, stored, failed, uncertain, stopped, cancelled or forgotten. */
  waitFor(jobId: string): Promise<JobSummary>;
  getJob(jobId: string): Promise<JobSummary | undefined>;
  /** Newest first, 100 by default. */
  listJobs(options?: { readonly limit?: number; readonly before?: string }): Promise<readonly JobSummary[]>;
  spend(): Promise<SpendSummary>;
  /** What is wrong with a prompt file (`*.video.md` of the workspace), and how its clips stand. Sends nothing. */
  check(file: Uri): Promise<PromptFileCheck>;
  /** What is missing or stale of it and can be rendered, with its price. Sends nothing. */
  plan(file: Uri): Promise<PromptFilePlan>;
  /**
   * Saves the file and renders what is missing or stale of it, admitted together or not at all; `shots`: ids of clips, or slugs
   * of whole shots. What is current or under way already is left alone and costs nothing. Asks the user as `generate` does.
   * Resolves with what was submitted, once every job is submitted, held or failed.
   */
  renderFile(file: Uri, shots?: readonly string[]): Promise<readonly JobSummary[]>;
  readonly onDidChangeJob: Event<JobSummary>;
}

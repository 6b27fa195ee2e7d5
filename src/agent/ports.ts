import type { ImageInput } from '../core/imageInput.ts';
import type { Job } from '../core/job.ts';
import type { Market } from '../core/market.ts';
import type { MicroUsd } from '../core/money.ts';
import type { ImageRole, VideoRequest } from '../core/request.ts';
import type { CheckContext } from '../shots/checkedFile.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';

/** A request as an agent gives it; an image is a path in the workspace, or a public address. */
export interface RequestInput {
  readonly prompt: string;
  readonly model?: string;
  readonly seconds?: number;
  readonly aspectRatio?: string;
  readonly resolution?: string;
  readonly images: readonly { readonly uri: string; readonly role: ImageRole }[];
  readonly negativePrompt?: string;
  readonly seed?: number;
  readonly audio?: boolean;
  readonly variants?: number;
  readonly output?: string;
}

/** What may still be spent. */
export interface AgentBudget {
  /** By agents today without a question. */
  readonly allowanceMicroUsd: MicroUsd;
  /** Under every cap; absent: there is none. */
  readonly capMicroUsd?: MicroUsd;
}

/** What the tools ask of whoever runs them. Every method throws VideoPromptErrors. */
export interface AgentPorts {
  readonly market: () => Promise<Market>;
  /** How a prompt file of the workspace stands, with everything looked at again. */
  readonly promptFile: (path: string) => Promise<PromptFileState>;
  /** With everything that was left open, and its paths looked at. */
  readonly complete: (input: RequestInput) => Promise<VideoRequest>;
  /** What lies at the places of the images. */
  readonly look: (request: VideoRequest) => Promise<readonly ImageInput[]>;
  readonly checkContext: () => CheckContext;
  /** A file as people call it. */
  readonly pathOf: (uri: string) => string;
  readonly budget: () => Promise<AgentBudget>;
  readonly job: (id: string) => Promise<Job | undefined>;
  /** Newest first. */
  readonly newestJobs: (limit: number) => Promise<readonly Job[]>;
  /** Of a prompt file of the workspace, newest first. */
  readonly jobsOf: (path: string, limit: number) => Promise<readonly Job[]>;
  /** Resolves when any job may have changed, when the time is over, or when the signal aborts. Never rejects. */
  readonly untilChange: (withinMs: number, signal: AbortSignal) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether a person is asked about the price while `render` waits, or later, by a window of the editor. */
  readonly asks: 'now' | 'later';
}

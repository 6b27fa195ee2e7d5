import { findMarker } from './markers.ts';
import { progressOf, stuckAt, type Task } from './task.ts';

/** A status answer in the flat form, or in the older wrapped one where the script asks for it. */
export function statusBody(task: Task, now: number, link: string): unknown {
  const has = (name: Parameters<typeof findMarker>[1]) => findMarker(task.script, name);
  const progress = progressOf(task, now);
  const isDone = progress >= 100;
  const failure = isDone ? has('fail') : undefined;
  const word =
    failure !== undefined
      ? 'failed'
      : isDone
        ? (has('ends')?.value ?? 'completed')
        : (has('word')?.value ?? (progress < 5 ? 'queued' : 'in_progress'));
  // One that is stuck at the end says so, and goes on.
  const told = progress === 99 && stuckAt(task) === 100 ? 100 : progress;
  const shown = has('upper') === undefined ? word : word.toUpperCase();
  const url = isDone && failure === undefined && has('nolink') === undefined ? link : undefined;
  if (has('wrapped') !== undefined || has('faillink') !== undefined) {
    return wrapped(task, {
      progress: told,
      word: shown,
      url,
      reason: failure?.value,
      inReason: has('faillink') !== undefined,
    });
  }
  return {
    id: task.id,
    object: 'video',
    model: task.model,
    status: shown,
    progress: told,
    created_at: Math.floor(task.startedAt / 1000),
    ...(isDone ? { completed_at: Math.floor((task.startedAt + task.renderMs) / 1000) } : {}),
    ...(url === undefined ? {} : { video_url: url }),
    ...(failure === undefined || failure.value === '' ? {} : { error: { message: failure.value } }),
  };
}

interface Wrapped {
  readonly progress: number;
  readonly word: string;
  readonly url: string | undefined;
  readonly reason: string | undefined;
  readonly inReason: boolean;
}

function wrapped(task: Task, { progress, word, url, reason, inReason }: Wrapped): unknown {
  const words: Readonly<Record<string, string>> = {
    completed: 'SUCCESS',
    failed: 'FAILURE',
    in_progress: 'IN_PROGRESS',
  };
  return {
    code: 'success',
    message: '',
    data: {
      task_id: task.id,
      action: 'VIDEO_GENERATION',
      status: words[word] ?? word.toUpperCase(),
      fail_reason: (inReason ? url : reason) ?? '',
      submit_time: Math.floor(task.startedAt / 1000),
      ...(progress < 100 ? {} : { finish_time: Math.floor((task.startedAt + task.renderMs) / 1000) }),
      progress: `${String(progress)}%`,
      data:
        url === undefined || inReason
          ? { status: 'processing' }
          : { video: { url, duration: 4 }, status: 'done' },
    },
  };
}

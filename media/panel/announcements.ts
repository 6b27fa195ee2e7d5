import type { JobView, PanelState } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { fill } from '../shared/fill.ts';

type Words = Pick<PanelStrings, 'jobChanged' | 'jobProgress'>;

/** What a screen reader is told between two states: changed job states, passed quarters, new obstacles. */
export function announcements(previous: PanelState, next: PanelState, words: Words): readonly string[] {
  const known = new Map([...previous.jobs, ...previous.clips].map((job) => [job.id, job]));
  const knownNotices = new Set(previous.notices.map(({ id, text }) => `${id} ${text}`));
  return [
    ...next.notices
      .filter(({ id, text, severity }) => severity !== 'info' && !knownNotices.has(`${id} ${text}`))
      .map(({ text }) => text),
    ...[...next.jobs, ...next.clips].flatMap((job) => jobAnnouncement(known.get(job.id), job, words) ?? []),
  ];
}

function jobAnnouncement(previous: JobView | undefined, job: JobView, words: Words): string | undefined {
  if (previous?.state !== job.state) return fill(words.jobChanged, job.title, job.stateText);
  const quarter = quarterOf(job);
  return quarter > quarterOf(previous) ? fill(words.jobProgress, job.title, quarter * 25) : undefined;
}

/** Quarters of a render that are behind it: 1 to 3. */
function quarterOf({ progress }: JobView): number {
  return Math.min(3, Math.floor((progress ?? 0) / 25));
}

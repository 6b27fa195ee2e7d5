import type { JobView } from '../../src/protocol/panel.ts';

const icons: Readonly<Record<string, string>> = {
  queued: 'clock',
  submitting: 'cloud-upload',
  running: 'loading',
  downloading: 'cloud-download',
  stored: 'pass',
  saved: 'pass',
  failed: 'error',
  uncertain: 'question',
  stopped: 'debug-pause',
  cancelled: 'circle-slash',
  forgotten: 'archive',
};

/** A codicon's name for a job's state. */
export function jobIcon({ state, tone }: JobView): string {
  return tone === 'failed' ? 'error' : (icons[state] ?? 'circle-outline');
}

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ActionView, JobView, PanelMessage } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { fill } from '../shared/fill.ts';
import { iconButton, labelledButton } from './iconButton.ts';

/** Whether a job waits for the person's decision. */
export function asksPerson({ tone }: JobView): boolean {
  return tone === 'failed' || tone === 'attention';
}

/** A job's buttons, with their words where the job waits for a decision. */
export function jobActions(
  job: JobView,
  words: PanelStrings,
  send: (message: PanelMessage) => void,
): TemplateResult | typeof nothing {
  if (job.actions.length === 0) return nothing;
  const isLabelled = asksPerson(job);
  const button = ({ action, label, icon }: ActionView) =>
    (isLabelled ? labelledButton : iconButton)({
      icon,
      label,
      fullLabel: fill(words.actionOn, label, job.title),
      control: action,
      press: () => send({ kind: 'jobAction', job: job.id, action }),
    });
  return html`<div class="jobActions" role="group" aria-label=${words.actions} ?data-labelled=${isLabelled}>
    ${repeat(job.actions, ({ action }) => action, button)}
  </div>`;
}

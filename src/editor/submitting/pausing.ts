import * as vscode from 'vscode';
import { sampleOrigin } from '../../core/job.ts';
import { totalPrice } from '../../core/quote.ts';
import { commandIds } from '../base/commandIds.ts';
import { pressInModal } from './personsConsent.ts';
import type { Session } from '../session/session.ts';
import { notify } from '../base/show/messages.ts';
import { engineSettings } from '../base/settings.ts';

export async function pauseAll({ engine }: Session): Promise<void> {
  await engine.pauseAll();
  sayPaused(
    vscode.l10n.t(
      'Everything is paused, in all windows. Renders in progress continue at CometAPI and may be charged.',
    ),
  );
}

/**
 * *Resume All* as a command, which a program can run too. A pause is a person's word against spending: where it held back
 * clips that were not sent yet, they are asked about with their price.
 */
export async function resumeAll({ engine }: Pick<Session, 'engine'>): Promise<void> {
  const waiting = engine
    .active()
    .filter(
      ({ state, hold, origin }) =>
        state === 'queued' && (hold === undefined || hold === 'frame') && origin !== sampleOrigin,
    );
  if (waiting.length > 0 && !engineSettings().allowUnattended) {
    const total = totalPrice(waiting.map(({ quote }) => ({ quote, clips: 1 })));
    const title =
      waiting.length === 1
        ? vscode.l10n.t('Resume all and submit the waiting clip?')
        : vscode.l10n.t('Resume all and submit the {0} waiting clips?', waiting.length);
    const detail = vscode.l10n.t(
      'They were confirmed before everything was paused, and nothing has been sent.',
    );
    const pressed = await pressInModal(
      title,
      [detail],
      [{ answer: 'resume', label: (price) => vscode.l10n.t('Resume for {0}', price), total }],
    );
    if (pressed === undefined) return;
  }
  await engine.resumeAll();
}

/** Said to whoever submits while nothing is sent. */
export function tellPaused(clips: number): void {
  sayPaused(
    clips === 1
      ? vscode.l10n.t('Everything is paused: this clip waits in the queue until you resume.')
      : vscode.l10n.t('Everything is paused: these clips wait in the queue until you resume.'),
  );
}

function sayPaused(text: string): void {
  const resume = vscode.l10n.t('Resume All');
  void notify.information(text, resume).then(async (chosen) => {
    if (chosen === resume) await vscode.commands.executeCommand(commandIds.resumeAll);
  });
}

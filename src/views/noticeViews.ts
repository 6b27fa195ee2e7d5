import * as l10n from '@vscode/l10n';
import type { KeySource, SetButNoKey } from '../core/apiKey.ts';
import { capBreach, type Caps, type CapTotals, leftMicroUsd, nearCap } from '../core/budget.ts';
import type { Model } from '../core/catalogue/model.ts';
import type { Job } from '../core/job.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import type { MicroUsd } from '../core/money.ts';
import type { Pause } from '../core/pause.ts';
import type { VideoRequest } from '../core/request.ts';
import { type Offer, whatFits } from '../core/whatFits.ts';
import type { DraftPatch, NoticeView } from '../protocol/panel.ts';
import { breachWords, nearWords, offerWords } from '../words/capWords.ts';
import { setButNoKeyWords } from '../words/keyWords.ts';
import { isPausedByUser } from '../core/pause.ts';
import { pauseWords } from '../words/pauseWords.ts';

/** What the caps allow and what they count already, or why that cannot be read. */
export type Budget = { readonly caps: Caps; readonly totals: CapTotals } | { readonly trouble: string };

/** What may stand in the way of a request. */
export interface Circumstances {
  readonly isTrusted: boolean;
  /** Why nothing can be submitted at present. */
  readonly trouble: string | undefined;
  /** Where the key comes from; undefined: there is none. */
  readonly keyFrom: KeySource | undefined;
  /** What is set instead of a key. */
  readonly keyFault: SetButNoKey | undefined;
  readonly pauses: readonly Pause[];
  readonly jobs: readonly Job[];
  /** Undefined: it is not known yet. */
  readonly budget: Budget | undefined;
}

/** What is asked for, and what it costs. */
export interface PricedDraft {
  readonly request: VideoRequest;
  readonly model: Model;
  /** Of all clips; undefined: the price is unknown. */
  readonly microUsd: MicroUsd | undefined;
  readonly quote: QuoteOf;
}

/** The banners over the form: what stands in the way, and the ways out. */
export function noticeViews(of: Circumstances, priced: PricedDraft): readonly NoticeView[] {
  return [
    ...trustNotice(of),
    ...(of.trouble === undefined ? [] : [errorNotice(of.trouble)]),
    ...keyNotice(of),
    ...pauseNotice(of),
    ...networkNotice(of),
    ...(of.budget === undefined ? [] : capNotice(of.budget, priced)),
  ];
}

function errorNotice(text: string): NoticeView {
  return { id: 'error', severity: 'error', text, actions: [] };
}

function trustNotice({ isTrusted }: Circumstances): readonly NoticeView[] {
  if (isTrusted) return [];
  const text = l10n.t(
    'This workspace is not trusted, so nothing is submitted from it and nothing is saved into it.',
  );
  const label = l10n.t('Manage Workspace Trust');
  return [
    {
      id: 'untrusted',
      severity: 'warning',
      text,
      actions: [{ command: 'manageTrust', label, primary: true }],
    },
  ];
}

function keyNotice({ keyFrom, keyFault }: Circumstances): readonly NoticeView[] {
  const setKey = { command: 'setApiKey', label: l10n.t('Set API Key…') } as const;
  if (keyFrom === 'environment') {
    const text = l10n.t('The API key comes from COMETAPI_KEY in the environment.');
    return [{ id: 'environmentKey', severity: 'info', text, actions: [setKey] }];
  }
  if (keyFrom !== undefined) return [];
  return [
    {
      id: 'noKey',
      severity: keyFault === undefined ? 'info' : 'warning',
      text:
        keyFault === undefined
          ? l10n.t(
              'No API key is set. Set one to generate clips, or try the extension with sample clips first.',
            )
          : setButNoKeyWords(keyFault),
      actions: [
        { ...setKey, primary: true },
        { command: 'trySample', label: l10n.t('Try It Without a Key') },
      ],
    },
  ];
}

function pauseNotice({ pauses }: Circumstances): readonly NoticeView[] {
  const text = pauseWords(pauses);
  if (text === undefined) return [];
  const resume = { command: 'resumeAll', label: l10n.t('Resume All'), primary: true } as const;
  const setKey = { command: 'setApiKey', label: l10n.t('Set API Key…') } as const;
  const actions = isPausedByUser(pauses) ? [resume] : [resume, setKey];
  return [{ id: 'paused', severity: 'warning', text, actions }];
}

function networkNotice({ jobs }: Circumstances): readonly NoticeView[] {
  const isCutOff = jobs.some(
    ({ state, failure }) =>
      failure?.class === 'network' && ['queued', 'running', 'downloading'].includes(state),
  );
  if (!isCutOff) return [];
  const text = l10n.t(
    'CometAPI cannot be reached at the moment. Jobs continue automatically as soon as it can; nothing is lost.',
  );
  return [{ id: 'offline', severity: 'warning', text, actions: [] }];
}

function capNotice(budget: Budget, { request, model, microUsd, quote }: PricedDraft): readonly NoticeView[] {
  if ('trouble' in budget) return [errorNotice(budget.trouble)];
  const { caps, totals } = budget;
  // Of a price that nobody knows, the least amount already passes a cap that is used up.
  const breach = capBreach(caps, totals, microUsd ?? 1);
  const near = nearCap(caps, totals, microUsd ?? 0);
  if (breach === undefined && near === undefined) return [];
  const offers = whatFits(request, model, leftMicroUsd(caps, totals) ?? 0, quote).map((offer) => ({
    label: offerWords(offer),
    patch: patchOf(offer),
  }));
  if (breach !== undefined) {
    const actions = [{ command: 'openSettings', label: l10n.t('Open Settings') } as const];
    return [{ id: 'capReached', severity: 'warning', text: breachWords(breach), actions, offers }];
  }
  return near === undefined
    ? []
    : [{ id: 'capNear', severity: 'info', text: nearWords(near), actions: [], offers }];
}

/** What an offer changes in the draft. */
function patchOf({ change, request }: Offer): DraftPatch {
  switch (change) {
    case 'variants':
      return { variants: request.variants ?? 1 };
    case 'seconds':
      return { seconds: request.seconds };
    case 'resolution':
      return { resolution: request.resolution };
    case 'model':
      return { model: request.model };
  }
}

import * as vscode from 'vscode';
import type { Draft } from '../../core/draft.ts';
import type { CapTotals } from '../../core/budget.ts';
import type { Budget } from '../../views/noticeViews.ts';
import type { PanelFacts } from '../../views/panelView.ts';
import { engineSettings, readableOrigin } from '../base/settings.ts';
import { isTrusted } from '../base/trust.ts';
import { clipUri } from '../jobs/jobCommands.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { requestTotals } from '../session/countedFolder.ts';
import { keyMarket } from '../session/market.ts';
import type { Session } from '../session/session.ts';
import { errorWords } from '../../words/errorWords.ts';
import type { ImageLook } from '../workspace/imageLook.ts';

const shownJobs = 60;

export interface PanelFactsParts {
  readonly draft: Draft;
  readonly draftNumber: number;
  readonly isSubmitting: boolean;
  readonly session: Session | undefined;
  /** Why there is no session. */
  readonly trouble: unknown;
  readonly keys: ApiKeys;
  readonly images: ImageLook;
  readonly toWebview: (uri: vscode.Uri) => string;
}

/** Asks for everything that the panel shows. */
export async function panelFacts(parts: PanelFactsParts): Promise<PanelFacts> {
  const { draft, draftNumber, isSubmitting, session, trouble, keys, images, toWebview } = parts;
  const origin = readableOrigin() ?? '';
  const key = await keys.get(origin);
  const keyFault = await keys.fault(origin);
  const market = await keyMarket(session, keys);
  const inputs = await images.look(draft.request.images);
  const totals = session === undefined ? undefined : await requestTotals(session, draft.request);
  const jobs = (await session?.engine.list({ limit: shownJobs })) ?? [];
  return {
    draft,
    draftNumber,
    isSubmitting,
    market,
    inputs,
    jobs,
    isOpen: session !== undefined,
    isTrusted: isTrusted(),
    trouble: session === undefined && trouble !== undefined ? errorWords(trouble) : undefined,
    keyFrom: key?.from,
    keyFault,
    pauses: session?.engine.pauses() ?? [],
    budget: totals === undefined ? undefined : budgetOf(totals),
    today: totals?.day,
    srcOfImage: (uri) => toWebview(vscode.Uri.parse(uri)),
    placeOfClip: (job) => {
      const uri = session === undefined ? vscode.Uri.file('/') : clipUri(session, job);
      return { src: toWebview(uri), path: vscode.workspace.asRelativePath(uri) };
    },
  };
}

function budgetOf(totals: CapTotals): Budget {
  try {
    return { caps: engineSettings().caps, totals };
  } catch (error) {
    return { trouble: errorWords(error) };
  }
}

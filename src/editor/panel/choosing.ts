import type { ComparedWith } from '../../core/compareModels.ts';
import { defaultModel } from '../../core/catalogue/catalogue.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { applyPreset } from '../../core/preset.ts';
import type { PanelMessage } from '../../protocol/panel.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import type { LazySession } from '../session/lazySession.ts';
import { pickModel } from '../models/modelPicker.ts';
import { pickPreset } from '../models/presetPicker.ts';
import { keyMarket } from '../session/market.ts';
import { savePreset } from '../models/savePreset.ts';
import { presetTrouble } from '../../words/presetWords.ts';
import { changeModel, type Draft, withRequest } from '../../core/draft.ts';
import { droppedWords } from '../../words/droppedWords.ts';
import type { ImageLook } from '../workspace/imageLook.ts';

export type ChoosingMessage = Extract<PanelMessage, { kind: 'chooseModel' | 'choosePreset' | 'savePreset' }>;

export interface ChoosingParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly images: ImageLook;
  /** The draft as it is when asked: typing goes on while a list is open. */
  readonly draft: () => Draft;
  readonly change: (next: Draft) => Promise<void>;
  /** Shows and reads out what a choice cost. */
  readonly tell: (text: string) => void;
}

/** Changes the draft's model or options as a whole, and says what could not be kept. */
export async function choose(parts: ChoosingParts, message: ChoosingMessage): Promise<void> {
  switch (message.kind) {
    case 'chooseModel': {
      const { request } = parts.draft();
      const compared = await comparedWith(parts);
      const id = await pickModel(request, compared);
      const model = id === undefined ? undefined : compared.find(id);
      if (model !== undefined) await take(parts, model);
      return;
    }
    case 'choosePreset':
      await choosePreset(parts);
      return;
    case 'savePreset':
      await savePreset(parts.draft().request);
      return;
  }
}

async function comparedWith({ session, keys, images, draft }: ChoosingParts): Promise<ComparedWith> {
  const inputs = await images.look(draft().request.images);
  return { ...(await keyMarket(session.current, keys)), inputs };
}

async function take(parts: ChoosingParts, model: Model): Promise<void> {
  const { draft, dropped } = changeModel(parts.draft(), model);
  await parts.change(draft);
  if (dropped.length > 0) parts.tell(droppedWords(dropped));
}

async function choosePreset(parts: ChoosingParts): Promise<void> {
  const compared = await comparedWith(parts);
  const preset = await pickPreset(parts.draft().request, compared);
  if (preset === undefined) return;
  const { find } = compared;
  const applied = applyPreset(parts.draft().request, preset, find, defaultModel);
  await parts.change(withRequest(parts.draft(), applied.request));
  const used = find(applied.request.model) ?? defaultModel;
  parts.tell(presetTrouble(preset, applied, used.label));
}

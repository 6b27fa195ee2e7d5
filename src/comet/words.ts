import type { FailureClass } from '../core/failure.ts';

/** What the provider's words tell about the reason. Data: wordings are added here. */
const wordings: readonly (readonly [FailureClass, RegExp])[] = [
  [
    'no-balance',
    /quota is not enough|insufficient[ _-](?:user[ _-])?(?:quota|balance|credits?|funds)|(?:balance|credits?) (?:is |are )?(?:insufficient|not enough|too low|exhausted)/i,
  ],
  [
    'output-filtered',
    /output[ _-]?(?:video|content)?\b.{0,40}(?:filtered|moderat|sensitive|safety|content[ _]policy)|(?:generated|result)\b.{0,40}(?:filtered|moderat|content[ _]policy)|\bfiltered\b/i,
  ],
  ['prompt-refused', /\bsafety\b|moderation|content[ _]policy|(?<!case[ -])sensitive|moderation_blocked/i],
  ['model-unavailable', /model_not_found|no available channel|unsupported relay mode|permission[ _]denied/i],
  [
    'image-refused',
    /\bimages?\b|input_reference|reference_(?:video_)?urls|first_frame|last_frame|\b(?:png|jpe?g|webp)\b/i,
  ],
  ['key', /invalid (?:api[ _-]?key|token)|invalid_api_key|api key/i],
];

/** The class that the words name, among those that can be meant here; undefined where they name none. */
export function classOfWords(words: string, among: readonly FailureClass[]): FailureClass | undefined {
  const seen = words.slice(0, 20_000);
  return wordings.find(([name, pattern]) => among.includes(name) && pattern.test(seen))?.[0];
}

/** The task is not known, or not yet. */
export function saysTaskUnknown(words: string): boolean {
  return /task[ _](?:does )?not[ _](?:exist|found)|task_not_exist|no such task/i.test(words.slice(0, 20_000));
}

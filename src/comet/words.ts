import type { FailureClass } from '../core/failure.ts';

interface Wording {
  readonly means: FailureClass;
  readonly words: RegExp;
  /** Where these stand too, something else is meant. */
  readonly unless?: RegExp;
}

/** A limit on how often, which passes by itself. */
const rate =
  /per[ _-]?(?:minute|second|hour|day)|\b[rt]p[md]\b|rate[ _-]?limit|too many (?:requests|tasks)|concurren|每(?:分[钟鐘]|秒|小[时時]|天)/i;

/**
 * What the provider's words tell about the reason; the first that fits is meant. Data: wordings are added here. The
 * gateway's own texts are often Chinese, in either script.
 */
const wordings: readonly Wording[] = [
  {
    means: 'no-balance',
    words:
      /(?:quota|balance|credits?|funds?|allowance) (?:is |are |was |has been |have been |has |have )?(?:insufficient|not enough|not sufficient|too low|exhausted|used up|exceeded|depleted|run out|overdrawn|negative)|insufficient[ _-]?(?:user|account|token|api)?[ _-]?(?:quota|balance|credits?|funds|amount)|not enough (?:quota|balance|credits?|funds)|exceed\w* (?:your|the) (?:current |account )?(?:quota|balance|credit)|(?:out of|no|run out of|no more) (?:remaining )?(?:credits?|balance|quota|funds)\b|quota[ _-]?(?:exceeded|exhausted|used[ _-]?up|failed)|payment[ _-]?required|arrear|overdue|top[ -]up|recharge your/i,
    unless: rate,
  },
  {
    means: 'no-balance',
    words:
      /(?:[额額]度|[余餘][额額]|配[额額]|[积積]分|[点點]数|资金|次数)[^。；;\n]{0,10}(?:不足|不够|不夠|用[尽盡完光]|耗[尽盡]|超出|超限|[为為]零|失[败敗])|欠[费費]|充值|[预預]扣[费費]/,
    unless: rate,
  },
  {
    means: 'output-filtered',
    words:
      /output[ _-]?(?:video|image|audio|text|content)?(?:[ _-]?sensitive|\b.{0,40}(?:filtered|moderat|sensitive|safety|content[ _]policy))|(?:generated|result)\b.{0,40}(?:filtered|moderat|content[ _]policy)|\bfiltered\b|(?:生成|[输輸]出|[结結]果)[^。\n]{0,20}(?:敏感|[违違][规規]|[审審]核|[过過][滤濾]|屏蔽)/i,
  },
  {
    means: 'image-refused',
    words:
      /input[ _-]?image[ _-]?(?:sensitive|moderat|risk|violat)|(?:[图圖][片像]|首[帧幀]|尾[帧幀]|[参參]考[图圖]|[垫墊][图圖])[^。\n]{0,20}(?:敏感|[违違][规規]|不合[规規]|[审審]核|格式|[过過]大|尺寸|[无無]效|[无無]法|失[败敗])/i,
  },
  {
    means: 'prompt-refused',
    words:
      /\bsafety\b|moderat(?:ion|ed)|content[ _-]?(?:policy|filter|violation|moderation)|(?<!case[ -])sensitive|\bnsfw\b|prohibited content|polic(?:y|ies) violat|violat\w* .{0,60}(?:polic|guideline|terms|rules)|usage polic|inappropriate|data[ _]?inspection|risk control|harmful content|flagged/i,
  },
  {
    means: 'prompt-refused',
    words:
      /敏感|[违違][规規]|[违違]禁|不[当當](?:的)?[内內]容|不合[规規]|(?:[内內]容|安全)(?:安全)?(?:[审審]核|策略|政策|[过過][滤濾]|[检檢][测測])|[审審]核(?:未|不|没有)(?:通[过過])|[涉含](?:[黄黃]|政|暴|[恐毒])|色情|[风風]控|被(?:屏蔽|[拦攔]截)/,
  },
  {
    means: 'model-unavailable',
    words:
      /model_not_found|no (?:available |usable )?channel|unsupported relay mode|permission[ _]denied|model\b[^.\n]{0,80}(?:not found|does not exist|not supported|unavailable|not available|no longer)|[无無没沒]有?可用(?:的)?(?:[渠通]道)|渠道(?:不存在|不可用|已禁用)|(?:[无無][权權]|[没沒]有[权權]限|不支持)[^。\n]{0,30}(?:模型|model)|模型[^。\n]{0,40}(?:不存在|不可用|未找到|找不到|已下[线線]|[无無][权權]|不支持|未[开開]通)/i,
  },
  {
    means: 'image-refused',
    words:
      /\bimages?\b|input_reference|reference_(?:video_)?urls|first_frame|last_frame|\b(?:png|jpe?g|webp)\b|[图圖][片像]|[参參]考[图圖]|首[帧幀]|尾[帧幀]|[垫墊][图圖]/i,
  },
  {
    means: 'key',
    words:
      /(?:invalid|incorrect|wrong|expired|missing|disabled|revoked) (?:access |api[ _-]?|auth\w* )?(?:key|token)\b|invalid_(?:api_key|token)|api[ _-]?key|unauthori[sz]ed|authentication|token (?:has |is |was )?(?:been )?(?:expired|invalid|disabled|revoked)|[无無]效的?\s*(?:令牌|密[钥鑰]|key|token|api)|(?:令牌|密[钥鑰]|token|key)[^。\n]{0,12}(?:[无無]效|[过過]期|禁用|不存在|[错錯][误誤]|失效|不可用|[验驗][证證]失[败敗])|未提供令牌|未授[权權]|(?:[鉴鑑][权權]|[认認][证證]|身份[验驗][证證])失[败敗]/i,
  },
  {
    means: 'too-many-requests',
    words:
      /too many (?:requests|tasks)|rate[ _-]?limit|concurren\w* .{0,30}(?:limit|exceed)|overload|saturated|try again later|[请請]求(?:[过過]于|太)?[频頻]繁|[请請]求(?:次数|数量|量)?(?:[过過]多|超[过過出限])|[频頻]率(?:[过過]高|超?限)|限流|速率限制|[并並][发發](?:[数數])?[^。\n]{0,8}(?:超|上限|已[满滿]|[过過]高|限制)|[负負][载載]已?[饱飽]和|[过過][载載]|[繁忙]忙|(?:稍后|稍後)再?[试試重]/i,
  },
];

/** The class that the words name, among those that can be meant here; undefined where they name none. */
export function classOfWords(words: string, among: readonly FailureClass[]): FailureClass | undefined {
  const seen = words.slice(0, 20_000);
  return wordings.find(
    ({ means, words: said, unless }) =>
      among.includes(means) && said.test(seen) && unless?.test(seen) !== true,
  )?.means;
}

/** Balance or quota is meant, at a status that stands for that or for the key. */
export function saysNoBalance(words: string): boolean {
  return (
    classOfWords(words, ['no-balance']) !== undefined ||
    /quota|balance|[额額]度|[余餘][额額]|配[额額]/i.test(words.slice(0, 20_000))
  );
}

/** No channel of the gateway has this model: it can serve nobody, whatever status it says so with. */
export function saysNoChannel(words: string): boolean {
  return /model_not_found|no available channel|[无無]可用(?:的)?(?:[渠通]道)|[没沒]有可用(?:的)?(?:[渠通]道)/i.test(
    words.slice(0, 20_000),
  );
}

/** The task is not known, or not yet. */
export function saysTaskUnknown(words: string): boolean {
  return /task(?:[ _-]?id)?[ :]*["'“`]?[\w:.=-]{0,1024}["'”`]?[ _](?:was |is |does |do |could )?not[ _](?:be )?(?:exist|found)|task_not_exist|no such task|unknown task|invalid task[ _-]?id|任[务務][^。\n]{0,40}(?:不存在|未找到|找不到)|(?:[无無]此|找不到|未找到|不存在)(?:[该該此])?任[务務]/i.test(
    words.slice(0, 20_000),
  );
}

import assert from 'node:assert/strict';
import { classifyCreate } from '../../../src/comet/classifyCreate.ts';
import { unified } from '../../../src/comet/dialects/unified.ts';
import { readErrorBody } from '../../../src/comet/errorBody.ts';
import { saysTaskUnknown } from '../../../src/comet/words.ts';
import { key } from './calls.ts';

/** The class of a refusal with these words at this status. */
function classOf(httpStatus: number, answer: unknown): string {
  const outcome = classifyCreate(
    { kind: 'answered', reply: { httpStatus, text: JSON.stringify(answer), end: 'whole' } },
    unified,
    { call: 'create', key, nowMs: 0, charged: 'unknown' },
  );
  if (outcome.kind !== 'refused') return outcome.kind;
  assert.equal(outcome.failure.charged, 'no');
  return outcome.failure.class;
}

const said: readonly (readonly [httpStatus: number, words: string, failureClass: string])[] = [
  [400, '用户额度不足', 'no-balance'],
  [403, '用户额度不足, 剩余额度: ＄0.02', 'no-balance'],
  [403, '預扣費額度失敗，使用者剩餘額度不足', 'no-balance'],
  [401, '该令牌额度已用尽 !token.UnlimitedQuota && token.RemainQuota = -12', 'no-balance'],
  [400, '账户余额不足，请充值', 'no-balance'],
  [400, '您的积分不够了', 'no-balance'],
  [403, '账号已欠费', 'no-balance'],
  [400, 'You exceeded your current quota, please check your plan and billing details', 'no-balance'],
  [400, 'Not enough credits', 'no-balance'],
  [400, 'Arrearage: the account is in arrears', 'no-balance'],
  [400, 'Quota exceeded for requests per minute', 'request-invalid'],
  [401, '无效的令牌', 'key'],
  [401, '该令牌已过期', 'key'],
  [400, '无效的令牌', 'key'],
  [403, '令牌状态不可用', 'key'],
  [400, 'Incorrect API key provided', 'key'],
  [400, '当前分组 default 下对于模型 veo3.1 无可用渠道', 'model-unavailable'],
  [503, '当前分组 default 下对于模型 veo3.1 无可用渠道（distributor）', 'model-unavailable'],
  [503, '沒有可用渠道', 'model-unavailable'],
  [403, '该令牌无权访问模型 veo3.1', 'model-unavailable'],
  [400, '模型 veo9 不存在', 'model-unavailable'],
  [400, 'The model veo9 does not exist', 'model-unavailable'],
  [400, '提示词包含敏感内容', 'prompt-refused'],
  [400, '您的输入内容违规，请修改后重试', 'prompt-refused'],
  [403, '內容審核未通過', 'prompt-refused'],
  [400, 'InputTextSensitiveContentDetected', 'prompt-refused'],
  [400, 'Your prompt was flagged as NSFW', 'prompt-refused'],
  [400, '图片格式不支持', 'image-refused'],
  [400, '参考图无法下载', 'image-refused'],
  [400, 'InputImageSensitiveContentDetected', 'image-refused'],
  [400, '请求过于频繁，请稍后再试', 'too-many-requests'],
  [403, '请求过于频繁', 'too-many-requests'],
  [400, '上游负载已饱和', 'too-many-requests'],
  [400, '時長只能是 4 秒', 'request-invalid'],
  [400, 'names are case-sensitive', 'request-invalid'],
];

describe('the words of a refusal', () => {
  for (const [httpStatus, words, failureClass] of said) {
    it(`${String(httpStatus)} “${words}” means ${failureClass}`, () => {
      assert.equal(classOf(httpStatus, { error: { message: words, type: 'new_api_error' } }), failureClass);
      assert.equal(classOf(httpStatus, { code: 'x', message: words }), failureClass);
    });
  }

  it('an overloaded gateway that is no refusal leaves it open', () => {
    assert.equal(classOf(503, { message: '上游负载已饱和' }), 'uncertain');
    assert.equal(classOf(429, { message: '当前分组上游负载已饱和，请稍后再试' }), 'tooMany');
  });

  it('a task that is not known is told in many ways', () => {
    for (const words of [
      'task_not_exist',
      'task not found',
      'Task task_abc does not exist',
      'task "a.b:c=" was not found',
      'task_id abc not found',
      '任务不存在',
      '任務 abc 不存在',
      '找不到该任务',
    ]) {
      assert.ok(saysTaskUnknown(words), words);
    }
    for (const words of ['task failed: file not found', 'the model does not exist', '模型不存在']) {
      assert.ok(!saysTaskUnknown(words), words);
    }
  });
});

const reasons: readonly (readonly [answer: unknown, message: string])[] = [
  [{ errors: ['a is wrong', 'b is wrong'] }, 'a is wrong; b is wrong'],
  [{ errors: [{ message: 'a is wrong' }] }, 'a is wrong'],
  [{ errors: { prompt: ['is required'], size: 'is unknown' } }, 'prompt: is required; size: is unknown'],
  [{ errors: { message: 'no' } }, 'no'],
  [{ errors: 'no' }, 'no'],
  [{ error: ['no'] }, 'no'],
  [{ error: { errors: ['no'] } }, 'no'],
  [{ status_message: 'no' }, 'no'],
  [{ status_msg: 'no' }, 'no'],
  [{ last_error: 'no' }, 'no'],
  [{ last_error: { code: 'x', message: 'no' } }, 'no'],
  [{ detail: 'no' }, 'no'],
  [{ detail: ['no'] }, 'no'],
  [{ detail: [{ loc: ['body'], msg: 'no' }] }, 'no'],
  [{ detail: { message: 'no' } }, 'no'],
  [{ msg: 'no' }, 'no'],
  [{ reason: 'no' }, 'no'],
  [{ failure_reason: 'no' }, 'no'],
  [{ fail_reason: { message: 'no' } }, 'no'],
  [{ error_msg: 'no', code: 3 }, 'no'],
  [{ message: 'success', error: 'no' }, 'no'],
  [{ code: 400, message: '', errors: ['no'] }, 'no'],
  [[{ error: { code: 400, message: 'no' } }], 'no'],
  ['no', 'no'],
];

describe('the reason in an error body', () => {
  for (const [answer, message] of reasons) {
    it(`is read from ${JSON.stringify(answer)}`, () => {
      assert.equal(readErrorBody(answer)?.message, message);
    });
  }

  it('may be missing', () => {
    for (const answer of [{}, [], null, 1, '', { errors: [] }, { errors: {} }, { error: null }]) {
      assert.equal(readErrorBody(answer), undefined, JSON.stringify(answer));
    }
  });
});

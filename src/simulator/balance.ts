import { type ErrorAnswer, errorAnswer } from './errorBody.ts';

const keyForm = /^sk-[A-Za-z0-9_-]{8,250}$/;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** What an account had before any clip, and what each clip costs it, in US dollars. */
const startBalance = 25;
const clipPrice = 0.32;

/**
 * `GET /user/quota`: the balance. The key stands in the query; `clipTimes` are when clips were made, epoch
 * milliseconds. Days are of UTC.
 */
export function balanceAnswer(query: URLSearchParams, clipTimes: readonly number[]): ErrorAnswer {
  const key = query.get('key') ?? '';
  if (!keyForm.test(key) || key.startsWith('sk-invalid')) {
    return errorAnswer(401, 'invalid_api_key', 'invalid token');
  }
  const [start, end] = [query.get('start_date'), query.get('end_date')];
  if ([start, end].some((day) => day !== null && !dayForm.test(day))) {
    return {
      status: 400,
      body: { code: 'invalid_request', message: 'start_date and end_date are YYYY-MM-DD' },
    };
  }
  const used = Math.round(clipTimes.length * clipPrice * 100) / 100;
  const days = Map.groupBy(clipTimes, (at) => new Date(at).toISOString().slice(0, 10));
  const daily = [...days]
    .filter(([day]) => day >= (start ?? '') && day <= (end ?? '9999'))
    .map(([date, times]) => ({ date, used_quota: Math.round(times.length * clipPrice * 100) / 100 }));
  return {
    status: 200,
    body: {
      username: 'simulator',
      total_quota: startBalance - used,
      total_used_quota: used,
      request_count: clipTimes.length,
      keys: [
        { name: 'render', remain_quota: -1, used_quota: used },
        { name: 'balance only', remain_quota: 0, used_quota: 0 },
      ],
      ...(start === null && end === null ? {} : { daily_quota: daily }),
    },
  };
}

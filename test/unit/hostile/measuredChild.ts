import { createCall, patient, taskCall, withProvider } from '../comet/calls.ts';

/** Sends a create request and asks for a status, both at once, and prints what came of them and how far the memory rose. */
const [, , origin = ''] = process.argv;
const limits = { connectMs: 10_000, answerMs: 2_000, headersMs: 1_000, createHeadersMs: 1_000 };
let peakBytes = 0;
let baseBytes = 0;
const measure = () => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
};
const timer = setInterval(measure, 5);
const outcomes = await withProvider(
  async (provider) => {
    baseBytes = process.memoryUsage().rss;
    return await Promise.all([
      provider.create(createCall(origin), patient),
      provider.status(taskCall(origin), patient),
    ]);
  },
  { limits },
);
measure();
clearInterval(timer);
process.stdout.write(
  JSON.stringify({
    kinds: outcomes.map(({ kind }) => kind),
    grownBytes: peakBytes - baseBytes,
  }),
);

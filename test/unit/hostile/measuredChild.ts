import { createCall, patient, taskCall, withProvider } from '../comet/calls.ts';

/** Asks the server named by the argument once per call and prints what came of it and how far the memory rose. */
const [, , origin = '', call = ''] = process.argv;
const limits = { connectMs: 1_000, answerMs: 2_000, headersMs: 1_000, createHeadersMs: 1_000 };
const startedAt = Date.now();
let peakBytes = 0;
let baseBytes = 0;
const measure = () => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
};
const timer = setInterval(measure, 5);
const outcome = await withProvider(
  async (provider) => {
    baseBytes = process.memoryUsage().rss;
    return call === 'create'
      ? await provider.create(createCall(origin), patient)
      : await provider.status(taskCall(origin), patient);
  },
  { limits },
);
measure();
clearInterval(timer);
const failure = 'failure' in outcome ? outcome.failure.message : '';
process.stdout.write(
  JSON.stringify({
    kind: outcome.kind,
    failure,
    grownBytes: peakBytes - baseBytes,
    tookMs: Date.now() - startedAt,
  }),
);
